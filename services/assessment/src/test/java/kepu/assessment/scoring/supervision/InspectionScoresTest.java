package kepu.assessment.scoring.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class InspectionScoresTest {
    private static final String END = "2026-12-31";

    @Test
    void the_mean_of_the_scores_counts() {
        Village village = Village.old().inspected("a", "room", 100, "2026-01-01T00:00:00");
        assertThat(village.ratio("S04", END)).isEqualTo("1/1");
        village.inspected("b", "room", 99, "2026-12-31T23:59:59");
        assertThat(village.ratio("S04", END)).isEqualTo("199/200");
        village.inspected("c", "other room", 0, "2026-06-01");
        assertThat(village.ratio("S04", END)).isEqualTo("199/300");
        IndicatorResult result = village.card(END).indicator("S04");
        assertThat(result.numbers()).containsEntry("inspections", 3).containsEntry("sum", 199);
        assertThat(result.counted()).hasSize(3);
    }

    @Test
    void without_an_inspection_of_a_room_it_does_not_apply() {
        Village village = Village.old();
        assertThat(village.card(END).indicator("S04").status()).isEqualTo(Status.NOT_APPLICABLE);
        village.inspected("a", null, 40, "2026-06-01")
                .inspected("before", "room", 40, "2025-12-31T23:59:59")
                .inspected("after", "room", 40, "2027-01-01T00:00:00");
        assertThat(village.card(END).indicator("S04").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("S04", END)).containsExactly(Reason.NOT_OF_A_ROOM);
    }

    @Test
    void an_inspection_counts_from_its_day_on_a_corrected_one_as_corrected_and_a_withdrawn_one_not() {
        Village village = Village.old()
                .inspected("a", "room", 80, "2026-03-01")
                .inspected("b", "room", 60, "2026-06-02")
                .inspectionCorrected("a", "room", 90, "2026-03-05", "2026-03-01");
        assertThat(village.ratio("S04", "2026-06-01")).isEqualTo("9/10");
        assertThat(village.ratio("S04", "2026-06-02")).isEqualTo("3/4");
        village.inspectionWithdrawn("b", "2026-06-02");
        assertThat(village.ratio("S04", END)).isEqualTo("9/10");
        assertThat(village.reasons("S04", END)).containsExactlyInAnyOrder(Reason.SUPERSEDED, Reason.WITHDRAWN);
    }

    @Test
    void one_before_the_units_first_day_does_not_count() {
        Village village = Village.of("530102001009")
                .established("2026-07-01")
                .inspected("before", "room", 10, "2026-06-30")
                .inspected("a", "room", 70, "2026-07-01");
        assertThat(village.ratio("S04", END)).isEqualTo("7/10");
        assertThat(village.reasons("S04", END)).containsExactly(Reason.OUTSIDE_OWN_DAYS);
    }
}
