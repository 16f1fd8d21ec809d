package kepu.gateway;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the gateway from {@code gateway.yml}, alone or beside other contexts in one JVM. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Gateway {
    /** Starts the gateway; the environment of the context tells its port as {@code local.server.port}. */
    public static ConfigurableApplicationContext start(String... args) {
        var application = new SpringApplication(Gateway.class);
        application.setDefaultProperties(Map.of("spring.config.name", "gateway"));
        return application.run(args);
    }

    static void main(String[] args) {
        start(args);
    }
}
