package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class DistanceEducationTest {
    private static final String END = "2026-12-31";

    @Test
    void twelve_sessions_are_full_and_eleven_are_not() {
        Village village = Village.old();
        for (int month = 1; month <= 11; month++) {
            village.distanceSession("d" + month, "2026-%02d-15".formatted(month));
        }
        assertThat(village.ratio("S05", END)).isEqualTo("11/12");
        village.distanceSession("d12", "2026-12-31T23:59:59");
        assertThat(village.ratio("S05", END)).isEqualTo("1/1");
        village.distanceSession("d13", "2026-01-20");
        assertThat(village.ratio("S05", END)).isEqualTo("1/1");
    }

    @Test
    void two_sessions_of_a_month_count_and_a_third_does_not() {
        Village village = Village.old()
                .distanceSession("a", "2026-03-01T00:00:00")
                .distanceSession("b", "2026-03-15")
                .distanceSession("c", "2026-03-31T23:59:59");
        assertThat(village.ratio("S05", END)).isEqualTo("1/6");
        assertThat(village.reasons("S05", END)).containsExactly(Reason.MONTH_IS_FULL);
        IndicatorResult result = village.card(END).indicator("S05");
        assertThat(result.numbers()).containsEntry("held", 3).containsEntry("counted", 2);

        village.distanceSession("d", "2026-04-01T00:00:00");
        assertThat(village.ratio("S05", END)).isEqualTo("1/4");
    }

    @Test
    void two_sessions_of_every_month_are_no_more_than_full_and_half_a_year_of_them_is_full_already() {
        Village village = Village.old();
        for (int month = 1; month <= 6; month++) {
            village.distanceSession("a" + month, "2026-%02d-01".formatted(month))
                    .distanceSession("b" + month, "2026-%02d-20".formatted(month));
        }
        assertThat(village.ratio("S05", "2026-06-19")).isEqualTo("11/12");
        assertThat(village.ratio("S05", "2026-06-20")).isEqualTo("1/1");
    }

    @Test
    void no_session_is_zero() {
        assertThat(Village.old().ratio("S05", END)).isEqualTo("0/1");
    }

    @Test
    void a_session_corrected_into_another_month_makes_room_for_the_third() {
        Village village = Village.old()
                .distanceSession("a", "2026-03-01")
                .distanceSession("b", "2026-03-15")
                .distanceSession("c", "2026-03-20")
                .distanceSessionCorrected("a", "2026-02-28");
        assertThat(village.ratio("S05", END)).isEqualTo("1/4");
        village.distanceSessionWithdrawn("b", "2026-03-15");
        assertThat(village.ratio("S05", END)).isEqualTo("1/6");
        assertThat(village.reasons("S05", END)).containsExactlyInAnyOrder(Reason.SUPERSEDED, Reason.WITHDRAWN);
    }

    @Test
    void the_target_is_pro_rata_of_the_own_days() {
        // 184 of 365 days: 12·184/365 = 2208/365; 3 ÷ that = 365/736
        Village village = Village.of("530102001009")
                .established("2026-07-01")
                .distanceSession("before", "2026-06-30")
                .distanceSession("a", "2026-07-01")
                .distanceSession("b", "2026-08-01")
                .distanceSession("c", "2026-09-01");
        assertThat(village.ratio("S05", END)).isEqualTo("365/736");
        assertThat(village.reasons("S05", END)).containsExactly(Reason.OUTSIDE_OWN_DAYS);
    }
}
