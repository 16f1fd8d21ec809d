package kepu.volunteers.service;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * The times at which one person served, for whichever team of a village: none overlaps another, and all of a day count
 * together.
 *
 * <p>Two records that overlap may be stored if both are entered at the same moment. Neither is then verified before the other
 * is put right, for whoever verifies is asked again.
 */
@Component
class ServiceTimes {
    private final MongoOperations mongo;
    private final ZoneId zone;

    ServiceTimes(MongoOperations mongo, ZoneId zone) {
        this.mongo = mongo;
        this.zone = zone;
    }

    /** Refuses a record that is not over yet, goes past the midnight of its day or overlaps another of the person. */
    void requirePossible(ServiceRecord record, Instant now) {
        requireOverWithinItsDay(record.occurredAt(), record.until(), now);
        requireFree(record);
    }

    /** Refuses a time that is not over yet or goes past the midnight of its day, whoever served. */
    void requireOverWithinItsDay(Instant from, Instant until, Instant now) {
        if (until.isAfter(now)) {
            throw ServiceRejection.notOver(until);
        }
        Instant midnight = midnightAfter(from);
        if (until.isAfter(midnight)) {
            throw ServiceRejection.pastMidnight(midnight);
        }
    }

    /** @throws ServiceRejection 409 {@code overlapping-service} */
    void requireFree(ServiceRecord record) {
        others(record)
                .filter(ServiceRecord::takesTime)
                .filter(record::meets)
                .findFirst()
                .ifPresent(other -> {
                    throw ServiceRejection.overlapping(
                            other.content().volunteerId(), other.occurredAt(), other.until(), other.id());
                });
    }

    /** How long the person served on the day of the record, by all that is not rejected: paid duty is no service. */
    int minutesOfDay(ServiceRecord record) {
        return record.content().minutes()
                + others(record)
                        .filter(other -> other.takesTime() && other.state() != ServiceRecord.State.PAID_DUTY)
                        .mapToInt(other -> other.content().minutes())
                        .sum();
    }

    /** The person's other records of that day; none goes past it. */
    private Stream<ServiceRecord> others(ServiceRecord record) {
        LocalDate day = LocalDate.ofInstant(record.occurredAt(), zone);
        var ofDay = query(where("unitId")
                .is(record.unitId())
                .and("content.volunteerId")
                .is(record.content().volunteerId())
                .and("occurredAt")
                .gte(day.atStartOfDay(zone).toInstant())
                .lt(midnightAfter(record.occurredAt()))
                .and("_id")
                .ne(record.id()));
        ofDay.fields().exclude("outbox", "applied", "firstApplied");
        List<ServiceRecord> found = mongo.find(ofDay, ServiceRecord.class);
        return found.stream();
    }

    private Instant midnightAfter(Instant from) {
        return LocalDate.ofInstant(from, zone).plusDays(1).atStartOfDay(zone).toInstant();
    }
}
