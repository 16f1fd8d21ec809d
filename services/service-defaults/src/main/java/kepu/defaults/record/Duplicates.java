package kepu.defaults.record;

import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.defaults.Warnings;
import kepu.defaults.store.DomainEvents;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Compares a record with the others that have its likeness, whenever a command gives it another one: by one query of an
 * index, within the command's own write.
 */
final class Duplicates {
    /** So that a script that enters one fact a thousand times makes no documents that grow. */
    private static final int MOST_NAMED = 10;

    private static final int LOCKS = 1024;

    /** By likeness; what is entered twice at the same moment comes to one instance as a rule, such as by a double click. */
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    private final MongoOperations mongo;
    private final DuplicateEvents events;
    private final Warnings warnings;
    private final ZoneId zone;

    Duplicates(MongoOperations mongo, DuplicateEvents events, Warnings warnings, ZoneId zone) {
        this.mongo = mongo;
        this.events = events;
        this.warnings = warnings;
        this.zone = zone;
    }

    /**
     * What a command comes to.
     *
     * @param raised its events, with the notice and the warning if the record looks like others now
     * @param left records that named this one and do not look like it any more
     */
    record Compared(DomainEvents raised, List<String> left) {}

    /**
     * Waits for those who are recording the same at this moment, in this instance.
     *
     * @return to be run once the record is stored, or is not
     */
    Runnable enter(ComparedRecord record) {
        String likeness = record.likeness(zone);
        if (likeness == null) {
            return () -> {};
        }
        Lock lock = locks[Math.floorMod(likeness.hashCode(), LOCKS)];
        lock.lock();
        return lock::unlock;
    }

    Compared compare(ComparedRecord record, DomainEvents raised) {
        String before = record.likeness();
        String after = record.likeness(zone);
        if (raised.events().isEmpty() || Objects.equals(before, after)) {
            return new Compared(raised, List.of());
        }
        List<ComparedRecord> others = others(record, before, after);
        Set<String> alike = ids(others, other -> Objects.equals(other.likeness(), after));
        Set<String> left = ids(others, other -> !Objects.equals(other.likeness(), after) && names(other, record.id()));
        boolean wasMarked = isMarked(record);
        record.looksLike(after, alike);
        DomainEvents told = raised;
        if (!alike.isEmpty()) {
            told = raised.and(events.suspected(record.id(), alike, record.happenedAt()))
                    .warning(List.of(warnings.of("probable-duplicate", String.join(", ", alike))));
        } else if (wasMarked) {
            told = raised.and(events.settled(record.id(), Outcome.NO_LONGER_ALIKE, record.happenedAt()));
        }
        return new Compared(told, List.copyOf(left));
    }

    /** Somebody says that the record is a fact of its own. */
    DomainEvents keep(ComparedRecord record, String reason, Instant at, String by) {
        record.keep(reason, by);
        return told(at, events.settled(record.id(), Outcome.KEPT, record.happenedAt()));
    }

    /** The other does not look like it any more, or holds no more. */
    DomainEvents forget(ComparedRecord record, String other, Instant at) {
        if (!names(record, other)) {
            return new DomainEvents(at, List.of(), null);
        }
        Set<String> rest =
                new TreeSet<>(Objects.requireNonNull(record.duplicate()).of());
        rest.remove(other);
        record.looksLike(record.likeness(), rest);
        return told(
                at,
                rest.isEmpty()
                        ? events.settled(record.id(), Outcome.NO_LONGER_ALIKE, record.happenedAt())
                        : events.suspected(record.id(), rest, record.happenedAt()));
    }

    private static DomainEvents told(Instant at, DomainEvent event) {
        return new DomainEvents(at, List.of(event), null);
    }

    /** Those that have the likeness which the record had, or the one that it has now; whatever stands has one. */
    private List<ComparedRecord> others(ComparedRecord record, @Nullable String before, @Nullable String after) {
        List<String> likenesses =
                Stream.of(before, after).filter(Objects::nonNull).toList();
        Bson same = new Document("unitId", record.unitId())
                .append("likeness", new Document("$in", likenesses))
                .append("_id", new Document("$ne", record.id()));
        List<ComparedRecord> others = new ArrayList<>();
        for (Document other : mongo.getCollection(mongo.getCollectionName(record.getClass()))
                .find(same)
                .projection(Projections.exclude("outbox", "applied", "firstApplied"))
                .limit(2 * MOST_NAMED)) {
            others.add(mongo.getConverter().read(record.getClass(), other));
        }
        return others;
    }

    private static Set<String> ids(List<ComparedRecord> records, Predicate<ComparedRecord> which) {
        return records.stream()
                .filter(which)
                .map(ComparedRecord::id)
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isMarked(ComparedRecord record) {
        Duplicate mark = record.duplicate();
        return mark != null && mark.state() == Duplicate.State.PROBABLE;
    }

    private static boolean names(ComparedRecord record, String other) {
        Duplicate mark = record.duplicate();
        return isMarked(record) && mark != null && mark.of().contains(other);
    }
}
