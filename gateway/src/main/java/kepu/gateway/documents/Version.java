package kepu.gateway.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Versions that the build wrote into property files. */
final class Version {
    private Version() {}

    static String ofGateway() {
        return read("kepu/gateway/version.properties");
    }

    static String ofSwaggerUi() {
        return read("META-INF/maven/org.webjars/swagger-ui/pom.properties");
    }

    private static String read(String resource) {
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(resource))
                    .getProperty("version");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
