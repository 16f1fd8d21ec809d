package kepu.assessment.scoring.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.Envelope;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class CanonicalCardTest {
    private static final int VILLAGES = 300;

    private static Optional<Scorecard> score(Village village, LocalDate asOf, List<Envelope<?>> facts) {
        return Scorer.score(
                Village.SCHEME,
                RandomVillage.UNIT,
                2026,
                Village.ZONE,
                asOf,
                Instant.parse("2027-06-01T00:00:00Z"),
                facts);
    }

    private static LocalDate someDay(long seed) {
        return LocalDate.of(2026, 1, 1).plusDays(new Random(seed).nextInt(430));
    }

    private static List<Envelope<?>> shuffledWithDuplicates(List<Envelope<?>> facts, Random random) {
        List<Envelope<?>> shuffled = new ArrayList<>(facts);
        for (Envelope<?> fact : facts) {
            if (random.nextInt(10) == 0) {
                shuffled.add(fact);
            }
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String text(Scorecard card) {
        return new String(CanonicalCard.of(card), StandardCharsets.UTF_8);
    }

    @Test
    void equal_facts_give_equal_bytes_in_whatever_order_and_however_often_they_come() {
        int cards = 0;
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Village village = RandomVillage.of(seed, "");
            LocalDate asOf = someDay(seed);
            Optional<Scorecard> card = score(village, asOf, village.facts());
            Optional<Scorecard> again = score(village, asOf, shuffledWithDuplicates(village.facts(), new Random(seed)));
            assertThat(again.map(CanonicalCardTest::text))
                    .as("seed %d", seed)
                    .isEqualTo(card.map(CanonicalCardTest::text));
            assertThat(again).as("seed %d, with its evidence", seed).isEqualTo(card);
            cards += card.isPresent() ? 1 : 0;
        }
        assertThat(cards).isGreaterThan(200);
    }

    @Test
    void equal_facts_give_equal_bytes_under_other_ids() {
        for (long seed = 1; seed <= VILLAGES; seed++) {
            LocalDate asOf = someDay(seed);
            Village one = RandomVillage.of(seed, "zz-");
            Village other = RandomVillage.of(seed, Long.toHexString(seed * 0x9E3779B97F4A7C15L) + "-");
            assertThat(score(other, asOf, other.facts()).map(CanonicalCardTest::text))
                    .as("seed %d", seed)
                    .isEqualTo(score(one, asOf, one.facts()).map(CanonicalCardTest::text));
        }
    }

    @Test
    void points_lie_between_0_and_their_weight_and_add_up_to_their_track() {
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Village village = RandomVillage.of(seed, "");
            Optional<Scorecard> card = score(village, someDay(seed), village.facts());
            if (card.isEmpty()) {
                continue;
            }
            for (Track track : Track.values()) {
                BigDecimal sum = BigDecimal.ZERO.setScale(4);
                BigFraction weights = BigFraction.ZERO;
                for (IndicatorResult indicator : card.get().indicators()) {
                    BigDecimal points = indicator.points();
                    String weight = indicator.effectiveWeight();
                    if (indicator.track() == track && points != null && weight != null) {
                        BigFraction effective = BigFraction.parse(weight);
                        assertThat(points)
                                .as("seed %d %s", seed, indicator.code())
                                .isBetween(BigDecimal.ZERO, effective.bigDecimalValue(4, RoundingMode.CEILING));
                        sum = sum.add(points);
                        weights = weights.add(effective);
                    }
                }
                for (Adjustment adjustment : card.get().adjustments()) {
                    sum = adjustment.track() == track ? sum.add(adjustment.signed()) : sum;
                }
                assertThat(track == Track.P ? card.get().party() : card.get().science())
                        .as("seed %d track %s", seed, track)
                        .isEqualTo(sum.max(BigDecimal.ZERO).setScale(4));
                assertThat(weights).as("seed %d track %s", seed, track).isEqualTo(BigFraction.of(100));
            }
        }
    }

    @Test
    void more_days_seen_never_unmake_the_days_of_the_team() {
        for (long seed = 1; seed <= 50; seed++) {
            Village village = RandomVillage.of(seed, "");
            BigFraction before = BigFraction.ZERO;
            for (LocalDate asOf = LocalDate.of(2026, 1, 1); asOf.getYear() == 2026; asOf = asOf.plusDays(7)) {
                Optional<Scorecard> card = score(village, asOf, village.facts());
                if (card.isPresent()) {
                    BigFraction sum = BigFraction.parse(
                            String.valueOf(card.get().indicator("P03").numbers().get("sumOfDailyRatios")));
                    assertThat(sum).as("seed %d as of %s", seed, asOf).isGreaterThanOrEqualTo(before);
                    before = sum;
                }
            }
        }
    }

    @Test
    void the_bytes_carry_the_numbers_but_no_ids_and_no_recording_times() {
        Village village = Village.marked("530102001001", "MARK-")
                .established("2015-05-01")
                .recordedAt("2031-01-01")
                .members(3, "2025-01-01")
                .link("a", "m1", "2025-02-01")
                .visit("v", "a", "2026-01-05")
                .verified("v", "2026-01-06")
                .board("2026-01-03")
                .officer("o", "2026-01-03", null);
        String text = text(village.card("2026-01-10"));
        assertThat(text)
                .startsWith(
                        "{\"unit\":\"530102001001\",\"scheme\":\"TOWNSHIP-DEFAULT\",\"schemeVersion\":1,\"year\":2026,")
                .contains(
                        "{\"code\":\"P03\",\"status\":\"SCORED\",\"effectiveWeight\":\"400/29\",\"ratio\":\"3/10\","
                                + "\"points\":4.1379,\"numbers\":{\"target\":10,\"elapsedDays\":10,\"sumOfDailyRatios\":\"3/1\"")
                .contains("\"code\":\"S04\",\"status\":\"NOT_APPLICABLE\",\"effectiveWeight\":null")
                .doesNotContain("MARK-")
                .doesNotContain("2031");
        for (Envelope<?> fact : village.facts()) {
            assertThat(text).doesNotContain(fact.id().toString());
        }
    }
}
