package kepu.assessment.scoring.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.Facts;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order of 2 March 2026 with the deadline 20 March. */
class OverdueOrdersTest {
    private static Village ordered() {
        return Village.old().order("o", "2026-03-02", "2026-03-20");
    }

    private static List<Adjustment> deductions(Village village, String asOf) {
        return village.card(2026, asOf).adjustments();
    }

    private static String points(Village village, String asOf) {
        return deductions(village, asOf).stream()
                .map(Adjustment::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .stripTrailingZeros()
                .toPlainString();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-20, 0",
        "2026-03-21, 2",
        "2026-03-27, 2",
        "2026-03-28, 2.5",
        "2026-04-03, 2.5",
        "2026-04-04, 3",
        "2026-05-08, 5",
        "2026-05-15, 5.5",
        "2026-05-16, 6",
        "2026-12-31, 6",
        "2027-06-01, 6"
    })
    void two_points_for_the_first_week_and_half_a_point_for_each_further_one_that_has_begun_up_to_six(
            String asOf, String points) {
        assertThat(points(ordered(), asOf)).isEqualTo(points);
    }

    @Test
    void it_grows_until_evidence_that_is_accepted_is_handed_in_and_stays() {
        Village village = ordered().orderHandedIn("o", "2026-03-27");
        assertThat(points(village, "2026-04-10")).as("nobody has accepted it").isEqualTo("3");
        village.orderAccepted("o", "2026-04-11");
        assertThat(points(village, "2026-04-11")).isEqualTo("2");
        village.orderFailed("o", "2026-04-12");
        assertThat(points(village, "2026-04-12")).isEqualTo("3.5");
        village.orderHandedIn("o", "2026-04-13")
                .orderAccepted("o", "2026-04-20")
                .orderSignedOff("o", "2026-04-30");
        assertThat(points(village, "2026-12-31")).isEqualTo("3.5");
    }

    @Test
    void an_order_put_right_in_time_or_cancelled_takes_nothing() {
        assertThat(deductions(
                        ordered()
                                .orderHandedIn("o", "2026-03-20")
                                .orderAccepted("o", "2026-05-01")
                                .orderSignedOff("o", "2026-05-02"),
                        "2026-12-31"))
                .isEmpty();
        assertThat(deductions(ordered().orderHandedIn("o", "2026-03-20"), "2026-12-31"))
                .as("awaits re-inspection")
                .isEmpty();
        Village cancelled = ordered().orderCancelled("o", "2026-04-01");
        assertThat(points(cancelled, "2026-03-31")).isEqualTo("2.5");
        assertThat(deductions(cancelled, "2026-04-01")).isEmpty();
    }

    @Test
    void the_extended_deadline_decides() {
        Village village = ordered().orderExtended("o", "2026-03-18", "2026-03-27");
        assertThat(deductions(village, "2026-03-27")).isEmpty();
        assertThat(points(village, "2026-03-28")).isEqualTo("2");
    }

    @Test
    void each_order_takes_its_own_from_track_P_and_the_explanation_names_it() {
        Village village = ordered().order("p", "2026-03-03", "2026-03-13");
        assertThat(deductions(village, "2026-03-21")).hasSize(2).allSatisfy(one -> {
            assertThat(one.track()).isEqualTo(Track.P);
            assertThat(one.kind()).isEqualTo(Adjustment.Kind.OVERDUE_ORDER);
        });
        Adjustment second = deductions(village, "2026-03-21").getFirst(); // the highest first
        assertThat(second.points()).isEqualByComparingTo("2.5");
        assertThat(second.reason().zh()).contains("书屋未按时开放", "2026-03-13", "逾期 8 天", "2.5");
        assertThat(second.reason().en()).contains("8 days overdue");
        assertThat(second.counted()).extracting(EvidenceRef::type).containsExactly("kepu.assessment.order-issued.v1");
    }

    @Test
    void the_track_is_lowered_by_the_deduction_and_never_below_zero() {
        Village village = ordered().board("2026-01-05");
        BigDecimal before = village.card("2026-03-20").party();
        BigDecimal after = village.card("2026-03-21").party();
        assertThat(after).isLessThan(before);
        Village poor = Village.old();
        for (int i = 0; i < 20; i++) {
            poor.order("o" + i, "2026-03-02", "2026-03-20");
        }
        assertThat(poor.card("2026-12-31").party()).isZero();
    }

    @Test
    void an_order_of_another_year_takes_nothing_from_this_one() {
        Village village = Village.old().order("o", "2025-12-31T23:59:59", "2026-01-10");
        assertThat(village.card(2026, "2026-06-30").adjustments()).isEmpty();
        assertThat(village.card(2025, "2026-06-30").adjustments()).hasSize(1);
    }

    @Test
    void a_scheme_may_take_nothing_for_them_and_refuses_odd_points() {
        String json = SchemeJson.json(SchemeJson.strength("P", 100, 10));
        assertThat(ordered().card(Scheme.parse(json), "2026-12-31").adjustments())
                .isEmpty();
        assertThatThrownBy(() -> Scheme.parse(with("{\"first\": 2, \"furtherWeek\": 0.5, \"most\": -6}", json)))
                .isInstanceOfSatisfying(
                        SchemeRejection.class, no -> assertThat(no.code()).isEqualTo("scheme-overdue-orders"));
        assertThatThrownBy(() -> Scheme.parse(with("{\"furtherWeek\": 0.5, \"most\": 6}", json)))
                .isInstanceOfSatisfying(
                        SchemeRejection.class, no -> assertThat(no.code()).isEqualTo("scheme-incomplete"));
    }

    private static String with(String overdueOrders, String json) {
        return json.replace("\"indicators\"", "\"overdueOrders\": " + overdueOrders + ", \"indicators\"");
    }

    @Test
    void the_matter_of_a_deduction_is_the_order() {
        Facts facts = Facts.known(
                "530102001001",
                Village.ZONE,
                Instant.parse("2030-01-01T00:00:00Z"),
                ordered().facts());
        UnitYear unit = UnitYear.of(2026, LocalDate.of(2026, 4, 1), facts).orElseThrow();
        assertThat(new OverdueOrders(BigDecimal.TWO, BigDecimal.ONE, BigDecimal.TEN).of(unit))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.matter()).isEqualTo("o");
                    assertThat(one.kind()).isEqualTo(Deduction.Kind.OVERDUE_ORDER);
                    assertThat(one.points()).isEqualByComparingTo("3");
                });
    }
}
