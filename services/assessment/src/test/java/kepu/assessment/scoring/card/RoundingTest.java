package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Where numbers are rounded, and where not. */
class RoundingTest {
    @Test
    void points_are_rounded_half_up_to_four_decimals() {
        Scheme scheme = Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 100, 128)));
        // 100/128 = 0.78125
        assertThat(Village.old()
                        .members(1, "2025-01-01")
                        .card(scheme, "2026-12-31")
                        .indicator("A")
                        .points())
                .isEqualTo("0.7813");
    }

    @Test
    void the_points_of_a_track_add_up_to_its_exact_sum_rounded_once() {
        Scheme scheme =
                Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 50, 64), SchemeJson.strength("B", 50, 64)));
        Scorecard card = Village.old().members(1, "2025-01-01").card(scheme, "2026-12-31");
        // each 50/64 = 0.78125, together 1.5625: one unit is missing, and of equal remainders the first code's gets it
        assertThat(card.party()).isEqualTo("1.5625");
        assertThat(card.indicator("A").points()).isEqualTo("0.7813");
        assertThat(card.indicator("B").points()).isEqualTo("0.7812");
    }

    @Test
    void equal_remainders_are_served_by_code_not_by_place() {
        Scheme scheme =
                Scheme.parse(SchemeJson.json(SchemeJson.strength("B", 50, 64), SchemeJson.strength("A", 50, 64)));
        Scorecard card = Village.old().members(1, "2025-01-01").card(scheme, "2026-12-31");
        assertThat(card.indicator("A").points()).isEqualTo("0.7813");
        assertThat(card.indicator("B").points()).isEqualTo("0.7812");
    }

    @Test
    void missing_units_go_to_the_largest_remainders() {
        Scheme scheme = Scheme.parse(SchemeJson.json(
                SchemeJson.strength("A", 20, 3), SchemeJson.strength("B", 30, 7), SchemeJson.strength("C", 50, 9)));
        Scorecard card = Village.old().members(1, "2025-01-01").card(scheme, "2026-12-31");
        // 6.66666…, 4.28571…, 5.55555…: 0.66 + 0.14 + 0.55 units are missing, so one, and A's remainder is the largest
        assertThat(card.indicator("A").points()).isEqualTo("6.6667");
        assertThat(card.indicator("B").points()).isEqualTo("4.2857");
        assertThat(card.indicator("C").points()).isEqualTo("5.5555");
        assertThat(card.party()).isEqualTo("16.5079");
    }

    @Test
    void a_perfect_track_is_100() {
        Scheme thirds = Scheme.parse(SchemeJson.json(
                SchemeJson.strength("A", 12, 1),
                SchemeJson.strength("B", 12, 1),
                SchemeJson.strength("C", 7, 1),
                SchemeJson.indicator("N", "P", 69, "not-implemented", "{}")));
        assertThat(Village.old()
                        .members(1, "2025-01-01")
                        .card(thirds, "2026-12-31")
                        .party())
                .isEqualTo("100.0000");
    }

    @Test
    void whatever_the_weights_and_ratios_points_add_up_and_are_less_than_a_unit_from_exact() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            Map<String, BigFraction> exact = new HashMap<>();
            int indicators = random.nextInt(16);
            int weights = 0;
            int[] weight = new int[indicators];
            for (int i = 0; i < indicators; i++) {
                weight[i] = 1 + random.nextInt(40);
                weights += weight[i];
            }
            boolean perfect = random.nextInt(4) == 0;
            BigFraction sum = BigFraction.ZERO;
            for (int i = 0; i < indicators; i++) {
                int whole = 1 + random.nextInt(random.nextBoolean() ? 8 : 100_000);
                BigFraction ratio = perfect ? BigFraction.ONE : BigFraction.of(random.nextInt(whole + 1), whole);
                BigFraction points = BigFraction.of(100 * weight[i], weights).multiply(ratio);
                exact.put("I" + i, points);
                sum = sum.add(points);
            }
            assertAddsUp("seed " + seed, exact, Scorer.points(exact), sum.bigDecimalValue(4, RoundingMode.HALF_UP));
            if (perfect && indicators > 0) {
                assertThat(sum).as("seed %d", seed).isEqualTo(BigFraction.of(100));
            }
        }
    }

    private static void assertAddsUp(
            String seed, Map<String, BigFraction> exact, Map<String, BigDecimal> points, BigDecimal track) {
        assertThat(points.keySet()).as(seed).isEqualTo(exact.keySet());
        assertThat(points.values().stream().reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add))
                .as(seed)
                .isEqualTo(track);
        BigFraction unit = BigFraction.of(1, 10_000);
        for (String one : exact.keySet()) {
            BigFraction off = Fractions.of(points.get(one)).subtract(exact.get(one));
            assertThat(off.abs()).as("%s %s", seed, one).isLessThan(unit);
            for (String other : exact.keySet()) {
                BigFraction otherOff = Fractions.of(points.get(other)).subtract(exact.get(other));
                // only who was raised is above exact, and nobody with a larger remainder was passed over for it
                if (off.signum() > 0 && otherOff.signum() <= 0) {
                    BigFraction remainder = unit.subtract(off);
                    BigFraction otherRemainder = otherOff.negate();
                    int larger = remainder.compareTo(otherRemainder);
                    assertThat(larger > 0 || larger == 0 && one.compareTo(other) < 0)
                            .as("%s %s before %s", seed, one, other)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void the_composite_is_rounded_half_up_once_from_four_decimals() {
        Scheme halves = Scheme.townshipDefault();
        assertThat(halves.composite(new BigDecimal("0.0100"), new BigDecimal("0.0000")))
                .isEqualTo("0.01");
        assertThat(halves.composite(new BigDecimal("0.0099"), new BigDecimal("0.0000")))
                .isEqualTo("0.00");
        assertThat(halves.composite(new BigDecimal("89.9899"), new BigDecimal("89.9999")))
                .as("not from tracks rounded to 89.99 and 90.00")
                .isEqualTo("89.99");
    }

    @Test
    void what_each_track_makes_of_the_composite_is_a_number_of_the_scheme() {
        String silent = SchemeJson.json(SchemeJson.strength("A", 100, 10));
        Scheme halves = Scheme.parse(silent);
        Scheme sixty = Scheme.parse(silent.replace("\"bands\"", "\"partyShare\": 0.6, \"bands\""));
        BigDecimal party = new BigDecimal("80.0000");
        BigDecimal science = new BigDecimal("50.0124");

        assertThat(halves.composite(party, science)).isEqualTo("65.01");
        assertThat(sixty.composite(party, science)).as("68.00496").isEqualTo("68.00");
        assertThat(sixty.composite(party, science.add(new BigDecimal("0.0001"))))
                .as("68.00500")
                .isEqualTo("68.01");

        Village village = Village.old().members(5, "2025-01-01").venueKinds("2025-01-01", VenueKind.VILLAGE);
        assertThat(village.card(halves, "2026-12-31").composite()).isEqualTo("25.00");
        assertThat(village.card(sixty, "2026-12-31").composite()).isEqualTo("30.00");
    }

    @Test
    void bonus_and_deductions_change_a_track_which_is_not_below_zero() {
        Adjustment bonus = new Adjustment(Track.P, Adjustment.Kind.BONUS, new BigDecimal("3"));
        Adjustment criticism = new Adjustment(Track.P, Adjustment.Kind.CRITICISM, new BigDecimal("2"));
        List<IndicatorResult> results = Village.old()
                .members(1, "2025-01-01")
                .card(Scheme.parse(SchemeJson.json(SchemeJson.strength("A", 100, 128))), "2026-12-31")
                .indicators();
        assertThat(Scorer.track(Track.P, results, List.of(bonus, criticism))).isEqualTo("1.7813");
        assertThat(Scorer.track(Track.P, results, List.of(criticism))).isEqualTo("0.0000");
        assertThat(Scorer.track(Track.S, results, List.of(bonus))).isEqualTo("0.0000");
    }
}
