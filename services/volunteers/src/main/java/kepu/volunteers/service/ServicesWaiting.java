package kepu.volunteers.service;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kepu.volunteers.reminder.OpenMatters;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Service records that wait for a verifier, be it the second one, stand open. */
@Component
class ServicesWaiting implements OpenMatters {
    private final MongoOperations mongo;

    ServicesWaiting(MongoOperations mongo) {
        this.mongo = mongo;
    }

    @Override
    public void tell(Instant now, Consumer<OpenMatter> to) {
        Query waiting = query(
                where("state").in(ServiceRecord.State.UNVERIFIED.name(), ServiceRecord.State.VERIFIED_ONCE.name()));
        waiting.fields().exclude("outbox", "applied", "firstApplied");
        try (Stream<ServiceRecord> services = mongo.stream(waiting, ServiceRecord.class)) {
            OpenMatters.oldest(services.map(service -> new OpenMatter(
                            service.unitId(),
                            service.content().teamId(),
                            Matter.SERVICES_UNVERIFIED,
                            service.occurredAt())))
                    .forEach(to);
        }
    }
}
