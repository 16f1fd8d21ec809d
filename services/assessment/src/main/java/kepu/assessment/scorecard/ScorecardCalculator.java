package kepu.assessment.scorecard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.UnitYearQuery;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scoring.advice.Advice;
import kepu.assessment.scoring.advice.Proposal;
import kepu.assessment.scoring.card.RunningScore;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.card.Scorer;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.Holdings;
import kepu.assessment.scoring.evidence.MergedFacts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.assessment.scoring.integrity.IntegrityRadar;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import org.springframework.stereotype.Component;

/** Computes a village's card from its facts: live, as of any day, as known by any instant. */
@Component
class ScorecardCalculator {
    private final UnitDirectory directory;
    private final FactStore facts;
    private final Schemes schemes;
    private final Clock clock;
    private final ZoneId zone;

    ScorecardCalculator(UnitDirectory directory, FactStore facts, Schemes schemes, Clock clock, ZoneId zone) {
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

    /** Live cards; units that are no villages, or had no day in that year yet, are missing. */
    Map<VillageYear, Scorecard> live(Collection<VillageYear> wanted) {
        return in(View.asOf(today()), wanted);
    }

    /**
     * The view to compute: as of a day, by default today, as known by an instant, by default all that is known.
     *
     * @throws Rejection 422 {@code as-of-in-future}
     */
    View view(Optional<LocalDate> asOf, Optional<Instant> knownBy) {
        LocalDate today = today();
        LocalDate day = asOf.orElse(today);
        if (day.isAfter(today)) {
            throw new Rejection(422, "as-of-in-future", day);
        }
        return new View(day, knownBy.orElse(Instant.MAX));
    }

    /** The card in a view; empty if the unit is no village there, or had no day in that year yet. */
    Optional<Scorecard> in(View view, VillageYear wanted) {
        return Optional.ofNullable(in(view, List.of(wanted)).get(wanted));
    }

    /** Cards in a view; units that are no villages in it, or had no day in that year yet, are missing. */
    Map<VillageYear, Scorecard> in(View view, Collection<VillageYear> wanted) {
        Map<VillageYear, UnitYearQuery> villages = villages(view, wanted);
        Map<UnitYearQuery, List<Envelope<?>>> known = facts.of(villages.values());
        Map<VillageYear, Scorecard> cards = new LinkedHashMap<>();
        villages.forEach((village, its) -> Scorer.score(
                        schemes.current(),
                        village.unitId(),
                        village.year(),
                        zone,
                        view.asOf(),
                        view.knownBy(),
                        known.getOrDefault(its, List.of()))
                .ifPresent(card -> cards.put(village, card)));
        return cards;
    }

    /** What an inspector may want to look at in villages' years, with all that is known today. */
    Map<VillageYear, List<IntegrityFlag>> flags(Collection<VillageYear> wanted) {
        LocalDate today = today();
        Map<VillageYear, List<IntegrityFlag>> flags = new LinkedHashMap<>();
        for (VillageYear village : wanted) {
            UnitYear.of(village.year(), today, read(village).facts())
                    .ifPresent(unit -> flags.put(village, IntegrityRadar.flags(unit)));
        }
        return flags;
    }

    /** What can still be done for a village's year from today to a day, with all that is known. */
    List<Proposal> advice(VillageYear village, LocalDate by) {
        LocalDate today = today();
        return facts.of(villages(View.asOf(today), List.of(village)).values()).values().stream()
                .flatMap(known ->
                        Advice.of(schemes.current(), village.unitId(), village.year(), zone, today, by, known).stream())
                .toList();
    }

    /** What several villages would be as one: its card, and the teams, rooms and posts that it would have. */
    record Merged(Scorecard card, Holdings holdings) {}

    /**
     * Several villages as if they had been one all along, under the id of the first and with the windows, programmes and
     * calendars of its county; empty unless each of them has a card in the view.
     */
    Optional<Merged> merged(View view, List<String> unitIds, int year) {
        List<VillageYear> wanted =
                unitIds.stream().map(unitId -> new VillageYear(unitId, year)).toList();
        if (in(view, wanted).size() < wanted.size()) {
            return Optional.empty();
        }
        String first = unitIds.getFirst();
        List<Envelope<?>> known = new ArrayList<>();
        facts.of(villages(view, wanted.subList(0, 1)).values()).values().forEach(known::addAll);
        unitIds.stream().skip(1).forEach(unitId -> known.addAll(facts.own(unitId, year)));
        List<Envelope<?>> asOne = MergedFacts.of(first, known, view.knownBy());
        return UnitYear.of(year, view.asOf(), Facts.known(first, zone, view.knownBy(), asOne))
                .flatMap(unit -> Scorer.score(schemes.current(), first, year, zone, view.asOf(), view.knownBy(), asOne)
                        .map(card -> new Merged(card, Holdings.of(unit))));
    }

    /**
     * Live cards as of a day without evidence, from scores that know all facts of their units but not what its county states.
     *
     * @param score of a village's year
     */
    Map<VillageYear, Scorecard> running(
            LocalDate day, Collection<VillageYear> wanted, Function<VillageYear, RunningScore> score) {
        Map<UnitYearQuery, List<Envelope<?>>> ofCounties = new HashMap<>();
        Map<VillageYear, Scorecard> cards = new LinkedHashMap<>();
        villages(View.asOf(day), wanted).forEach((village, its) -> {
            RunningScore running = score.apply(village);
            running.facts()
                    .replaceOfCounty(its.county()
                            .map(county -> ofCounties.computeIfAbsent(
                                    new UnitYearQuery(county, village.year(), Optional.empty()),
                                    of -> facts.ofCounty(of.unitId(), of.year())))
                            .orElse(List.of()));
            running.card(schemes.current(), day).ifPresent(card -> cards.put(village, card));
        });
        return cards;
    }

    /** A score that knows all facts of its unit, and gives no evidence. */
    RunningScore read(VillageYear village) {
        return new RunningScore(
                village.unitId(),
                village.year(),
                Facts.unexplained(village.unitId(), zone, facts.own(village.unitId(), village.year())));
    }

    private Map<VillageYear, UnitYearQuery> villages(View view, Collection<VillageYear> wanted) {
        Tree units = directory.tree(wanted.stream().map(VillageYear::unitId).collect(Collectors.toSet()), view);
        Map<VillageYear, UnitYearQuery> villages = new LinkedHashMap<>();
        for (VillageYear village : wanted) {
            String unitId = village.unitId();
            if (units.find(unitId).filter(unit -> unit.kind() == Kind.VILLAGE).isPresent()) {
                Optional<String> county = units.above(unitId, Kind.COUNTY, view.reckoningDay(village.year()))
                        .map(Unit::id);
                villages.put(village, new UnitYearQuery(unitId, village.year(), county));
            }
        }
        return villages;
    }
}
