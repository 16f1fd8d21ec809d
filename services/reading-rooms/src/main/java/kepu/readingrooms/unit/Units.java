package kepu.readingrooms.unit;

import java.time.Instant;
import java.util.Optional;
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

    /** @throws kepu.defaults.Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit} */
    public Known requireKnown(String unitId) {
        Access.current().require(unitId);
        return find(unitId).orElseThrow(() -> UnitRejection.unknown(unitId));
    }

    Optional<Known> find(String unitId) {
        return copies.find(unitId).flatMap(Units::known);
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
