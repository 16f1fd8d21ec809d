package kepu.assessment.scorecard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.Wanted;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scoring.Scorecard;
import kepu.assessment.scoring.Scorer;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.Envelope;
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

    /** A village's year. */
    record VillageYear(String unitId, int year) {}

    /** The live card: today, with all that is known. */
    Optional<Scorecard> live(VillageYear wanted) {
        return Optional.ofNullable(live(List.of(wanted)).get(wanted));
    }

    /** Live cards; those of units that are no villages, or had no day in that year yet, are missing. */
    Map<VillageYear, Scorecard> live(Collection<VillageYear> wanted) {
        return score(wanted, today(), Instant.MAX);
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
        VillageYear wanted = new VillageYear(unitId, year);
        return Optional.ofNullable(
                score(List.of(wanted), day, knownBy.orElse(Instant.MAX)).get(wanted));
    }

    private Map<VillageYear, Scorecard> score(Collection<VillageYear> wanted, LocalDate asOf, Instant knownBy) {
        Map<VillageYear, Wanted> villages = new LinkedHashMap<>();
        wanted.stream().collect(Collectors.groupingBy(VillageYear::year)).forEach((year, ofYear) -> {
            LocalDate yearEnd = LocalDate.of(year, 12, 31);
            directory
                    .pathsUp(ofYear.stream().map(VillageYear::unitId).toList(), asOf.isBefore(yearEnd) ? asOf : yearEnd)
                    .forEach((unitId, path) -> {
                        if (path.getFirst().kind() == Kind.VILLAGE) {
                            villages.put(new VillageYear(unitId, year), new Wanted(unitId, year, county(path)));
                        }
                    });
        });
        Map<Wanted, List<Envelope<?>>> known = facts.of(villages.values());
        Map<VillageYear, Scorecard> cards = new LinkedHashMap<>();
        villages.forEach((village, its) -> Scorer.score(
                        schemes.current(),
                        village.unitId(),
                        village.year(),
                        zone,
                        asOf,
                        knownBy,
                        known.getOrDefault(its, List.of()))
                .ifPresent(card -> cards.put(village, card)));
        return cards;
    }

    private static Optional<String> county(List<Unit> path) {
        return path.stream()
                .filter(unit -> unit.kind() == Kind.COUNTY)
                .map(Unit::id)
                .findFirst();
    }
}
