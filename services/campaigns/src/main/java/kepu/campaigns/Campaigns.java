package kepu.campaigns;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Starts the campaigns service alone, or beside others in one JVM. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class Campaigns {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8084} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(Campaigns.class)
                .properties("spring.config.name=campaigns")
                .run(args);
    }
}
