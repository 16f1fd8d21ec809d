package kepu.readingrooms;

import kepu.defaults.ServiceDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Starts the reading-rooms service alone, or beside others in one JVM. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class ReadingRooms {
    public static void main(String... args) {
        start(args);
    }

    /** @param args Spring properties such as {@code --server.port=8083} */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(ReadingRooms.class)
                .properties("spring.config.name=reading-rooms")
                .run(args);
    }
}
