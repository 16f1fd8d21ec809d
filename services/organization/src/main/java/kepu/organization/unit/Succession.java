package kepu.organization.unit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which units went over into which (撤并, 析置). A unit goes over into others of its kind, which exist at the moment of its
 * end; they begin with it or have been there before.
 */
@Component
class Succession {
    private final MongoOperations mongo;

    Succession(MongoOperations mongo) {
        this.mongo = mongo;
    }

    /**
     * @throws kepu.defaults.Rejection 422 {@code unknown-successor}, 422 {@code wrong-successor}, 409 {@code
     *     successor-not-there}
     */
    void requireKept(Unit unit) {
        whyNot(unit).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** What of the succession of a unit, from it or to it, does not hold; past the store, for whoever recorded it. */
    Optional<UnitRejection> whyNot(Unit unit) {
        Instant end = unit.closedAt();
        Stream<Optional<UnitRejection>> after =
                end == null ? Stream.empty() : successors(unit).map(next -> whyNot(unit, next, end));
        Stream<Optional<UnitRejection>> before =
                predecessors(List.of(unit.id())).getOrDefault(unit.id(), List.of()).stream()
                        .map(earlier -> {
                            Instant its = earlier.closedAt();
                            return its == null ? Optional.empty() : whyNot(earlier, unit, its);
                        });
        return Stream.concat(after, before).flatMap(Optional::stream).findFirst();
    }

    private Stream<Unit> successors(Unit unit) {
        return mongo.find(query(where("_id").in(unit.successors())).with(Sort.by("_id")), Unit.class).stream();
    }

    private static Optional<UnitRejection> whyNot(Unit earlier, Unit next, Instant end) {
        if (next.kind() != earlier.kind() || next.id().equals(earlier.id())) {
            return Optional.of(UnitRejection.wrongSuccessor(earlier.id(), next.id()));
        }
        return next.existsAt(end) ? Optional.empty() : Optional.of(UnitRejection.successorNotThere(next.id(), end));
    }

    /** Those that went over into each of the units, in the order of their ends. */
    Map<String, List<Unit>> predecessors(Collection<String> unitIds) {
        List<Unit> all =
                mongo.find(query(where("successors").in(unitIds)).with(Sort.by("closedAt", "_id")), Unit.class);
        return unitIds.stream()
                .collect(Collectors.toMap(
                        unitId -> unitId,
                        unitId -> all.stream()
                                .filter(unit -> unit.successors().contains(unitId))
                                .toList()));
    }
}
