package kepu.identity;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the identity service alone, or beside others in one JVM. */
@SpringBootApplication
@EnableScheduling
@Import(ServiceDefaults.class)
public class Identity {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8086} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Identity.class)
                .properties("spring.config.name=identity")
                .run(args);
    }
}
