package kepu.assessment.review;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kepu.assessment.facts.FactStore;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.SharedRefusal;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Knows which years were imported, and which may be: years that are over, of which the system itself knows no fact. */
@Component
class ImportedYears {
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final UnitDirectory directory;
    private final FactStore facts;
    private final Clock clock;
    private final ZoneId zone;

    ImportedYears(
            MongoOperations mongo,
            SetVersions setVersions,
            UnitDirectory directory,
            FactStore facts,
            Clock clock,
            ZoneId zone) {
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.directory = directory;
        this.facts = facts;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * @return to be taken by what is imported
     * @throws kepu.defaults.Rejection 422 {@code unknown-unit}, {@code no-review-of-this-kind}, {@code import-year-not-over}; 409
     *     {@code year-has-own-facts}, {@code year-imported-already}
     */
    SetVersion requireImportable(String unitId, int year) {
        Unit unit = directory.find(unitId).orElseThrow(() -> SharedRefusal.UNKNOWN_UNIT.with(unitId));
        requireReviewed(unit);
        if (year >= LocalDate.now(clock.withZone(zone)).getYear()) {
            throw ReviewRejection.yearNotOver(year);
        }
        if (hasFacts(directory.everBelow(unitId, Set.of(Kind.VILLAGE)), year)) {
            throw ReviewRejection.ownFacts(unitId, year);
        }
        SetVersion next = setVersions.next(ImportedYear.class, unitId, year);
        held(unitId, year, year).values().stream().findFirst().ifPresent(other -> {
            throw ReviewRejection.importedAlready(unitId, year, other.id());
        });
        return next;
    }

    /** @throws kepu.defaults.Rejection 422 {@code no-review-of-this-kind} */
    static void requireReviewed(Unit unit) {
        if (unit.kind() != Kind.VILLAGE && unit.kind() != Kind.TOWNSHIP && unit.kind() != Kind.COUNTY) {
            throw ReviewRejection.wrongKind(unit.id(), unit.kind());
        }
    }

    /** Whether the system knows any fact of one of these units that belongs to the year. */
    boolean hasFacts(Collection<String> unitIds, int year) {
        return facts.hasFactsOf(unitIds, year);
    }

    /** Those of a unit that hold, by year; of two of one year, entered at the same moment before sets had versions, the first. */
    Map<Integer, ImportedYear> held(String unitId, int from, int to) {
        Query those = query(where("unitId")
                .is(unitId)
                .and("content.year")
                .gte(from)
                .lte(to)
                .and("withdrawn")
                .is(false));
        those.fields().exclude("outbox", "applied", "firstApplied");
        Map<Integer, ImportedYear> byYear = new TreeMap<>();
        List<ImportedYear> found = mongo.find(those, ImportedYear.class);
        found.stream()
                .sorted(Comparator.comparing(ImportedYear::id))
                .forEach(one -> byYear.putIfAbsent(one.content().year(), one));
        return byYear;
    }
}
