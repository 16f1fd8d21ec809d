package kepu.assessment.scoring;

import static kepu.contracts.campaigns.WindowEvent.Campaign.PUBLICITY_MONTH;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_DAY;
import static kepu.contracts.campaigns.WindowEvent.Campaign.SCIENCE_WEEK;
import static kepu.contracts.organization.UnitEvent.VenueKind.ENTERPRISE;
import static kepu.contracts.organization.UnitEvent.VenueKind.MARKET_TOWN;
import static kepu.contracts.organization.UnitEvent.VenueKind.SCHOOL;
import static kepu.contracts.organization.UnitEvent.VenueKind.VILLAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.IndicatorResult.Status;
import kepu.assessment.scoring.NotCounted.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** S06, S07 and S09: what activities reach. */
class ActivitiesTest {
    @Nested
    class Windows {
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
                        .isEqualTo("1/3");
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
            assertThat(scienceWeek()
                            .activity("a", "2026-05-18", null, VILLAGE, 10)
                            .ratio("S06", "2026-12-31"))
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
            assertThat(village.activity("d", "2026-09-20", SCIENCE_DAY, VILLAGE, 10)
                            .ratio("S06", "2026-12-31"))
                    .isEqualTo("1/1");
        }

        @Test
        void a_window_set_anew_replaces_the_older_one_even_if_set_after_the_day_asked_for() {
            Village village = scienceWeek().activity("a", "2026-05-25", SCIENCE_WEEK, VILLAGE, 10);
            assertThat(village.ratio("S06", "2026-05-31")).isEqualTo("0/1");
            village.window(SCIENCE_WEEK, 2026, "2026-05-20", "2026-05-27", "2026-07-01");
            assertThat(village.ratio("S06", "2026-05-31")).isEqualTo("1/3");
        }

        @Test
        void a_window_not_known_yet_by_then_does_not_hold() {
            Village village = scienceWeek()
                    .activity("a", "2026-05-25", SCIENCE_WEEK, VILLAGE, 10)
                    .window(SCIENCE_WEEK, 2026, "2026-05-20", "2026-05-27", "2026-07-01");
            assertThat(village.cardKnownBy("2026-05-31", "2026-06-30").indicator("S06").ratio())
                    .isEqualTo("0/1");
        }

        @Test
        void the_window_of_another_year_is_not_this_years() {
            Village village = Village.old()
                    .window(SCIENCE_WEEK, 2025, "2026-05-16", "2026-05-23", "2025-12-01")
                    .activity("a", "2026-05-18", SCIENCE_WEEK, VILLAGE, 10);
            assertThat(village.ratio("S06", "2026-12-31")).isEqualTo("0/1");
        }
    }

    @Nested
    class Venues {
        @Test
        void covered_kinds_of_those_that_the_unit_has() {
            Village village = Village.old()
                    .venueKinds("2020-01-01", VILLAGE, SCHOOL, MARKET_TOWN)
                    .activity("a", "2026-02-01", null, SCHOOL, 5)
                    .activity("b", "2026-02-02", null, SCHOOL, 5);
            assertThat(village.ratio("S07", "2026-12-31")).isEqualTo("1/3");
        }

        @Test
        void an_activity_in_a_kind_that_the_unit_lacks_does_not_help() {
            Village village = Village.old()
                    .venueKinds("2020-01-01", VILLAGE, SCHOOL)
                    .activity("a", "2026-02-01", null, ENTERPRISE, 5)
                    .activity("b", "2026-02-02", null, VILLAGE, 5);
            assertThat(village.ratio("S07", "2026-12-31")).isEqualTo("1/2");
            assertThat(village.reasons("S07", "2026-12-31")).containsExactly(Reason.VENUE_KIND_ABSENT);
        }

        @Test
        void without_any_kind_it_does_not_apply() {
            assertThat(Village.old().card("2026-12-31").indicator("S07").status()).isEqualTo(Status.NOT_APPLICABLE);
            assertThat(Village.old()
                            .venueKinds("2020-01-01")
                            .card("2026-12-31")
                            .indicator("S07")
                            .status())
                    .isEqualTo(Status.NOT_APPLICABLE);
        }

        @Test
        void the_kinds_on_the_day_of_reckoning_count() {
            Village village = Village.old()
                    .venueKinds("2020-01-01", VILLAGE)
                    .venueKinds("2026-06-01", VILLAGE, SCHOOL)
                    .venueKinds("2027-01-01", VILLAGE, SCHOOL, ENTERPRISE)
                    .activity("a", "2026-02-01", null, VILLAGE, 5);
            assertThat(village.ratio("S07", "2026-05-31")).isEqualTo("1/1");
            assertThat(village.ratio("S07", "2026-06-01")).isEqualTo("1/2");
            assertThat(village.card(2026, "2027-01-31").indicator("S07").ratio()).isEqualTo("1/2");
        }

        @Test
        void a_corrected_activity_covers_what_it_was_corrected_to() {
            Village village = Village.old()
                    .venueKinds("2020-01-01", VILLAGE, SCHOOL)
                    .activity("a", "2026-02-01", null, VILLAGE, 5)
                    .activityCorrected("a", "2026-02-01", null, SCHOOL, 5);
            assertThat(village.card("2026-12-31").indicator("S07").numbers())
                    .containsEntry(
                            "venueKinds",
                            List.of(
                                    Map.of("venueKind", "VILLAGE", "activities", 0),
                                    Map.of("venueKind", "SCHOOL", "activities", 1)));
        }
    }

    @Nested
    class PersonTimes {
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
            Village village =
                    Village.old().residents("2025-11-01", 700).activity("2026-02-01", 100).activity("2026-03-01", 11);
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
            assertThat(nobodyCounted.card("2026-12-31").indicator("S09").status())
                    .isEqualTo(Status.NOT_APPLICABLE);
            Village nobodyThere = Village.old().residents("2025-11-01", 0).activity("2026-02-01", 50);
            assertThat(nobodyThere.card("2026-12-31").indicator("S09").status())
                    .isEqualTo(Status.NOT_APPLICABLE);
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
    }
}
