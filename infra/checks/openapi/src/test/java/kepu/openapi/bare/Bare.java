package kepu.openapi.bare;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A service with one controller of {@link Secrets}. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ServiceDefaults.class)
public class Bare {
    /** Starts it with that controller. */
    public static ConfigurableApplicationContext start(Class<?> controller, String... settings) {
        return new SpringApplicationBuilder(Bare.class, controller)
                .properties(
                        "spring.config.import=classpath:kepu-defaults.yml",
                        "spring.application.name=bare",
                        "kepu.problems=kepu/defaults/problems")
                .run(settings);
    }
}
