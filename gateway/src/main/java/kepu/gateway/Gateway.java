package kepu.gateway;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the gateway from {@code gateway.yml}, alone or beside other contexts in one JVM. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Gateway {
    /** Starts the gateway; the environment of the context tells its port as {@code local.server.port}. */
    public static ConfigurableApplicationContext start(String... args) {
        return start(_ -> {}, args);
    }

    /** @param more adds beans, such as an endpoint of the management port */
    public static ConfigurableApplicationContext start(
            ApplicationContextInitializer<GenericApplicationContext> more, String... args) {
        var application = new SpringApplication(Gateway.class);
        application.addInitializers(more);
        application.setDefaultProperties(Map.of("spring.config.name", "gateway"));
        return application.run(args);
    }

    static void main(String[] args) {
        start(args);
    }
}
