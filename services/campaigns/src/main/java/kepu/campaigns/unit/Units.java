package kepu.campaigns.unit;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.access.Access;
import kepu.defaults.consume.LocalCopies;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What the other features may ask about units; it follows the organization service with a moment's delay. */
@Component
public class Units {
    static final String KIND = "kind";
    static final String CLOSED_AT = "closedAt";

    /** Facts of a unit, each of which is replaced by something newer of its own. */
    static final String ESTABLISHMENT = "establishment";

    static final String CLOSURE = "closure";

    private static final String PARENTS = "parents";

    /** Before the milliseconds, as a name of digits alone could be taken for a position in an array. */
    private static final String SINCE = "since";

    /** More than there are levels of units, so that copies which contradict each other end the search too. */
    private static final int HIGHEST = 8;

    private final LocalCopies copies;

    Units(MongoOperations mongo) {
        this.copies = new LocalCopies(mongo, "units");
    }

    /** A unit that exists until {@code closedAt} (exclusive; none: still). */
    public record Known(String unitId, Kind kind, @Nullable Instant closedAt) {
        /** @throws kepu.defaults.Rejection 409 {@code unit-closed} if it was closed by then */
        public Known openAt(Instant at) {
            if (closedAt != null && !at.isBefore(closedAt)) {
                throw UnitRejection.closed(unitId, closedAt);
            }
            return this;
        }
    }

    /**
     * Asked before any rule about the unit, so that a stranger learns nothing of it.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit}
     */
    public Known requireKnown(String unitId) {
        Access.current().require(unitId);
        return find(unitId).orElseThrow(() -> UnitRejection.unknown(unitId));
    }

    /** Wherever the unit is: who asks for a caller must know that it is in their reach. */
    public Optional<Known> find(String unitId) {
        return copies.find(unitId).flatMap(Units::known);
    }

    /** The county that the unit belonged to at that time, or is, as far as this service knows the units between. */
    public Optional<String> countyOf(String unitId, Instant at) {
        String current = unitId;
        for (int level = 0; level < HIGHEST && current != null; level++) {
            Document copy = copies.find(current).orElse(null);
            if (copy == null) {
                return Optional.empty();
            }
            if (Kind.COUNTY.name().equals(copy.getString(KIND))) {
                return Optional.of(current);
            }
            current = parent(copy, at);
        }
        return Optional.empty();
    }

    /** Every move is a fact, for the earlier ones stay true. */
    static String moveOf(Instant at) {
        return SINCE + at.toEpochMilli();
    }

    static String parentSince(Instant at) {
        return PARENTS + '.' + SINCE + at.toEpochMilli();
    }

    /** Before it was established a unit belongs where it first did. */
    private static @Nullable String parent(Document copy, Instant at) {
        TreeMap<Long, String> parents = new TreeMap<>();
        copy.get(PARENTS, new Document())
                .forEach(
                        (since, parent) -> parents.put(Long.valueOf(since.substring(SINCE.length())), (String) parent));
        if (parents.isEmpty()) {
            return null;
        }
        var then = parents.floorEntry(at.toEpochMilli());
        return then == null ? parents.firstEntry().getValue() : then.getValue();
    }

    private static Optional<Known> known(Document copy) {
        String kind = copy.getString(KIND);
        if (kind == null) {
            return Optional.empty();
        }
        Long closedAt = copy.getLong(CLOSED_AT);
        return Optional.of(new Known(
                copy.getString("_id"), Kind.valueOf(kind), closedAt == null ? null : Instant.ofEpochMilli(closedAt)));
    }

    LocalCopies copies() {
        return copies;
    }
}
