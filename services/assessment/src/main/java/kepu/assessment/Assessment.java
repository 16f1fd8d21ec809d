package kepu.assessment;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the assessment service alone, or beside others in one JVM. */
@SpringBootApplication
@EnableScheduling
@Import(ServiceDefaults.class)
public class Assessment {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8085} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Assessment.class)
                .properties("spring.config.name=assessment")
                .run(args);
    }
}
