package kepu.assessment.ranking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.ranking.RankingController.EntryView;
import kepu.assessment.ranking.RankingController.RankingView;
import kepu.assessment.ranking.RankingController.TownshipView;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.ranking.Ranking;
import kepu.assessment.scoring.ranking.TownshipRollUp;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Tree;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.assessment.SchemeEvent.Subject;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.stereotype.Component;

/**
 * Ranks the villages of a county, the departments of its townships or the townships themselves, or shows the part of that
 * ranking which lies in one township, as of a day and as known by an instant; each kind of unit is ranked among itself only.
 *
 * <p>Places and means are the same for everybody; of a past year they rest also on units that have moved away since, but
 * those are named only to a caller within whose reach they are now.
 */
@Component
class RankVillages {
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final Schemes schemes;
    private final Clock clock;
    private final ZoneId zone;

    RankVillages(UnitDirectory directory, Scorecards scorecards, Schemes schemes, Clock clock, ZoneId zone) {
        this.directory = directory;
        this.scorecards = scorecards;
        this.schemes = schemes;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Whose ranking, and when.
     *
     * @param tried id and version of a scheme to rank by, in place of the one in force
     */
    record Wanted(
            String unitId,
            int year,
            Subject subject,
            Optional<LocalDate> asOf,
            Optional<Instant> knownBy,
            Optional<String> tried) {}

    RankingView handle(Wanted wanted, Locale locale) {
        View view = scorecards.view(wanted.asOf(), wanted.knownBy());
        return rank(wanted, view).view(wanted.year(), view, locale);
    }

    /** The lines of {@link #handle} alone, of villages. */
    List<EntryView> entries(String unitId, int year, View view, Locale locale) {
        Wanted villages =
                new Wanted(unitId, year, Subject.VILLAGE, Optional.empty(), Optional.empty(), Optional.empty());
        return rank(villages, view).entries(locale);
    }

    private Answer rank(Wanted wanted, View view) {
        String unitId = wanted.unitId();
        int year = wanted.year();
        Subject subject = wanted.subject();
        Unit asked = directory.find(unitId).orElseThrow(() -> Rejection.notFound("unit", unitId));
        if (asked.kind() != Kind.COUNTY && asked.kind() != Kind.TOWNSHIP) {
            throw new Rejection(422, "not-a-place-of-villages", unitId);
        }
        LocalDate reckoning = view.reckoningDay(year);
        String top = directory
                .tree(List.of(unitId), view)
                .above(unitId, Kind.COUNTY, reckoning)
                .map(Unit::id)
                .orElse(unitId);
        Kind kind = Schemes.kindOf(subject);
        Tree units = directory.tree(directory.everBelow(top, Set.of(kind)), view);
        List<String> subjects = units.units().stream()
                .filter(unit -> unit.kind() == kind)
                .map(Unit::id)
                .sorted()
                .toList();
        Scheme scheme = wanted.tried()
                .map(name -> schemes.toTry(name, subject))
                .orElseGet(() -> scorecards.inForce(top, year, view, subject));
        List<Scorecard> cards = wanted.tried()
                .map(name -> scorecards.tried(subjects, year, view, name))
                .orElseGet(() -> scorecards.summaries(subjects, year, view));
        Standings standings = brought(new Standings(units, reckoning, cards), top, scheme, year, view);
        Ranking ranking = Ranking.of(scheme, standings.candidatesIn(top));
        return new Answer(
                asked,
                top,
                subject,
                standings,
                ranking,
                scheme,
                schemesOfPlaces(wanted, top, scheme, view),
                inReach(units));
    }

    /** By which the units of a place are ranked: of this one it is known, and what is tried is tried everywhere. */
    private Function<String, Scheme> schemesOfPlaces(Wanted wanted, String top, Scheme scheme, View view) {
        Map<String, Scheme> known = new HashMap<>(Map.of(top, scheme));
        return place -> wanted.tried().isPresent()
                ? scheme
                : known.computeIfAbsent(
                        place, other -> scorecards.inForce(other, wanted.year(), view, wanted.subject()));
    }

    /** A stored card may be by the scheme that was in force a moment ago: those ranked here are computed by this one. */
    private Standings brought(Standings standings, String top, Scheme scheme, int year, View view) {
        Set<String> behind = standings.candidatesIn(top).stream()
                .map(Ranking.Candidate::card)
                .filter(card -> !card.scheme().equals(scheme.id()) || card.schemeVersion() != scheme.version())
                .map(Scorecard::unitId)
                .collect(Collectors.toSet());
        if (behind.isEmpty()) {
            return standings;
        }
        Stream<Scorecard> others = standings.cards().stream().filter(card -> !behind.contains(card.unitId()));
        Stream<Scorecard> anew = scorecards.tried(behind, year, view, scheme.id() + ':' + scheme.version()).stream();
        return new Standings(
                standings.units(),
                standings.reckoning(),
                Stream.concat(others, anew).toList());
    }

    /** What belongs to a unit within reach now is within reach itself, so that most villages need no look-up of their own. */
    private Predicate<String> inReach(Tree units) {
        Access access = Access.current();
        LocalDate today = LocalDate.now(clock.withZone(zone));
        Map<String, Unit> now =
                directory.find(units.units().stream().map(Unit::id).toList());
        return unitId -> Optional.ofNullable(now.get(unitId))
                        .flatMap(unit -> unit.parentOn(today))
                        .filter(access::covers)
                        .isPresent()
                || access.covers(unitId);
    }

    /** Cards of villages, and where each of them stands on the day of reckoning. */
    private record Standings(Tree units, LocalDate reckoning, List<Scorecard> cards) {
        Optional<String> townshipOf(String unitId, LocalDate day) {
            return units.above(unitId, Kind.TOWNSHIP, day).map(Unit::id);
        }

        /** Within which a unit is ranked: its county; where there is none, its township. */
        Optional<String> placeOf(String unitId) {
            return units.above(unitId, Kind.COUNTY, reckoning).map(Unit::id).or(() -> townshipOf(unitId, reckoning));
        }

        /** A department of the county itself stands below no township. */
        List<Ranking.Candidate> candidatesIn(String top) {
            List<Ranking.Candidate> candidates = new ArrayList<>();
            for (Scorecard card : cards) {
                if (placeOf(card.unitId()).filter(top::equals).isPresent()) {
                    String township = townshipOf(card.unitId(), reckoning).orElse(top);
                    candidates.add(new Ranking.Candidate(card, township));
                }
            }
            return candidates;
        }

        /**
         * For each township the ranked villages that belonged to it on an elapsed day, wherever they are ranked.
         *
         * @param schemes by which the units of a place are ranked
         */
        Map<String, List<TownshipRollUp.Share>> shares(Function<String, Scheme> schemes) {
            Map<String, List<TownshipRollUp.Share>> shares = new HashMap<>();
            for (Scorecard card : cards) {
                boolean isRanked = placeOf(card.unitId())
                        .filter(place -> Ranking.isRanked(schemes.apply(place), card))
                        .isPresent();
                if (isRanked && townshipOf(card.unitId(), reckoning).isPresent()) {
                    daysByTownship(card)
                            .forEach((township, days) -> shares.computeIfAbsent(township, _ -> new ArrayList<>())
                                    .add(new TownshipRollUp.Share(card, days)));
                }
            }
            return shares;
        }

        private Map<String, Integer> daysByTownship(Scorecard card) {
            Map<String, Integer> days = new HashMap<>();
            LocalDate last = card.lastElapsedDay();
            for (LocalDate day = card.firstElapsedDay(); !day.isAfter(last); day = day.plusDays(1)) {
                townshipOf(card.unitId(), day).ifPresent(township -> days.merge(township, 1, Integer::sum));
            }
            return days;
        }
    }

    /** A ranking as one caller sees it. */
    private record Answer(
            Unit asked,
            String top,
            Subject subject,
            Standings standings,
            Ranking ranking,
            Scheme scheme,
            Function<String, Scheme> schemes,
            Predicate<String> inReach) {
        RankingView view(int year, View view, Locale locale) {
            return new RankingView(
                    asked.id(),
                    asked.name(),
                    year,
                    view.asOf(),
                    scheme.id(),
                    scheme.version(),
                    ranking.excellentPlaces(),
                    entries(locale),
                    townships());
        }

        private boolean wholeCounty() {
            return asked.kind() == Kind.COUNTY;
        }

        private List<EntryView> entries(Locale locale) {
            Map<String, Scorecard> cards =
                    standings.cards().stream().collect(Collectors.toMap(Scorecard::unitId, card -> card));
            List<EntryView> entries = new ArrayList<>();
            for (Ranking.Entry ranked : ranking.entries()) {
                boolean isInTownship = subject != Subject.TOWNSHIP
                        && standings
                                .townshipOf(ranked.unitId(), standings.reckoning())
                                .isPresent();
                Ranking.Entry entry = isInTownship ? ranked : ranked.withoutTownshipRank();
                Scorecard card = cards.get(entry.unitId());
                if (card != null
                        && (wholeCounty() || entry.townshipId().equals(asked.id()))
                        && inReach.test(entry.unitId())) {
                    standings
                            .units()
                            .find(entry.unitId())
                            .ifPresent(village -> entries.add(EntryView.of(entry, card, village.name(), locale)));
                }
            }
            return entries;
        }

        /** Means are of villages. */
        private List<TownshipView> townships() {
            if (subject != Subject.VILLAGE) {
                return List.of();
            }
            Map<String, List<TownshipRollUp.Share>> shares = standings.shares(schemes);
            return standings.units().units().stream()
                    .filter(unit -> unit.kind() == Kind.TOWNSHIP)
                    .filter(township ->
                            standings.placeOf(township.id()).filter(top::equals).isPresent())
                    .filter(township -> wholeCounty()
                            ? inReach.test(township.id())
                            : township.id().equals(asked.id()))
                    .sorted(Comparator.comparing(Unit::id))
                    .flatMap(township ->
                            TownshipRollUp.of(scheme, shares.getOrDefault(township.id(), List.of())).stream()
                                    .map(rollUp -> TownshipView.of(township, rollUp)))
                    .toList();
        }
    }
}
