package kepu.assessment.scorecard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kepu.assessment.facts.FactStore;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scoring.Scorecard;
import kepu.assessment.scoring.Scorer;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import org.springframework.stereotype.Component;

/** Computes a village's card from its facts: live, as of any day, as known by any instant. */
@Component
class Scoring {
    private final UnitDirectory directory;
    private final FactStore facts;
    private final Schemes schemes;
    private final Clock clock;
    private final ZoneId zone;

    Scoring(UnitDirectory directory, FactStore facts, Schemes schemes, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.facts = facts;
        this.schemes = schemes;
        this.clock = clock;
        this.zone = zone;
    }

    /** The day that it is now in the installation's zone. */
    LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    /** The live card: today, with all that is known. */
    Optional<Scorecard> live(String unitId, int year) {
        return score(unitId, year, today(), Instant.MAX);
    }

    /**
     * The card as of a day, as known by an instant.
     *
     * @return empty if the unit is no village, or had no day in that year yet
     * @throws Rejection 422 {@code as-of-in-future}
     */
    Optional<Scorecard> asOf(String unitId, int year, Optional<LocalDate> asOf, Optional<Instant> knownBy) {
        LocalDate today = today();
        LocalDate day = asOf.orElse(today);
        if (day.isAfter(today)) {
            throw new Rejection(422, "as-of-in-future", day);
        }
        return score(unitId, year, day, knownBy.orElse(Instant.MAX));
    }

    private Optional<Scorecard> score(String unitId, int year, LocalDate asOf, Instant knownBy) {
        LocalDate yearEnd = LocalDate.of(year, 12, 31);
        LocalDate reckoning = asOf.isBefore(yearEnd) ? asOf : yearEnd;
        List<Unit> path = directory.pathUp(unitId, reckoning);
        if (path.isEmpty() || path.getFirst().kind() != Kind.VILLAGE) {
            return Optional.empty();
        }
        Optional<String> county = path.stream()
                .filter(unit -> unit.kind() == Kind.COUNTY)
                .map(Unit::id)
                .findFirst();
        return Scorer.score(schemes.current(), unitId, year, zone, asOf, knownBy, facts.of(unitId, year, county));
    }
}
