package kepu.assessment.scorecard;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import org.springframework.stereotype.Component;

/** Computes a village's, department's or township's card from its own facts: live, as of any day, as known by any instant. */
@Component
class ScorecardCalculator {
    private final UnitDirectory directory;
    private final FactStore facts;
    private final SharedFacts shared;
    private final Schemes schemes;
    private final Clock clock;
    private final ZoneId zone;

    ScorecardCalculator(
            UnitDirectory directory, FactStore facts, SharedFacts shared, Schemes schemes, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.facts = facts;
        this.shared = shared;
        this.schemes = schemes;
        this.clock = clock;
        this.zone = zone;
    }

    /** The day that it is now in the installation's zone. */
    LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    /** The year of a unit that is assessed. */
    record VillageYear(String unitId, int year) {}

    /** The live card: today, with all that is known. */
    Optional<Scorecard> live(VillageYear wanted) {
        return Optional.ofNullable(live(List.of(wanted)).get(wanted));
    }

    /** Live cards; units that are not assessed, or had no day in that year yet, are missing. */
    Map<VillageYear, Scorecard> live(Collection<VillageYear> wanted) {
        return in(View.asOf(today()), wanted, Optional.empty());
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

    /**
     * The card in a view; empty if the unit is not assessed there, or had no day in that year yet.
     *
     * @param tried id and version of a scheme to compute it by, in place of the one in force
     */
    Optional<Scorecard> in(View view, VillageYear wanted, Optional<String> tried) {
        return Optional.ofNullable(in(view, List.of(wanted), tried).get(wanted));
    }

    /** Cards in a view; units that are not assessed in it, or had no day in that year yet, are missing. */
    Map<VillageYear, Scorecard> in(View view, Collection<VillageYear> wanted, Optional<String> tried) {
        Map<VillageYear, Assessed> assessed = assessed(view, wanted);
        Map<UnitYearQuery, List<Envelope<?>>> known =
                facts.of(assessed.values().stream().map(Assessed::query).toList());
        Map<VillageYear, Scorecard> cards = new LinkedHashMap<>();
        Map<Subject, Scheme> toTry = new EnumMap<>(Subject.class);
        assessed.forEach((one, its) -> {
            List<Envelope<?>> about = known.getOrDefault(its.query(), List.of());
            Scheme scheme = tried.map(
                            name -> toTry.computeIfAbsent(its.subject(), subject -> schemes.toTry(name, subject)))
                    .orElseGet(() -> schemes.inForce(about, view.knownBy(), one.year(), its.subject()));
            Scorer.score(scheme, one.unitId(), one.year(), zone, view.asOf(), view.knownBy(), about)
                    .ifPresent(card -> cards.put(one, card));
        });
        return cards;
    }

    /** The scheme in force for a year of the units of a county, as known in a view. */
    Scheme inForce(String county, int year, View view, Subject subject) {
        return schemes.inForce(facts.ofCounty(county, year), view.knownBy(), year, subject);
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

    /** What can still be done for a unit's year from today to a day, with all that is known. */
    List<Proposal> advice(VillageYear wanted, LocalDate by) {
        LocalDate today = today();
        return Optional.ofNullable(assessed(View.asOf(today), List.of(wanted)).get(wanted))
                .map(its -> {
                    List<Envelope<?>> known = facts.of(List.of(its.query())).getOrDefault(its.query(), List.of());
                    Scheme scheme = schemes.inForce(known, Instant.MAX, wanted.year(), its.subject());
                    return Advice.of(scheme, wanted.unitId(), wanted.year(), zone, today, by, known);
                })
                .orElse(List.of());
    }

    /** The scheme in force now for a unit's year; that of villages if the unit is none that is assessed, as far as is known. */
    Scheme inForce(VillageYear wanted) {
        Optional<Assessed> its = Optional.ofNullable(
                assessed(View.asOf(today()), List.of(wanted)).get(wanted));
        List<Envelope<?>> ofCounty = its.flatMap(one -> one.query().county())
                .map(county -> facts.ofCounty(county, wanted.year()))
                .orElse(List.of());
        return schemes.inForce(
                ofCounty, Instant.MAX, wanted.year(), its.map(Assessed::subject).orElse(Subject.VILLAGE));
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
        Map<VillageYear, Assessed> villages = assessed(view, wanted);
        if (in(view, wanted, Optional.empty()).size() < wanted.size()
                || villages.values().stream().anyMatch(one -> one.subject() != Subject.VILLAGE)) {
            return Optional.empty();
        }
        String first = unitIds.getFirst();
        List<Envelope<?>> known = new ArrayList<>();
        facts.of(List.of(Objects.requireNonNull(villages.get(wanted.getFirst())).query()))
                .values()
                .forEach(known::addAll);
        unitIds.stream().skip(1).forEach(unitId -> known.addAll(facts.own(unitId, year)));
        List<Envelope<?>> asOne = MergedFacts.of(first, known, view.knownBy());
        return UnitYear.of(year, view.asOf(), Facts.known(first, zone, view.knownBy(), asOne))
                .flatMap(unit -> Scorer.score(
                                schemes.inForce(asOne, view.knownBy(), year, Subject.VILLAGE),
                                first,
                                year,
                                zone,
                                view.asOf(),
                                view.knownBy(),
                                asOne)
                        .map(card -> new Merged(card, Holdings.of(unit))));
    }

    /**
     * Live cards as of a day without evidence, from scores that know all facts of their units but not what its county states.
     * Ask after reading the stored cards.
     *
     * @param score of a village's year
     */
    Map<VillageYear, Scorecard> running(
            LocalDate day, Collection<VillageYear> wanted, Function<VillageYear, RunningScore> score) {
        SharedFacts.Held now = shared.now(day);
        Map<VillageYear, Scorecard> cards = new LinkedHashMap<>();
        assessed(now.tree(unitIds(wanted)), View.asOf(day), wanted).forEach((one, its) -> {
            RunningScore running = score.apply(one);
            List<Envelope<?>> ofCounty = its.query()
                    .county()
                    .map(county -> now.ofCounty(county, one.year()))
                    .orElse(List.of());
            running.facts().replaceOfCounty(ofCounty);
            Scheme scheme = schemes.inForce(ofCounty, Instant.MAX, one.year(), its.subject());
            running.card(scheme, day).ifPresent(card -> cards.put(one, card));
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

    /** Where its facts lie, and whom its scheme is for. */
    private record Assessed(UnitYearQuery query, Subject subject) {}

    private static Set<String> unitIds(Collection<VillageYear> wanted) {
        return wanted.stream().map(VillageYear::unitId).collect(Collectors.toSet());
    }

    private Map<VillageYear, Assessed> assessed(View view, Collection<VillageYear> wanted) {
        return assessed(directory.tree(unitIds(wanted), view), view, wanted);
    }

    private static Map<VillageYear, Assessed> assessed(Tree units, View view, Collection<VillageYear> wanted) {
        Map<VillageYear, Assessed> assessed = new LinkedHashMap<>();
        for (VillageYear one : wanted) {
            units.find(one.unitId())
                    .flatMap(unit -> Optional.ofNullable(Schemes.ASSESSED.get(unit.kind())))
                    .ifPresent(subject -> {
                        Optional<String> county = units.above(one.unitId(), Kind.COUNTY, view.reckoningDay(one.year()))
                                .map(Unit::id);
                        assessed.put(one, new Assessed(new UnitYearQuery(one.unitId(), one.year(), county), subject));
                    });
        }
        return assessed;
    }
}
