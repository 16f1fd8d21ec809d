package kepu.assessment.scoring.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.supervision.Deduction.Kind;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.organization.TitleEvent;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.junit.jupiter.api.Test;

/** What notices, false records and vetoes do to a card. */
class DeductionsTest {
    private static final String END = "2026-12-31";
    private static final TrainingEvent.Kind POLICY = TrainingEvent.Kind.POLICY;

    /** A village with points on both tracks from which something can be taken. */
    private static Village village() {
        return Village.old().stationOpened("s", "2016-01-01").openWeek("2026-01-05", 5);
    }

    private static BigDecimal taken(Village village, Track track, String asOf) {
        return village.card(asOf).deductions().stream()
                .filter(one -> one.track() == track)
                .map(Adjustment::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Deduction deduction(String matter, Track track, Kind kind, String points) {
        return new Deduction(matter, track, kind, new BigDecimal(points), new LocalizedText("扣分", "taken"), List.of());
    }

    @Test
    void a_criticism_takes_two_points_from_the_party_track_or_from_the_one_that_it_names() {
        BigDecimal party = village().card(END).party();
        Village village = village().criticised("c1", "2026-05-01", null, null);
        assertThat(party.subtract(village.card(END).party())).isEqualByComparingTo("2");
        village.criticised("c2", "2026-05-01", TitleEvent.Track.SCIENCE, null);
        assertThat(taken(village, Track.P, END)).isEqualByComparingTo("2");
        assertThat(taken(village, Track.S, END)).isEqualByComparingTo("2");
        assertThat(village.card(END).deductions().getFirst()).satisfies(one -> {
            assertThat(one.reason().zh()).isEqualTo("通报批评（乡科〔2026〕1号）扣 2 分");
            assertThat(one.counted()).extracting(EvidenceRef::type).containsExactly("kepu.assessment.notice-issued.v1");
        });
    }

    @Test
    void a_criticism_counts_from_its_day_on_in_its_own_year_only() {
        Village village = village().criticised("c", "2026-05-01T23:59:59", null, null);
        assertThat(taken(village, Track.P, "2026-04-30")).isZero();
        assertThat(taken(village, Track.P, "2026-05-01")).isEqualByComparingTo("2");
        assertThat(taken(village, Track.P, "2027-02-01")).isZero();
        assertThat(village.card(2026, "2027-02-01").deductions()).hasSize(1);
    }

    @Test
    void a_criticism_that_was_taken_back_or_is_about_a_person_takes_nothing() {
        Village village =
                village().criticised("c", "2026-05-01", null, null).personCriticised("p", "2026-05-01", "p-1");
        assertThat(village.card(END).deductions()).hasSize(1);
        village.noticeTakenBack("w", "2027-02-01", "c");
        assertThat(village.card(END).deductions()).isEmpty();
    }

    @Test
    void of_two_criticisms_of_one_order_one_counts_and_says_so() {
        Village village = village()
                .criticised("c1", "2026-05-01", null, "order")
                .criticised("c2", "2026-06-01", null, "order")
                .criticised("c3", "2026-06-01", null, null);
        assertThat(taken(village, Track.P, END)).isEqualByComparingTo("4");
        assertThat(village.card(END).deductions())
                .extracting(one -> one.reason().zh().contains("就高不重复"))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void of_one_matter_only_the_highest_deduction_of_any_source_and_track_counts() {
        List<Deduction> counted = Deductions.of(List.of(
                deduction("o1", Track.P, Kind.OVERDUE_ORDER, "3.5"),
                deduction("o2", Track.P, Kind.OVERDUE_ORDER, "2"),
                deduction("o1", Track.S, Kind.CRITICISM, "2"),
                deduction("o2", Track.P, Kind.CRITICISM, "2"),
                deduction("n", Track.S, Kind.CRITICISM, "2")));
        assertThat(counted)
                .extracting(
                        Deduction::matter,
                        Deduction::track,
                        Deduction::kind,
                        one -> one.points().toPlainString())
                .containsExactly(
                        tuple("o1", Track.P, Kind.OVERDUE_ORDER, "3.5"),
                        tuple("o2", Track.P, Kind.OVERDUE_ORDER, "2"),
                        tuple("n", Track.S, Kind.CRITICISM, "2"));
    }

    @Test
    void an_overdue_order_is_counted_whatever_takes_the_points_of_its_matter() {
        Village village = village()
                .order("o", "2026-03-02", "2026-03-20")
                .order("other", "2026-03-02", "2026-12-31")
                .criticised("c", "2026-05-01", null, "o");
        Scheme is = Village.SCHEME;
        Scheme strict = new Scheme(
                is.id(),
                is.version(),
                is.name(),
                is.appliesTo(),
                is.relativeWeights(),
                is.partyShare(),
                is.bands(),
                is.ranks(),
                is.bonus(),
                is.overdueOrders(),
                new Scheme.Supervision(BigDecimal.TEN, BigDecimal.TWO, BigDecimal.TEN),
                is.indicators());

        assertThat(village.card(strict, END).deductions())
                .extracting(Adjustment::kind)
                .containsExactly(Adjustment.Kind.CRITICISM);
        assertThat(village.card(strict, END).overdueOrders()).isOne();
        assertThat(village.card(END).overdueOrders()).isOne();
        assertThat(village.card("2026-03-20").overdueOrders()).isZero();
    }

    @Test
    void a_track_does_not_fall_below_nothing() {
        Village village = Village.old();
        for (int i = 0; i < 60; i++) {
            village.criticised("c" + i, "2026-05-01", null, null);
        }
        assertThat(village.card(END).party()).isEqualByComparingTo("0");
    }

    @Test
    void a_false_record_counts_in_no_version_and_takes_five_points_from_the_day_of_its_confirmation() {
        Village village = village().training("t1", POLICY, "2026-03-01").training("t2", POLICY, "2026-03-02");
        Village without = village().training("t2", POLICY, "2026-03-02");
        village.foundFalse("f", "2026-08-01", TrainingHeld.class, "t1", 2026);
        assertThat(village.ratio("P06", END)).isEqualTo(without.ratio("P06", END));
        assertThat(village.reasons("P06", END)).containsExactly(Reason.FALSE_RECORD);
        assertThat(taken(village, Track.P, "2026-07-31")).isZero();
        assertThat(taken(village, Track.P, "2026-08-01")).isEqualByComparingTo("5");

        village.trainingCorrected("t1", POLICY, "2026-03-01");
        assertThat(village.ratio("P06", END)).isEqualTo(without.ratio("P06", END));
        village.foundFalse("again", "2026-09-01", TrainingCorrected.class, "t1", 2026);
        assertThat(taken(village, Track.P, END)).isEqualByComparingTo("5");

        village.findingWithdrawn("f", "2027-01-05", TrainingHeld.class, "t1", 2026);
        village.findingWithdrawn("again", "2027-01-05", TrainingCorrected.class, "t1", 2026);
        assertThat(village.card(END).deductions()).isEmpty();
        assertThat(village.ratio("P06", END)).isNotEqualTo(without.ratio("P06", END));
    }

    @Test
    void a_false_record_takes_points_in_the_year_to_which_the_record_belongs() {
        Village village = village().foundFalse("f", "2027-02-01", TrainingHeld.class, "t1", 2026);
        assertThat(taken(village, Track.P, "2027-12-31")).isZero();
        assertThat(village.card(2026, "2027-02-01").deductions()).hasSize(1);
        assertThat(village.card(2026, "2027-01-31").deductions()).isEmpty();
    }

    @Test
    void a_day_that_was_entered_falsely_as_open_does_not_count() {
        Village village = Village.old().room("room", "2020-01-01").openWeek("2026-03-02", 5);
        String before = village.ratio("S01", "2026-03-08");
        village.foundFalse("f", "2026-03-20", DayOpened.class, "room:2026-03-04", 2026);
        assertThat(village.ratio("S01", "2026-03-08")).isNotEqualTo(before);
        assertThat(village.reasons("S01", "2026-03-08")).contains(Reason.FALSE_RECORD);
    }

    @Test
    void a_veto_caps_the_composite_and_fails_the_year_from_its_day_on_until_it_is_withdrawn() {
        Village village = Village.old().vetoed("v", "2026-05-01", 2026);
        Scorecard before = village.card("2026-04-30");
        assertThat(before.veto()).isNull();
        Scorecard vetoed = village.card("2026-05-01");
        assertThat(vetoed.veto()).isNotNull();
        assertThat(vetoed.veto().reason().zh()).contains("责任事故", "《条例》第十二条");
        assertThat(vetoed.band()).isEqualTo(Band.FAIL);
        assertThat(village.card(2026, "2027-03-01").veto()).isNotNull();
        assertThat(village.card(2027, "2027-03-01").veto()).isNull();
        assertThat(village.vetoWithdrawn("v", "2027-02-01", 2026)
                        .card("2026-05-01")
                        .veto())
                .isNull();
    }

    @Test
    void a_vetoed_composite_is_the_cap_or_what_was_earned_if_that_is_less() {
        Scheme is = Village.SCHEME;
        Village village = village().vetoed("v", "2026-01-01", 2026);
        BigDecimal earned = village().card(END).composite();
        BigDecimal less = earned.subtract(new BigDecimal("0.01"));
        for (BigDecimal cap : List.of(less, earned, earned.add(BigDecimal.ONE))) {
            Scheme scheme = new Scheme(
                    is.id(),
                    is.version(),
                    is.name(),
                    is.appliesTo(),
                    is.relativeWeights(),
                    is.partyShare(),
                    is.bands(),
                    is.ranks(),
                    is.bonus(),
                    is.overdueOrders(),
                    new Scheme.Supervision(BigDecimal.TWO, BigDecimal.TWO, cap),
                    is.indicators());
            assertThat(village.card(scheme, END).composite()).isEqualTo(cap.min(earned));
        }
        assertThat(is.supervision())
                .isEqualTo(new Scheme.Supervision(new BigDecimal("2"), new BigDecimal("5"), new BigDecimal("59.99")));
    }
}
