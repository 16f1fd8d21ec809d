package kepu.volunteers;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Starts the volunteers service alone, or beside others in one JVM. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class Volunteers {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8082} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Volunteers.class)
                .properties("spring.config.name=volunteers")
                .run(args);
    }
}
