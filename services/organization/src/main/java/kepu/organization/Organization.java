package kepu.organization;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Starts the organization service alone, or beside others in one JVM. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class Organization {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8081} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Organization.class)
                .properties("spring.config.name=organization")
                .run(args);
    }
}
