package kepu.assessment.scoring.science;

import static kepu.contracts.campaigns.WindowEvent.Campaign.PUBLICITY_MONTH;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_DAY;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_WEEK;
import static kepu.contracts.organization.UnitEvent.VenueKind.VILLAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class CampaignWindowsTest {
    private Village scienceWeek() {
        return Village.old().window(SCIENCE_WEEK, 2026, "2026-05-16", "2026-05-23", "2025-12-01");
    }

    @Test
    void an_activity_on_the_first_and_on_the_last_day_is_inside_its_window() {
        for (String day : List.of("2026-05-16T00:00", "2026-05-23T23:59")) {
            assertThat(scienceWeek()
                            .activity("a", day, SCIENCE_WEEK, VILLAGE, 10)
                            .ratio("S06", "2026-12-31"))
                    .as(day)
                    .isEqualTo("1/1");
        }
    }

    @Test
    void the_day_before_and_the_day_after_are_outside() {
        for (String day : List.of("2026-05-15T23:59", "2026-05-24T00:00")) {
            Village village = scienceWeek().activity("a", day, SCIENCE_WEEK, VILLAGE, 10);
            assertThat(village.ratio("S06", "2026-12-31")).as(day).isEqualTo("0/1");
            assertThat(village.reasons("S06", "2026-12-31")).containsExactly(Reason.OUTSIDE_WINDOW);
        }
    }

    @Test
    void an_activity_not_named_for_the_campaign_does_not_count() {
        assertThat(scienceWeek().activity("a", "2026-05-18", null, VILLAGE, 10).ratio("S06", "2026-12-31"))
                .isEqualTo("0/1");
        assertThat(scienceWeek()
                        .activity("a", "2026-05-18", SCIENCE_DAY, VILLAGE, 10)
                        .reasons("S06", "2026-12-31"))
                .containsExactly(Reason.WINDOW_NOT_SET);
    }

    @Test
    void each_of_the_three_is_a_third_however_many_activities_it_has() {
        Village village = scienceWeek()
                .window(PUBLICITY_MONTH, 2026, "2026-04-01", "2026-04-30", "2025-12-01")
                .window(SCIENCE_DAY, 2026, "2026-09-19", "2026-09-25", "2025-12-01")
                .activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10)
                .activity("b", "2026-05-19", SCIENCE_WEEK, VILLAGE, 10)
                .activity("c", "2026-04-19", PUBLICITY_MONTH, VILLAGE, 10);
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("2/3");
        assertThat(village.activity("d", "2026-09-20", SCIENCE_DAY, VILLAGE, 10).ratio("S06", "2026-12-31"))
                .isEqualTo("1/1");
    }

    @Test
    void a_window_set_anew_replaces_the_older_one_even_if_set_after_the_day_asked_for() {
        Village village = scienceWeek().activity("a", "2026-05-25", SCIENCE_WEEK, VILLAGE, 10);
        assertThat(village.ratio("S06", "2026-05-31")).isEqualTo("0/1");
        village.window(SCIENCE_WEEK, 2026, "2026-05-20", "2026-05-27", "2026-07-01");
        assertThat(village.ratio("S06", "2026-05-31")).isEqualTo("1/1");
    }

    @Test
    void a_window_not_known_yet_by_then_does_not_hold() {
        Village village = scienceWeek()
                .activity("a", "2026-05-25", SCIENCE_WEEK, VILLAGE, 10)
                .window(SCIENCE_WEEK, 2026, "2026-05-20", "2026-05-27", "2026-07-01");
        assertThat(village.cardKnownBy("2026-05-31", "2026-06-30")
                        .indicator("S06")
                        .ratio())
                .isEqualTo("0/1");
    }

    @Test
    void windows_are_those_that_the_county_set() {
        Village village = scienceWeek();
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("0/1");
        village.activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10);
        assertThat(village.ratio("S06", "2026-12-31")).as("one of one").isEqualTo("1/1");
        village.window(SCIENCE_DAY, 2026, "2026-09-19", "2026-09-25", "2026-08-01");
        assertThat(village.ratio("S06", "2026-12-31")).as("one of two").isEqualTo("1/2");
        assertThat(village.cardKnownBy("2026-12-31", "2026-07-31")
                        .indicator("S06")
                        .ratio())
                .as("before the second was known")
                .isEqualTo("1/1");
    }

    @Test
    void where_the_county_set_no_window_it_does_not_apply() {
        Village village = Village.old()
                .window(SCIENCE_WEEK, 2025, "2025-05-16", "2025-05-23", "2025-01-01")
                .activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10);
        IndicatorResult result = village.card("2026-12-31").indicator("S06");
        assertThat(result.status()).isEqualTo(IndicatorResult.Status.NOT_APPLICABLE);
        assertThat(result.notCounted()).extracting(NotCounted::reason).containsExactly(Reason.WINDOW_NOT_SET);
    }

    @Test
    void a_fourth_window_that_the_county_added_is_a_quarter() {
        Village village = scienceWeek()
                .window(PUBLICITY_MONTH, 2026, "2026-04-01", "2026-04-30", "2025-12-01")
                .window(SCIENCE_DAY, 2026, "2026-09-19", "2026-09-25", "2025-12-01")
                .activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10)
                .activity("b", "2026-04-18", PUBLICITY_MONTH, VILLAGE, 10)
                .activity("c", "2026-09-20", SCIENCE_DAY, VILLAGE, 10);
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("1/1");
        village.furtherWindow("rural-reading", 2026, "2026-10-01", "2026-10-31", "2025-12-01");
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("3/4");
        assertThat(village.activityOfFurther("d", "2026-09-30T23:59", "rural-reading")
                        .ratio("S06", "2026-12-31"))
                .as("the day before")
                .isEqualTo("3/4");
        assertThat(village.activityOfFurther("e", "2026-10-31T23:59", "rural-reading")
                        .ratio("S06", "2026-12-31"))
                .as("its last day")
                .isEqualTo("1/1");
    }

    @Test
    void an_activity_named_for_a_further_campaign_without_a_window_does_not_count() {
        assertThat(scienceWeek()
                        .activityOfFurther("a", "2026-05-18", "rural-reading")
                        .reasons("S06", "2026-12-31"))
                .containsExactly(Reason.WINDOW_NOT_SET);
    }

    @Test
    void a_window_that_was_withdrawn_divides_no_more_and_one_set_again_does() {
        Village village = scienceWeek()
                .activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10)
                .furtherWindow("rural-reading", 2026, "2026-10-01", "2026-10-31", "2025-12-01");
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("1/2");
        village.windowWithdrawn("rural-reading", 2026, "2026-08-01");
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("1/1");
        assertThat(village.cardKnownBy("2026-12-31", "2026-07-31")
                        .indicator("S06")
                        .ratio())
                .as("before that was known")
                .isEqualTo("1/2");
        village.furtherWindow("rural-reading", 2026, "2026-11-01", "2026-11-30", "2026-08-02");
        assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("1/2");
    }
}
