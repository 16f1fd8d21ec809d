package kepu.assessment.scoring.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.Adjustment.Kind;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.ranking.Ranking.Candidate;
import kepu.assessment.scoring.ranking.Ranking.Entry;
import kepu.assessment.scoring.ranking.Ranking.Remark;
import kepu.assessment.scoring.ranking.TownshipRollUp.Share;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.supervision.Veto;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Scheme SCHEME = Scheme.townshipDefault();
    private static final Scheme WITHOUT_QUOTA = new Scheme(
            SCHEME.id(),
            SCHEME.version(),
            SCHEME.name(),
            SCHEME.appliesTo(),
            SCHEME.relativeWeights(),
            SCHEME.partyShare(),
            SCHEME.bands(),
            new Scheme.Ranks(null, 6),
            SCHEME.bonus(),
            SCHEME.overdueOrders(),
            SCHEME.supervision(),
            SCHEME.indicators());

    private static Scorecard card(
            String unit, String party, String science, String firstDay, int overdueOrders, Adjustment... adjustments) {
        BigDecimal p = new BigDecimal(party).setScale(4);
        BigDecimal s = new BigDecimal(science).setScale(4);
        BigDecimal composite = SCHEME.composite(p, s);
        LocalDate lastDay = LocalDate.of(2026, 12, 31);
        return new Scorecard(
                unit,
                SCHEME.id(),
                1,
                2026,
                lastDay,
                lastDay,
                LocalDate.parse(firstDay),
                365,
                365,
                List.of(),
                List.of(adjustments),
                p,
                s,
                composite,
                SCHEME.bandOf(composite),
                null,
                overdueOrders);
    }

    private static Scorecard card(
            String unit, String party, String science, String firstDay, Adjustment... adjustments) {
        return card(unit, party, science, firstDay, 0, adjustments);
    }

    private static Candidate village(String unit, String score) {
        return new Candidate(card(unit, score, score, "2020-01-01"), "T1");
    }

    private static Candidate village(String unit, String party, String science, Adjustment... adjustments) {
        return new Candidate(card(unit, party, science, "2020-01-01", adjustments), "T1");
    }

    private static Adjustment minus(Kind kind, String points) {
        return new Adjustment(Track.P, kind, new BigDecimal(points));
    }

    private static List<String> ranks(Ranking ranking) {
        return ranking.entries().stream()
                .map(entry -> entry.unitId() + " " + entry.rank())
                .toList();
    }

    @Test
    void the_higher_composite_ranks_first_and_equal_ones_share_a_rank() {
        Ranking ranking = Ranking.of(
                SCHEME, List.of(village("d", "60"), village("c", "70"), village("a", "80"), village("b", "70")));
        assertThat(ranks(ranking)).containsExactly("a 1", "b 2", "c 2", "d 4");
    }

    @Test
    void of_equal_composites_fewer_deduction_points_win() {
        Ranking ranking = Ranking.of(
                SCHEME,
                List.of(
                        village("a", "70", "70", minus(Kind.CRITICISM, "2")),
                        village("b", "70", "70"),
                        village("c", "70", "70", minus(Kind.FALSE_RECORD, "5"), minus(Kind.BONUS, "5"))));
        assertThat(ranks(ranking)).containsExactly("b 1", "a 2", "c 3");
    }

    @Test
    void of_equal_deductions_the_higher_party_track_wins_by_its_fourth_decimal() {
        Ranking ranking =
                Ranking.of(SCHEME, List.of(village("a", "70.0000", "70.0001"), village("b", "70.0001", "70.0000")));
        assertThat(ranks(ranking)).containsExactly("b 1", "a 2");
    }

    @Test
    void of_equal_party_tracks_fewer_overdue_orders_win() {
        Ranking ranking = Ranking.of(
                SCHEME,
                List.of(
                        withOverdue("a", 2, minus(Kind.OVERDUE_ORDER, "2"), minus(Kind.OVERDUE_ORDER, "2")),
                        withOverdue("b", 1, minus(Kind.OVERDUE_ORDER, "4"))));
        assertThat(ranks(ranking)).containsExactly("b 1", "a 2");
    }

    @Test
    void an_overdue_order_counts_for_the_order_also_where_a_criticism_of_its_matter_takes_more() {
        Ranking ranking = Ranking.of(
                SCHEME,
                List.of(
                        withOverdue("a", 1, minus(Kind.CRITICISM, "4")),
                        withOverdue("b", 0, minus(Kind.CRITICISM, "4"))));
        assertThat(ranks(ranking)).containsExactly("b 1", "a 2");
    }

    private static Candidate withOverdue(String unit, int overdueOrders, Adjustment... adjustments) {
        return new Candidate(card(unit, "70", "70", "2020-01-01", overdueOrders, adjustments), "T1");
    }

    @Test
    void a_vetoed_unit_is_shown_unranked_and_takes_no_place() {
        Scorecard best = card("best", "95", "95", "2020-01-01");
        Scorecard vetoed = new Scorecard(
                "vetoed",
                SCHEME.id(),
                1,
                2026,
                best.asOf(),
                best.asOf(),
                best.firstDay(),
                365,
                365,
                List.of(),
                List.of(),
                best.party(),
                best.science(),
                new BigDecimal("59.99"),
                Band.FAIL,
                Veto.WITHOUT_REASON,
                0);

        Ranking ranking = Ranking.of(SCHEME, List.of(new Candidate(vetoed, "T1"), village("a", "50")));

        assertThat(ranks(ranking)).containsExactly("a 1", "vetoed null");
        assertThat(ranking.entries().getLast().remarks()).containsExactly(Remark.VETOED);
    }

    @Test
    void within_its_township_a_unit_has_a_rank_of_its_own() {
        Ranking ranking = Ranking.of(
                SCHEME,
                List.of(
                        new Candidate(card("a", "90", "80", "2020-01-01"), "T1"),
                        new Candidate(card("b", "80", "80", "2020-01-01"), "T2"),
                        new Candidate(card("c", "70", "70", "2020-01-01"), "T1"),
                        new Candidate(card("d", "60", "60", "2020-01-01"), "T2")));
        assertThat(ranking.entries())
                .extracting(Entry::unitId, Entry::rank, Entry::townshipRank)
                .containsExactly(tuple("a", 1, 1), tuple("b", 2, 1), tuple("c", 3, 2), tuple("d", 4, 2));
    }

    @Test
    void six_months_old_at_the_end_of_the_year_is_ranked_a_day_younger_is_not() {
        Ranking ranking = Ranking.of(
                SCHEME,
                List.of(
                        new Candidate(card("july1", "70", "70", "2026-07-01"), "T1"),
                        new Candidate(card("july2", "95", "95", "2026-07-02"), "T1"),
                        village("old", "60")));
        assertThat(ranks(ranking)).containsExactly("july1 1", "old 2", "july2 null");
        assertThat(ranking.entries().getLast().townshipRank()).isNull();
        assertThat(ranking.entries().getLast().remarks()).contains(Remark.YOUNG);
    }

    @Test
    void a_unit_that_had_closed_by_the_day_of_reckoning_is_unranked_and_takes_no_place() {
        List<Candidate> candidates = new ArrayList<>(excellent(9));
        candidates.add(new Candidate(closed("closed", 364), "T1"));
        candidates.add(new Candidate(closed("open", 365), "T1"));
        Ranking ranking = Ranking.of(SCHEME, candidates);
        assertThat(ranking.excellentPlaces()).isEqualTo(3);
        Entry last = ranking.entries().getLast();
        assertThat(last.unitId()).isEqualTo("closed");
        assertThat(last.rank()).isNull();
        assertThat(last.townshipRank()).isNull();
        assertThat(last.remarks()).containsExactly(Remark.CLOSED);
        assertThat(Ranking.isRanked(SCHEME, closed("closed", 364))).isFalse();
        assertThat(Ranking.isRanked(SCHEME, closed("open", 365))).isTrue();
    }

    @Test
    void a_unit_may_be_unranked_for_two_reasons() {
        Scorecard card = card("a", "70", "70", "2026-12-01"); // of 365 elapsed days, which it would not have
        assertThat(Ranking.of(SCHEME, List.of(new Candidate(withElapsed(card, 3), "T1")))
                        .entries()
                        .getFirst()
                        .remarks())
                .containsExactly(Remark.CLOSED, Remark.YOUNG);
    }

    private static Scorecard closed(String unit, int elapsedDays) {
        return withElapsed(card(unit, "50", "50", "2020-01-01"), elapsedDays);
    }

    private static Scorecard withElapsed(Scorecard card, int elapsedDays) {
        return new Scorecard(
                card.unitId(),
                card.scheme(),
                card.schemeVersion(),
                card.year(),
                card.asOf(),
                card.reckoningDay(),
                card.firstDay(),
                elapsedDays,
                elapsedDays,
                List.of(),
                List.of(),
                card.party(),
                card.science(),
                card.composite(),
                card.band(),
                null,
                0);
    }

    @Test
    void thirty_percent_rounded_down_may_be_excellent() {
        assertThat(Ranking.of(SCHEME, excellent(10)).excellentPlaces()).isEqualTo(3);
        assertThat(Ranking.of(SCHEME, excellent(9)).excellentPlaces()).isEqualTo(2);
        assertThat(Ranking.of(SCHEME, excellent(3)).excellentPlaces()).isZero();
        assertThat(Ranking.of(SCHEME, excellent(10)).entries())
                .extracting(Entry::band)
                .startsWith(Band.EXCELLENT, Band.EXCELLENT, Band.EXCELLENT, Band.GOOD)
                .endsWith(Band.GOOD);
    }

    @Test
    void who_finds_no_place_is_good_with_the_reason_shown() {
        Entry fourth = Ranking.of(SCHEME, excellent(10)).entries().get(3);
        assertThat(fourth.composite()).isEqualTo("96.00");
        assertThat(fourth.band()).isEqualTo(Band.GOOD);
        assertThat(fourth.remarks()).containsExactly(Remark.QUOTA);
        assertThat(Remark.QUOTA.text().zh()).contains("名额已满");
    }

    @Test
    void the_quota_promotes_nobody() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            candidates.add(village("u" + i, "85"));
        }
        assertThat(Ranking.of(SCHEME, candidates).entries())
                .allSatisfy(entry -> assertThat(entry.band()).isEqualTo(Band.GOOD))
                .allSatisfy(entry -> assertThat(entry.remarks()).isEmpty());
    }

    @Test
    void units_sharing_the_last_place_under_the_quota_are_treated_alike() {
        List<Candidate> candidates = new ArrayList<>(excellent(10).subList(0, 2));
        candidates.add(village("x", "92"));
        candidates.add(village("y", "92"));
        for (int i = 0; i < 6; i++) {
            candidates.add(village("low" + i, "50"));
        }
        assertThat(Ranking.of(SCHEME, candidates).entries().subList(0, 4))
                .extracting(Entry::rank, Entry::band)
                .containsExactly(
                        tuple(1, Band.EXCELLENT), tuple(2, Band.EXCELLENT), tuple(3, Band.GOOD), tuple(3, Band.GOOD));
    }

    @Test
    void an_unranked_unit_takes_no_place_under_the_quota() {
        List<Candidate> candidates = new ArrayList<>(excellent(10));
        candidates.add(new Candidate(card("young", "99", "99", "2026-12-01"), "T1"));
        Entry young = Ranking.of(SCHEME, candidates).entries().getLast();
        assertThat(young.band()).isEqualTo(Band.GOOD);
        assertThat(young.remarks()).containsExactly(Remark.YOUNG, Remark.QUOTA);
        assertThat(Ranking.of(SCHEME, candidates).excellentPlaces()).isEqualTo(3);
    }

    @Test
    void without_a_quota_every_band_stands() {
        assertThat(Ranking.of(WITHOUT_QUOTA, excellent(10)).entries())
                .allSatisfy(entry -> assertThat(entry.band()).isEqualTo(Band.EXCELLENT));
    }

    @Test
    void cards_of_another_scheme_or_of_two_years_are_not_ranked_together() {
        Scorecard ours = village("a", "70").card();
        Candidate otherVersion = new Candidate(
                new Scorecard(
                        "b",
                        SCHEME.id(),
                        2,
                        2026,
                        ours.asOf(),
                        ours.asOf(),
                        ours.firstDay(),
                        365,
                        365,
                        List.of(),
                        List.of(),
                        ours.party(),
                        ours.science(),
                        ours.composite(),
                        ours.band(),
                        null,
                        0),
                "T1");
        assertThatThrownBy(() -> Ranking.of(SCHEME, List.of(otherVersion)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 2");
        Candidate otherYear = new Candidate(
                new Scorecard(
                        "b",
                        SCHEME.id(),
                        1,
                        2025,
                        ours.asOf(),
                        ours.asOf(),
                        ours.firstDay(),
                        365,
                        365,
                        List.of(),
                        List.of(),
                        ours.party(),
                        ours.science(),
                        ours.composite(),
                        ours.band(),
                        null,
                        0),
                "T1");
        assertThatThrownBy(() -> Ranking.of(SCHEME, List.of(otherYear, village("a", "70"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 years");
    }

    @Test
    void a_township_is_the_mean_of_its_villages_by_the_days_that_they_belonged_there() {
        TownshipRollUp rollUp = TownshipRollUp.of(
                        SCHEME,
                        List.of(
                                new Share(card("a", "90", "60", "2020-01-01"), 365),
                                new Share(card("b", "60", "30", "2020-01-01"), 73)))
                .orElseThrow();
        // (90 × 5 + 60) ÷ 6
        assertThat(rollUp.villages()).isEqualTo(2);
        assertThat(rollUp.party()).isEqualTo("85.0000");
        assertThat(rollUp.science()).isEqualTo("55.0000");
        assertThat(rollUp.composite()).isEqualTo("70.00");
    }

    @Test
    void a_village_that_belonged_there_on_no_day_does_not_count() {
        assertThat(TownshipRollUp.of(SCHEME, List.of(new Share(card("a", "90", "60", "2020-01-01"), 0))))
                .isEmpty();
    }

    @Test
    void the_mean_of_thirds_is_rounded_half_up_to_four_decimals() {
        TownshipRollUp rollUp = TownshipRollUp.of(
                        SCHEME,
                        List.of(
                                new Share(card("a", "100", "0", "2020-01-01"), 2),
                                new Share(card("b", "0", "100", "2020-01-01"), 1)))
                .orElseThrow();
        assertThat(rollUp.party()).isEqualTo("66.6667");
        assertThat(rollUp.science()).isEqualTo("33.3333");
    }

    /** 99, 98, 97, 96, then 95 for all others. */
    private static List<Candidate> excellent(int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(village("u" + i, Integer.toString(Math.max(95, 99 - i))));
        }
        return candidates;
    }
}
