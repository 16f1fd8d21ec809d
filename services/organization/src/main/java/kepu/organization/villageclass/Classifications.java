package kepu.organization.villageclass;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All classifications of a village. */
@Component
class Classifications {
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final Units units;
    private final ZoneId zone;

    Classifications(MongoOperations mongo, SetVersions setVersions, Units units, ZoneId zone) {
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.units = units;
        this.zone = zone;
    }

    /**
     * Refuses what is no village's, is from before it was or after it ended, or is the second one from the same day on.
     *
     * @param id of the classification that is stated, anew or for the first time
     * @return to be taken by the classification
     * @throws kepu.defaults.Rejection 422 {@code class-of-village-only}, 422 {@code class-before-unit}, 409 {@code unit-closed},
     *     409 {@code second-classification-of-that-day}
     */
    SetVersion requireAllowed(String id, String unitId, LocalDate validFrom) {
        Units.Known unit = units.requireKnown(unitId);
        if (unit.kind() != Kind.VILLAGE) {
            throw ClassificationRejection.notAVillage(unitId);
        }
        LocalDate established = LocalDate.ofInstant(unit.from(), zone);
        if (validFrom.isBefore(established)) {
            throw ClassificationRejection.beforeUnit(validFrom, established);
        }
        unit.openAt(validFrom.atStartOfDay(zone).toInstant());
        SetVersion next = setVersions.next(Classification.class, unitId, validFrom);
        if (of(unitId).stream()
                .anyMatch(known ->
                        !known.id().equals(id) && known.content().validFrom().equals(validFrom))) {
            throw ClassificationRejection.secondOfThatDay(validFrom);
        }
        return next;
    }

    /** The one that holds on that day. */
    Optional<Classification> on(String unitId, LocalDate day) {
        return latest(of(unitId), day);
    }

    static Optional<Classification> latest(Collection<Classification> standing, LocalDate day) {
        return standing.stream()
                .filter(known -> !known.content().validFrom().isAfter(day))
                .max(Comparator.comparing(known -> known.content().validFrom()));
    }

    private List<Classification> of(String unitId) {
        Query standing = query(where("unitId").is(unitId).and("withdrawn").is(false));
        standing.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(standing, Classification.class);
    }
}
