package kepu.defaults.board;

import java.util.List;
import kepu.contracts.organization.BoardEvent;
import kepu.defaults.ServiceDefaults;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

/** Started as every service is. */
@SpringBootApplication
@Import(ServiceDefaults.class)
public class BoardApplication {
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(BoardApplication.class)
                .properties("spring.config.name=board")
                .run(args);
    }

    @Bean
    ReplicaStore boardCopies(MongoOperations mongo) {
        return new ReplicaStore(mongo, "board-copies");
    }

    @Bean
    EventSubscription copying(ReplicaStore copies) {
        return new EventSubscription(
                "copying",
                List.of(BoardEvent.class),
                events -> copies.apply(events.stream()
                        .map(ReceivedEvent::envelope)
                        .map(BoardApplication::change)
                        .toList()));
    }

    private static ReplicaStore.Change change(kepu.contracts.Envelope<?> envelope) {
        return ReplicaStore.Change.of(
                envelope, java.util.Map.of("told", envelope.data().toString()));
    }
}
