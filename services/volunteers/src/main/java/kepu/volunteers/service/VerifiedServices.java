package kepu.volunteers.service;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What other features ask of service records: the verified ones. */
@Component
public class VerifiedServices {
    private final MongoOperations mongo;
    private final ZoneId zone;

    VerifiedServices(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    /** A verified service, as the version that was looked at states it. */
    public record Entry(
            String serviceId, long version, Instant occurredAt, int minutes, PlaceKind placeKind, String task) {}

    /** Those of one person over all teams of a village, from the first to the last day, oldest first. */
    public List<Entry> of(String unitId, String volunteerId, LocalDate from, LocalDate to) {
        return find(query(where("unitId")
                        .is(unitId)
                        .and("content.volunteerId")
                        .is(volunteerId)
                        .and("state")
                        .is(ServiceRecord.State.VERIFIED.name())
                        .and("occurredAt")
                        .gte(from.atStartOfDay(zone).toInstant())
                        .lt(to.plusDays(1).atStartOfDay(zone).toInstant())))
                .stream()
                .sorted(Comparator.comparing(ServiceRecord::occurredAt).thenComparing(ServiceRecord::id))
                .map(service -> new Entry(
                        service.id(),
                        service.statedVersion(),
                        service.occurredAt(),
                        service.content().minutes(),
                        service.content().placeKind(),
                        service.content().task()))
                .toList();
    }

    /** Whether all of them are still verified in that version. */
    public boolean stillHold(List<Entry> entries) {
        Map<String, ServiceRecord> now =
                find(query(where("_id")
                                .in(entries.stream().map(Entry::serviceId).toList())))
                        .stream()
                        .collect(Collectors.toMap(ServiceRecord::id, Function.identity()));
        return entries.stream().allMatch(entry -> {
            ServiceRecord service = now.get(entry.serviceId());
            return service != null
                    && service.statedVersion() == entry.version()
                    && service.state() == ServiceRecord.State.VERIFIED;
        });
    }

    private List<ServiceRecord> find(Query which) {
        which.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(which, ServiceRecord.class);
    }
}
