package kepu.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import kepu.gateway.GatewayProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The settings of {@code gateway.yml}, some of them changed. */
final class TestProperties {
    private TestProperties() {}

    static GatewayProperties with(Map<String, Object> changes) {
        try {
            var environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("changes", changes));
            new YamlPropertySourceLoader()
                    .load("gateway", new ClassPathResource("gateway.yml"))
                    .forEach(environment.getPropertySources()::addLast);
            return Binder.get(environment)
                    .bind("kepu.gateway", Bindable.of(GatewayProperties.class))
                    .get();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
