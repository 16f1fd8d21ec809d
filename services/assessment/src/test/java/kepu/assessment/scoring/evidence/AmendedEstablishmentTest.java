package kepu.assessment.scoring.evidence;

import static kepu.assessment.scoring.RandomVillage.canonicalCard;
import static kepu.assessment.scoring.RandomVillage.factsWithout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import org.junit.jupiter.api.Test;

/** An establishment that was stated wrongly and put right is as if the right one had been stated at first. */
class AmendedEstablishmentTest {
    private static final int VILLAGES = 100;

    @Test
    void of_several_versions_the_newest_holds_whether_it_lies_earlier_or_later() {
        Village later = Village.old().establishmentCorrected("2026-07-01", "2015-05-01");
        assertThat(later.card("2026-12-31").ownDays()).isEqualTo(184);
        assertThat(later.hasCard(2026, "2026-06-30")).isFalse();
        assertThat(later.hasCard(2025, "2025-12-31")).isFalse();

        later.establishmentCorrected("2025-12-31", "2026-07-01");
        assertThat(later.card("2026-12-31").ownDays()).isEqualTo(365);
        assertThat(later.hasCard(2025, "2025-12-31")).isTrue();
    }

    @Test
    void who_did_not_know_the_correction_yet_sees_what_was_known() {
        Village village = Village.old();
        village.recordedAt("2026-08-01").establishmentCorrected("2026-07-01", "2015-05-01");
        assertThat(village.cardKnownBy("2026-12-31", "2026-07-31").ownDays()).isEqualTo(365);
        assertThat(village.cardKnownBy("2026-12-31", "2026-08-01").ownDays()).isEqualTo(184);
    }

    @Test
    void the_card_is_the_same_to_the_byte_in_whatever_order_and_however_often_the_versions_come() {
        int cards = 0;
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Random random = new Random(seed);
            String right = day(random);
            String wrong = day(random);
            List<Envelope<?>> life = factsWithout(UnitEstablished.class, seed);
            List<Envelope<?>> asItWas =
                    with(life, Village.of(RandomVillage.UNIT).established(right));
            List<Envelope<?>> putRight = with(
                    life,
                    Village.of(RandomVillage.UNIT)
                            .established(wrong)
                            .establishmentCorrected(day(random), wrong)
                            .establishmentCorrected(right, wrong));
            for (LocalDate asOf : List.of(
                    LocalDate.parse(right),
                    LocalDate.parse(wrong),
                    LocalDate.parse(right).minusDays(1),
                    LocalDate.of(2026, 12, 31),
                    LocalDate.of(2027, 2, 1))) {
                Collections.shuffle(putRight, random);
                assertThat(canonicalCard(asOf, putRight))
                        .as("seed %d as of %s: established on %s, told as %s first", seed, asOf, right, wrong)
                        .isEqualTo(canonicalCard(asOf, asItWas));
                cards += canonicalCard(asOf, asItWas).isPresent() ? 1 : 0;
            }
        }
        assertThat(cards).as("histories with a card").isGreaterThan(VILLAGES);
    }

    private static List<Envelope<?>> with(List<Envelope<?>> life, Village beginning) {
        List<Envelope<?>> whole = new ArrayList<>(life);
        whole.addAll(beginning.facts());
        return whole;
    }

    private static String day(Random random) {
        return LocalDate.of(2025, 11, 1).plusDays(random.nextInt(420)).toString();
    }
}
