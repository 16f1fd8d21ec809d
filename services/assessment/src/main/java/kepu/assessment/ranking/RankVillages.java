package kepu.assessment.ranking;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.assessment.ranking.RankingController.EntryView;
import kepu.assessment.ranking.RankingController.RankingView;
import kepu.assessment.ranking.RankingController.TownshipView;
import kepu.assessment.scheme.Schemes;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.scoring.Ranking;
import kepu.assessment.scoring.Scorecard;
import kepu.assessment.scoring.TownshipRollUp;
import kepu.assessment.unit.UnitDirectory;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.stereotype.Component;

/**
 * Ranks the villages of a county, or shows the part of that ranking which lies in one township.
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

    RankingView handle(String unitId, int year, Locale locale) {
        LocalDate today = LocalDate.now(clock.withZone(zone));
        LocalDate yearEnd = LocalDate.of(year, 12, 31);
        LocalDate reckoning = today.isBefore(yearEnd) ? today : yearEnd;
        Unit asked = directory.find(unitId).orElseThrow(() -> Rejection.notFound("unit", unitId));
        if (asked.kind() != Kind.COUNTY && asked.kind() != Kind.TOWNSHIP) {
            throw new Rejection(422, "not-a-place-of-villages", unitId);
        }
        String top =
                directory.above(unitId, Kind.COUNTY, reckoning).orElse(asked).id();

        Map<String, Unit> villages = new LinkedHashMap<>();
        directory.villagesEverBelow(top).forEach(village -> villages.put(village.id(), village));
        Map<String, Unit> townships = townshipsOf(top, villages.values(), reckoning);
        Map<String, String> townshipOf = new HashMap<>();
        villages.values()
                .forEach(village -> village.parentOn(reckoning)
                        .filter(townships::containsKey)
                        .ifPresent(township -> townshipOf.put(village.id(), township)));
        List<Scorecard> cards = scorecards.summaries(villages.keySet(), year);
        Ranking ranking = Ranking.of(
                schemes.current(),
                cards.stream()
                        .filter(card -> townshipOf.containsKey(card.unitId()))
                        .map(card -> new Ranking.Candidate(card, townshipOf.getOrDefault(card.unitId(), "")))
                        .toList());
        return view(asked, year, today, ranking, cards, villages, townships, inReach(today), locale);
    }

    /** Townships of the county to which one of the villages ever belonged. */
    private Map<String, Unit> townshipsOf(String top, Collection<Unit> villages, LocalDate reckoning) {
        Set<String> parents = villages.stream()
                .flatMap(village -> village.parents().stream())
                .map(UnitDirectory.Parent::unitId)
                .collect(Collectors.toSet());
        Map<String, Unit> townships = new HashMap<>();
        directory.pathsUp(parents, reckoning).forEach((id, path) -> {
            if (path.getFirst().kind() == Kind.TOWNSHIP
                    && path.stream().anyMatch(unit -> unit.id().equals(top))) {
                townships.put(id, path.getFirst());
            }
        });
        return townships;
    }

    /** What belongs to a unit within reach is within reach itself, so that most villages need no look-up of their own. */
    private static Predicate<Unit> inReach(LocalDate today) {
        Access access = Access.current();
        return unit -> unit.parentOn(today).filter(access::covers).isPresent() || access.covers(unit.id());
    }

    private static RankingView view(
            Unit asked,
            int year,
            LocalDate asOf,
            Ranking ranking,
            List<Scorecard> cards,
            Map<String, Unit> villages,
            Map<String, Unit> townships,
            Predicate<Unit> inReach,
            Locale locale) {
        boolean wholeCounty = asked.kind() == Kind.COUNTY;
        Map<String, Scorecard> byUnit = cards.stream().collect(Collectors.toMap(Scorecard::unitId, card -> card));
        Set<String> ranked = new HashSet<>();
        List<EntryView> entries = new ArrayList<>();
        for (Ranking.Entry entry : ranking.entries()) {
            if (entry.rank() != null) {
                ranked.add(entry.unitId());
            }
            Scorecard card = byUnit.get(entry.unitId());
            Unit village = villages.get(entry.unitId());
            if (card != null
                    && village != null
                    && (wholeCounty || entry.townshipId().equals(asked.id()))
                    && inReach.test(village)) {
                entries.add(EntryView.of(entry, card, village.name(), locale));
            }
        }
        List<TownshipView> rollUps = townships.values().stream()
                .filter(township ->
                        wholeCounty ? inReach.test(township) : township.id().equals(asked.id()))
                .sorted(Comparator.comparing(Unit::id))
                .flatMap(township -> rollUp(township, cards, ranked, villages).stream())
                .toList();
        return new RankingView(asked.id(), asked.name(), year, asOf, ranking.excellentPlaces(), entries, rollUps);
    }

    private static Optional<TownshipView> rollUp(
            Unit township, List<Scorecard> cards, Set<String> ranked, Map<String, Unit> villages) {
        List<TownshipRollUp.Share> shares = new ArrayList<>();
        for (Scorecard card : cards) {
            Unit village = villages.get(card.unitId());
            if (village != null && ranked.contains(card.unitId())) {
                shares.add(new TownshipRollUp.Share(card, daysIn(township.id(), village, card)));
            }
        }
        return TownshipRollUp.of(shares).map(rollUp -> TownshipView.of(township, rollUp));
    }

    private static int daysIn(String townshipId, Unit village, Scorecard card) {
        LocalDate yearStart = LocalDate.of(card.year(), 1, 1);
        LocalDate first = card.firstDay().isAfter(yearStart) ? card.firstDay() : yearStart;
        return (int) first.datesUntil(first.plusDays(card.elapsedDays()))
                .filter(day -> village.parentOn(day).filter(townshipId::equals).isPresent())
                .count();
    }
}
