package kepu.assessment.scoring.ranking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.jspecify.annotations.Nullable;

/**
 * The units of one scheme and county in order (排名): composite, fewer deduction points, higher P, fewer overdue orders;
 * equal ones share a rank (1, 2, 2, 4).
 *
 * @param excellentPlaces how many may be 优秀; null: no quota
 * @param entries ranked ones first, best first, then the unranked; equal ones by unit
 */
public record Ranking(@Nullable Integer excellentPlaces, List<Entry> entries) {
    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(
                    (Candidate candidate) -> candidate.card().composite(), Comparator.reverseOrder())
            .thenComparing(candidate -> deductionPoints(candidate.card()))
            .thenComparing(candidate -> candidate.card().party(), Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.card().overdueOrders());

    public Ranking {
        entries = List.copyOf(entries);
    }

    /** A card to be ranked, with the township to which its unit belongs, or which it is. */
    public record Candidate(Scorecard card, String townshipId) {}

    /**
     * A unit's place.
     *
     * @param rank in the county; null: unranked
     * @param townshipRank in the township; null: unranked, or itself a township
     * @param band after the quota
     * @param remarks why the place or the band is not what the composite alone would give
     */
    public record Entry(
            String unitId,
            String townshipId,
            BigDecimal composite,
            @Nullable Integer rank,
            @Nullable Integer townshipRank,
            Band band,
            List<Remark> remarks) {
        /** Of a township, which has no place within itself. */
        public Entry withoutTownshipRank() {
            return new Entry(unitId, townshipId, composite, rank, null, band, remarks);
        }
    }

    /** What sets a unit's place or band apart. */
    public enum Remark {
        CLOSED("单位已撤销，只列分不排名", "closed by the day of reckoning: shown with its score only"),
        YOUNG("成立时间不足，只列分不排名", "too young to be ranked: shown with its score only"),
        VETOED("一票否决，只列分不排名", "vetoed: shown with its score only"),
        QUOTA("优秀名额已满，按良好计", "no place left under the quota for 优秀: counted as 良好");

        private final LocalizedText text;

        /** Why a unit has no place, as opposed to why its band is another one. */
        public boolean isOfPlace() {
            return this != QUOTA;
        }

        Remark(String zh, String en) {
            text = new LocalizedText(zh, en);
        }

        public LocalizedText text() {
            return text;
        }
    }

    /**
     * Ranks one county's units.
     *
     * @throws IllegalArgumentException if a card is of another scheme, or the cards are of different years
     */
    public static Ranking of(Scheme scheme, Collection<Candidate> candidates) {
        refuseMixture(scheme, candidates);
        List<Candidate> ranked = new ArrayList<>();
        List<Candidate> unranked = new ArrayList<>();
        for (Candidate candidate : candidates) {
            (isRanked(scheme, candidate.card()) ? ranked : unranked).add(candidate);
        }
        Map<String, Integer> ranks = ranks(ranked);
        Map<String, Integer> townshipRanks = new HashMap<>();
        ranked.stream()
                .collect(Collectors.groupingBy(Candidate::townshipId))
                .values()
                .forEach(township -> townshipRanks.putAll(ranks(township)));
        Integer places = places(scheme, ranked.size());
        Map<Integer, Long> sharing =
                ranks.values().stream().collect(Collectors.groupingBy(rank -> rank, Collectors.counting()));

        List<Entry> entries = new ArrayList<>();
        for (Candidate candidate : byUnitWithin(BEST_FIRST, ranked)) {
            int rank = ranks.getOrDefault(candidate.card().unitId(), 0);
            // units that share a rank are treated alike: all of them fit under the quota or none does
            boolean fits = places == null || rank - 1 + sharing.getOrDefault(rank, 0L) <= places;
            entries.add(
                    entry(candidate, rank, townshipRanks.get(candidate.card().unitId()), fits, List.of()));
        }
        for (Candidate candidate : byUnitWithin(BEST_FIRST, unranked)) {
            entries.add(entry(candidate, null, null, places == null, unrankedBecause(scheme, candidate.card())));
        }
        return new Ranking(places, entries);
    }

    /** Whether a unit takes a place, wherever it is ranked. */
    public static boolean isRanked(Scheme scheme, Scorecard card) {
        return unrankedBecause(scheme, card).isEmpty();
    }

    private static List<Remark> unrankedBecause(Scheme scheme, Scorecard card) {
        List<Remark> because = new ArrayList<>();
        if (isClosed(card)) {
            because.add(Remark.CLOSED);
        }
        if (isYoung(card, scheme)) {
            because.add(Remark.YOUNG);
        }
        if (card.veto() != null) {
            because.add(Remark.VETOED);
        }
        return because;
    }

    private static Entry entry(
            Candidate candidate,
            @Nullable Integer rank,
            @Nullable Integer townshipRank,
            boolean mayBeExcellent,
            List<Remark> remarks) {
        Scorecard card = candidate.card();
        boolean demoted = card.band() == Band.EXCELLENT && !mayBeExcellent;
        List<Remark> all = new ArrayList<>(remarks);
        if (demoted) {
            all.add(Remark.QUOTA);
        }
        return new Entry(
                card.unitId(),
                candidate.townshipId(),
                card.composite(),
                rank,
                townshipRank,
                demoted ? Band.GOOD : card.band(),
                List.copyOf(all));
    }

    /** Rank by unit: one more than the number of better ones. */
    private static Map<String, Integer> ranks(List<Candidate> candidates) {
        List<Candidate> sorted = candidates.stream().sorted(BEST_FIRST).toList();
        Map<String, Integer> ranks = new HashMap<>();
        int rank = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (i == 0 || BEST_FIRST.compare(sorted.get(i - 1), sorted.get(i)) != 0) {
                rank = i + 1;
            }
            ranks.put(sorted.get(i).card().unitId(), rank);
        }
        return ranks;
    }

    private static List<Candidate> byUnitWithin(Comparator<Candidate> order, List<Candidate> candidates) {
        return candidates.stream()
                .sorted(order.thenComparing(candidate -> candidate.card().unitId()))
                .toList();
    }

    private static @Nullable Integer places(Scheme scheme, int ranked) {
        BigDecimal share = scheme.ranks().excellentShare();
        return share == null
                ? null
                : share.multiply(BigDecimal.valueOf(ranked))
                        .setScale(0, RoundingMode.FLOOR)
                        .intValueExact();
    }

    /** Its own days ended before the day of reckoning. */
    private static boolean isClosed(Scorecard card) {
        return card.lastElapsedDay().isBefore(card.reckoningDay());
    }

    /** The period ends with its last day: who began on 1 July is 6 months old by then. */
    private static boolean isYoung(Scorecard card, Scheme scheme) {
        LocalDate firstDayOfNextPeriod = LocalDate.of(card.year() + 1, 1, 1);
        return card.firstDay().plusMonths(scheme.ranks().youngMonths()).isAfter(firstDayOfNextPeriod);
    }

    private static BigDecimal deductionPoints(Scorecard card) {
        return card.deductions().stream().map(Adjustment::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void refuseMixture(Scheme scheme, Collection<Candidate> candidates) {
        long years = candidates.stream()
                .map(candidate -> candidate.card().year())
                .distinct()
                .count();
        if (years > 1) {
            throw new IllegalArgumentException("cards of " + years + " years are not ranked together");
        }
        for (Candidate candidate : candidates) {
            Scorecard card = candidate.card();
            if (!card.scheme().equals(scheme.id()) || card.schemeVersion() != scheme.version()) {
                throw new IllegalArgumentException(card.unitId() + " was scored by " + card.scheme() + " version "
                        + card.schemeVersion() + ", not by " + scheme.id() + " version " + scheme.version());
            }
        }
    }
}
