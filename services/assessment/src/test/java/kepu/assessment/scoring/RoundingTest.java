package kepu.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where numbers are rounded, and where not. */
class RoundingTest {
    @Test
    void points_are_rounded_half_up_to_four_decimals() {
        Scheme scheme = Scheme.parse(SchemeTest.json(SchemeTest.strength("A", 100, 128)));
        // 100/128 = 0.78125
        assertThat(Village.old()
                        .members(1, "2025-01-01")
                        .card(scheme, "2026-12-31")
                        .indicator("A")
                        .points())
                .isEqualTo("0.7813");
    }

    @Test
    void a_track_is_the_sum_of_its_rounded_points() {
        Scheme scheme =
                Scheme.parse(SchemeTest.json(SchemeTest.strength("A", 50, 64), SchemeTest.strength("B", 50, 64)));
        // each 50/64 = 0.78125
        assertThat(Village.old()
                        .members(1, "2025-01-01")
                        .card(scheme, "2026-12-31")
                        .party())
                .isEqualTo("1.5626");
    }

    @Test
    void the_composite_is_rounded_half_up_once_from_four_decimals() {
        assertThat(Scorecard.composite(new BigDecimal("0.0100"), new BigDecimal("0.0000")))
                .isEqualTo("0.01");
        assertThat(Scorecard.composite(new BigDecimal("0.0099"), new BigDecimal("0.0000")))
                .isEqualTo("0.00");
        assertThat(Scorecard.composite(new BigDecimal("89.9899"), new BigDecimal("89.9999")))
                .as("not from tracks rounded to 89.99 and 90.00")
                .isEqualTo("89.99");
    }

    @Test
    void bonus_and_deductions_change_a_track_which_is_not_below_zero() {
        Adjustment bonus = new Adjustment(Track.P, Adjustment.Kind.BONUS, new BigDecimal("3"));
        Adjustment criticism = new Adjustment(Track.P, Adjustment.Kind.CRITICISM, new BigDecimal("2"));
        List<IndicatorResult> results = Village.old()
                .members(1, "2025-01-01")
                .card(Scheme.parse(SchemeTest.json(SchemeTest.strength("A", 100, 128))), "2026-12-31")
                .indicators();
        assertThat(Scorer.track(Track.P, results, List.of(bonus, criticism))).isEqualTo("1.7813");
        assertThat(Scorer.track(Track.P, results, List.of(criticism))).isEqualTo("0.0000");
        assertThat(Scorer.track(Track.S, results, List.of(bonus))).isEqualTo("0.0000");
    }
}
