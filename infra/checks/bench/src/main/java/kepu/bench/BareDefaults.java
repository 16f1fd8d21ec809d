package kepu.bench;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A service with nothing but the defaults. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class BareDefaults {
    static ConfigurableApplicationContext start(String bootstrap, String mongo, String database) {
        return new SpringApplicationBuilder(BareDefaults.class)
                .properties("spring.config.name=bench")
                .run(
                        "--spring.kafka.bootstrap-servers=" + bootstrap,
                        "--spring.mongodb.uri=" + mongo,
                        "--spring.mongodb.database=" + database);
    }
}
