package kepu.assessment.scoring.science;

import static kepu.contracts.organization.UnitEvent.VenueKind.VILLAGE;
import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class ParticipationTest {
    @Test
    void even_activities_add_up_to_a_fifth_of_the_residents() {
        Village village = Village.old()
                .residents("2025-11-01", 1000)
                .activity("2026-02-01", 50)
                .activity("2026-03-01", 50)
                .activity("2026-04-01", 50);
        // each at most 30 % of 150: 3 × 45 of 200
        assertThat(village.ratio("S09", "2026-12-31")).isEqualTo("27/40");
    }

    @Test
    void an_activity_of_just_thirty_percent_is_not_cut_one_above_is() {
        Village just = Village.old()
                .residents("2025-11-01", 1000)
                .activity("2026-02-01", 30)
                .activity("2026-03-01", 30)
                .activity("2026-04-01", 20)
                .activity("2026-05-01", 20);
        assertThat(just.ratio("S09", "2026-12-31")).isEqualTo("1/2");
        Village above = Village.old()
                .residents("2025-11-01", 1000)
                .activity("2026-02-01", 31)
                .activity("2026-03-01", 29)
                .activity("2026-04-01", 20)
                .activity("2026-05-01", 20);
        assertThat(above.ratio("S09", "2026-12-31")).isEqualTo("99/200");
    }

    @Test
    void a_cut_that_does_not_come_out_even_stays_exact() {
        Village village = Village.old()
                .residents("2025-11-01", 700)
                .activity("2026-02-01", 100)
                .activity("2026-03-01", 11);
        // T = 111, at most 33.3: (33.3 + 11) ÷ 700 ÷ 0.2
        IndicatorResult result = village.card("2026-12-31").indicator("S09");
        assertThat(result.numbers())
                .containsEntry("mostOfOneActivity", "333/10")
                .containsEntry("countedPersonTimes", "443/10");
        assertThat(result.ratio()).isEqualTo("443/1400");
    }

    @Test
    void more_than_the_target_is_not_more_than_full() {
        Village village = Village.old()
                .residents("2025-11-01", 10)
                .activity("2026-02-01", 50)
                .activity("2026-03-01", 50);
        assertThat(village.ratio("S09", "2026-12-31")).isEqualTo("1/1");
    }

    @Test
    void without_residents_it_does_not_apply() {
        Village nobodyCounted = Village.old().activity("2026-02-01", 50);
        assertThat(nobodyCounted.card("2026-12-31").indicator("S09").status()).isEqualTo(Status.NOT_APPLICABLE);
        Village nobodyThere = Village.old().residents("2025-11-01", 0).activity("2026-02-01", 50);
        assertThat(nobodyThere.card("2026-12-31").indicator("S09").status()).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void without_activities_it_is_zero() {
        assertThat(Village.old().residents("2025-11-01", 1000).ratio("S09", "2026-12-31"))
                .isEqualTo("0/1");
    }

    @Test
    void the_residents_on_the_day_of_reckoning_count() {
        Village village = Village.old()
                .residents("2025-11-01", 1000)
                .residents("2026-06-01", 500)
                .residents("2027-01-01", 1)
                .activity("2026-02-01", 10)
                .activity("2026-03-01", 10)
                .activity("2026-04-01", 10)
                .activity("2026-05-01", 10);
        assertThat(village.ratio("S09", "2026-05-31")).isEqualTo("1/5");
        assertThat(village.ratio("S09", "2026-06-01")).isEqualTo("2/5");
        assertThat(village.card(2026, "2027-01-31").indicator("S09").ratio()).isEqualTo("2/5");
    }

    @Test
    void a_correction_to_another_year_takes_the_activity_from_the_old_one() {
        Village village = Village.old()
                .residents("2020-11-01", 100)
                .activity("a", "2025-12-31", null, VILLAGE, 10)
                .activityCorrected("a", "2026-01-01", null, VILLAGE, 10);
        assertThat(village.card(2025, "2026-02-01").indicator("S09").ratio()).isEqualTo("0/1");
        assertThat(village.card(2026, "2026-02-01").indicator("S09").ratio()).isEqualTo("3/20");
    }

    @Test
    void a_withdrawn_activity_is_gone() {
        Village village = Village.old()
                .residents("2020-11-01", 100)
                .activity("a", "2026-01-05", null, VILLAGE, 10)
                .activityWithdrawn("a", "2026-02-05");
        assertThat(village.ratio("S09", "2026-12-31")).isEqualTo("0/1");
        assertThat(village.reasons("S09", "2026-12-31")).containsExactly(Reason.WITHDRAWN);
    }

    @Test
    void residents_are_read_on_the_day_of_reckoning_also_after_a_closing_and_not_after_the_year() {
        Village village = Village.old()
                .residents("2025-11-01", 1000)
                .activity("2026-02-01", 50)
                .activity("2026-02-02", 50)
                .closed("2026-03-01")
                .residents("2026-04-01", 500)
                .residents("2027-01-01", 100);
        // each at most 30 % of 100: 60 of 200, then of 100
        assertThat(village.card(2026, "2026-03-31").indicator("S09").ratio()).isEqualTo("3/10");
        assertThat(village.card(2026, "2026-04-01").indicator("S09").ratio()).isEqualTo("3/5");
        assertThat(village.card(2026, "2027-02-01").indicator("S09").ratio()).isEqualTo("3/5");
    }
}
