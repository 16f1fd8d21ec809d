package kepu.organization.programme;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What the other features may ask about creation programmes.
 *
 * <p>A programme is for every unit below its county, so whoever may see one of those may see it: it is read past the
 * store, which would keep it to those who reach the county.
 */
@Component
public class Programmes {
    private final MongoOperations mongo;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    Programmes(MongoOperations mongo, Units units, Clock clock, ZoneId zone) {
        this.mongo = mongo;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Refuses what rests on a programme that is not there for it.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-programme} unless it is of the county to which the unit belongs now,
     *     409 {@code programme-not-in-force} if it is not in force on that day
     */
    public void requireInForce(String programmeId, String unitId, LocalDate day) {
        Programme programme = find(programmeId)
                .filter(found -> countyOf(unitId).filter(found.unitId()::equals).isPresent())
                .orElseThrow(() -> ProgrammeRejection.unknown(programmeId));
        if (!programme.inForceOn(day)) {
            throw ProgrammeRejection.notInForce(programmeId, day);
        }
    }

    /** Those in force today in the county to which the unit belongs now, by their first day. */
    List<Programme> inForce(String unitId) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        Query ofCounty = query(where("unitId").is(countyOf(unitId).orElse(unitId)));
        ofCounty.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(ofCounty, Programme.class).stream()
                .filter(programme -> programme.inForceOn(today))
                .sorted(Comparator.comparing(
                                (Programme programme) -> programme.content().from())
                        .thenComparing(Programme::id))
                .toList();
    }

    /**
     * The county that runs a programme, wherever the units that take part belong now.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-programme}
     */
    public String countyOfProgramme(String programmeId) {
        return find(programmeId)
                .orElseThrow(() -> ProgrammeRejection.unknown(programmeId))
                .unitId();
    }

    private Optional<Programme> find(String programmeId) {
        return Optional.ofNullable(mongo.findById(programmeId, Programme.class));
    }

    private Optional<String> countyOf(String unitId) {
        return units.lineage(unitId).stream()
                .filter(above -> above.kind() == Kind.COUNTY)
                .map(Units.Known::unitId)
                .findFirst();
    }
}
