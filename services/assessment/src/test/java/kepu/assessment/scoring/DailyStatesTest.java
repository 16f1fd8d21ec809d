package kepu.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** P01, P03, P07 and P09: states that last and are weighed day by day. */
class DailyStatesTest {
    @Nested
    class TeamSize {
        @Test
        void nine_members_of_ten_are_nine_tenths() {
            assertThat(Village.old().members(9, "2025-01-01").ratio("P03", "2026-01-10"))
                    .isEqualTo("9/10");
        }

        @Test
        void ten_members_are_enough() {
            assertThat(Village.old().members(10, "2025-01-01").ratio("P03", "2026-01-10"))
                    .isEqualTo("1/1");
        }

        @Test
        void eleven_members_are_not_more_than_enough() {
            assertThat(Village.old().members(11, "2025-01-01").ratio("P03", "2026-01-10"))
                    .isEqualTo("1/1");
        }

        @Test
        void an_eleventh_member_on_some_days_does_not_make_up_for_a_missing_tenth_on_others() {
            Village village = Village.old()
                    .members(11, "2025-01-01")
                    .left("m1", "2026-01-06")
                    .left("m2", "2026-01-06");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("19/20");
        }

        @Test
        void a_day_without_any_member_is_zero() {
            assertThat(Village.old().members(10, "2026-01-06").ratio("P03", "2026-01-10"))
                    .isEqualTo("1/2");
        }

        @Test
        void a_suspended_member_is_not_active_until_reinstated() {
            Village village = Village.old()
                    .members(10, "2025-01-01")
                    .suspended("m1", "2026-01-03")
                    .reinstated("m1", "2026-01-08");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("19/20");
            assertThat(village.reasons("P03", "2026-01-10")).containsExactly(NotCounted.Reason.SUSPENDED);
        }

        @Test
        void who_leaves_on_the_5th_does_not_count_on_the_5th_at_whatever_hour() {
            for (String hour : List.of("2026-01-05T00:00", "2026-01-05T12:00", "2026-01-05T23:59:59")) {
                Village village = Village.old().members(10, "2025-01-01").left("m1", hour);
                assertThat(village.ratio("P03", "2026-01-10")).as(hour).isEqualTo("47/50");
            }
        }

        @Test
        void who_enlists_on_the_5th_counts_on_the_5th_at_whatever_hour() {
            for (String hour : List.of("2026-01-05T00:00", "2026-01-05T23:59:59")) {
                Village village = Village.old().members(9, "2025-01-01").member("late", hour);
                assertThat(village.ratio("P03", "2026-01-10")).as(hour).isEqualTo("24/25");
            }
        }

        @Test
        void who_enlists_and_leaves_on_one_day_was_never_a_member_at_the_end_of_a_day() {
            Village village = Village.old()
                    .member("guest", "2026-01-05T09:00")
                    .left("guest", "2026-01-05T17:00");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("0/1");
        }

        @Test
        void of_a_suspension_and_a_reinstatement_on_one_day_the_later_wins() {
            Village lifted = Village.old()
                    .members(10, "2025-01-01")
                    .suspended("m1", "2026-01-05T09:00")
                    .reinstated("m1", "2026-01-05T10:00");
            assertThat(lifted.ratio("P03", "2026-01-10")).isEqualTo("1/1");
            Village imposed = Village.old()
                    .members(10, "2025-01-01")
                    .suspended("m1", "2026-01-03")
                    .reinstated("m1", "2026-01-05T09:00")
                    .suspended("m1", "2026-01-05T10:00");
            assertThat(imposed.ratio("P03", "2026-01-10")).isEqualTo("23/25");
        }

        @Test
        void of_two_changes_at_one_instant_the_later_told_wins() {
            Village village = Village.old()
                    .members(10, "2025-01-01")
                    .suspended("m1", "2026-01-05T09:00")
                    .reinstated("m1", "2026-01-05T09:00");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("1/1");
        }

        @Test
        void leaving_is_final_even_if_a_reinstatement_is_told_after_it() {
            Village village =
                    Village.old().members(10, "2025-01-01").left("m1", "2026-01-05").reinstated("m1", "2026-01-07");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("47/50");
        }

        @Test
        void the_day_is_the_local_one_not_the_utc_one() {
            // 00:30 on the 6th in the village is still the 5th in UTC
            Village village = Village.old().members(10, "2026-01-06T00:30");
            assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("1/2");
        }

        @Test
        void the_card_tells_runs_of_days_with_equal_strength() {
            Village village = Village.old().members(10, "2025-01-01").left("m1", "2026-01-05");
            Map<String, Object> numbers = village.card("2026-01-10").indicator("P03").numbers();
            assertThat(numbers).containsEntry("elapsedDays", 10).containsEntry("sumOfDailyRatios", "47/5");
            assertThat(numbers.get("runs"))
                    .isEqualTo(List.of(
                            Map.of("from", "2026-01-01", "to", "2026-01-04", "days", 4, "members", 10),
                            Map.of("from", "2026-01-05", "to", "2026-01-10", "days", 6, "members", 9)));
        }

        @Test
        void the_card_names_the_enlistments_and_leavings_that_it_rests_on() {
            Village village = Village.old()
                    .member("gone", "2024-01-01")
                    .left("gone", "2025-01-01")
                    .member("here", "2025-01-01")
                    .left("here", "2026-01-05");
            assertThat(village.card("2026-01-10").indicator("P03").counted())
                    .extracting(EvidenceRef::type)
                    .containsExactly(
                            "kepu.volunteers.volunteer-enlisted.v1", "kepu.volunteers.volunteer-left.v1");
        }
    }

    @Nested
    class LeadingGroup {
        private Village led() {
            return Village.old().group("g", "2025-01-01", null).part("g", "a", Role.LEADER, "2025-01-01");
        }

        @Test
        void a_leader_and_one_staff_are_complete() {
            assertThat(led().part("g", "b", Role.STAFF, "2025-01-01").ratio("P01", "2026-01-10"))
                    .isEqualTo("1/1");
        }

        @Test
        void a_leader_without_staff_is_not() {
            assertThat(led().ratio("P01", "2026-01-10")).isEqualTo("0/1");
        }

        @Test
        void staff_without_a_leader_is_not() {
            Village village = Village.old().group("g", "2025-01-01", null).part("g", "b", Role.STAFF, "2025-01-01");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("0/1");
        }

        @Test
        void the_leader_of_one_group_does_not_lead_another() {
            Village village = led().group("h", "2025-01-01", null).part("h", "b", Role.STAFF, "2025-01-01");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("0/1");
        }

        @Test
        void any_one_complete_group_will_do() {
            Village village = led().group("h", "2025-01-01", null)
                    .part("h", "b", Role.STAFF, "2025-01-01")
                    .part("h", "c", Role.LEADER, "2025-01-01");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/1");
        }

        @Test
        void a_term_ends_before_the_day_on_which_it_runs_out() {
            Village village = Village.old()
                    .group("g", "2025-01-01", "2026-01-06T00:00")
                    .part("g", "a", Role.LEADER, "2025-01-01")
                    .part("g", "b", Role.STAFF, "2025-01-01");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/2");
        }

        @Test
        void a_renewed_group_is_valid_without_a_break() {
            Village village = Village.old()
                    .group("g", "2025-01-01", "2026-01-06T00:00")
                    .part("g", "a", Role.LEADER, "2025-01-01")
                    .part("g", "b", Role.STAFF, "2025-01-01")
                    .group("g", "2026-01-04", "2027-01-04T00:00");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/1");
        }

        @Test
        void a_dissolved_group_no_longer_counts() {
            Village village = led().part("g", "b", Role.STAFF, "2025-01-01").dissolved("g", "2026-01-06");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/2");
        }

        @Test
        void a_released_leader_no_longer_leads() {
            Village village = led().part("g", "b", Role.STAFF, "2025-01-01").released("g", "a", "2026-01-06");
            assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/2");
        }
    }

    @Nested
    class Station {
        @Test
        void days_open_are_counted_from_the_opening_to_the_day_before_the_closing() {
            Village village = Village.old().stationOpened("s", "2026-01-03").stationClosed("s", "2026-01-08");
            assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/2");
        }

        @Test
        void a_station_that_closes_at_noon_and_opens_again_at_night_is_open_on_that_day() {
            Village village = Village.old()
                    .stationOpened("s", "2025-01-01")
                    .stationClosed("s", "2026-01-05T12:00")
                    .stationOpened("s", "2026-01-05T20:00");
            assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/1");
        }

        @Test
        void one_of_two_stations_open_is_open() {
            Village village = Village.old()
                    .stationOpened("s", "2025-01-01")
                    .stationOpened("t", "2025-01-01")
                    .stationClosed("s", "2026-01-02");
            assertThat(village.ratio("P07", "2026-01-10")).isEqualTo("1/1");
        }

        @Test
        void without_a_station_no_day_is_open() {
            assertThat(Village.old().ratio("P07", "2026-01-10")).isEqualTo("0/1");
        }
    }

    @Nested
    class Officer {
        @Test
        void in_post_every_day_is_full() {
            assertThat(Village.old().officer("o", "2025-06-01", null).ratio("P09", "2026-03-31"))
                    .isEqualTo("1/1");
        }

        @Test
        void thirty_days_of_a_vacancy_are_forgiven_the_31st_is_not() {
            Village village = Village.old().officer("o", "2025-06-01", null).officerLeft("o", "2026-01-11");
            assertThat(village.ratio("P09", "2026-02-09")).as("30th day").isEqualTo("1/1");
            assertThat(village.ratio("P09", "2026-02-10")).as("31st day").isEqualTo("40/41");
        }

        @Test
        void a_vacancy_runs_on_across_the_start_of_the_year() {
            // vacant since 12 December: 10 January is the 30th day
            Village village = Village.old().officer("o", "2025-06-01", null).officerLeft("o", "2025-12-12");
            assertThat(village.ratio("P09", "2026-01-10")).isEqualTo("1/1");
            assertThat(village.ratio("P09", "2026-01-20")).isEqualTo("1/2");
        }

        @Test
        void a_vacancy_of_years_has_no_grace_left() {
            Village village = Village.old().officer("o", "2019-06-01", null).officerLeft("o", "2020-12-12");
            assertThat(village.ratio("P09", "2026-01-10")).isEqualTo("0/1");
        }

        @Test
        void a_post_never_filled_is_vacant_since_the_start_of_the_period() {
            assertThat(Village.old().ratio("P09", "2026-01-30")).isEqualTo("1/1");
            assertThat(Village.old().ratio("P09", "2026-01-31")).isEqualTo("30/31");
        }

        @Test
        void in_a_new_unit_it_is_vacant_since_the_first_day_of_the_unit() {
            Village village = Village.of("530102001009").established("2026-03-01");
            assertThat(village.ratio("P09", "2026-03-30")).isEqualTo("1/1");
            assertThat(village.ratio("P09", "2026-03-31")).isEqualTo("30/31");
        }

        @Test
        void the_first_officer_ends_the_first_vacancy_and_the_next_one_has_its_own_grace() {
            Village village = Village.old()
                    .officer("o", "2026-02-10", null) // 30 days of grace, 10 vacant
                    .officerLeft("o", "2026-02-20"); // 10 in post, grace again until 21 March
            assertThat(village.ratio("P09", "2026-03-21")).isEqualTo("7/8");
            assertThat(village.card("2026-03-22").indicator("P09").numbers()).containsEntry("sumOfDailyRatios", "70/1");
        }

        @Test
        void a_term_is_over_on_the_day_on_which_it_runs_out() {
            Village village = Village.old().officer("o", "2025-06-01", "2026-01-11T00:00");
            assertThat(village.ratio("P09", "2026-02-09")).isEqualTo("1/1");
            assertThat(village.ratio("P09", "2026-02-10")).isEqualTo("40/41");
        }

        @Test
        void an_officer_who_left_before_the_term_ran_out_is_gone_from_then_on() {
            Village village =
                    Village.old().officer("o", "2025-06-01", "2026-12-01T00:00").officerLeft("o", "2026-01-11");
            assertThat(village.ratio("P09", "2026-02-10")).isEqualTo("40/41");
        }

        @Test
        void a_successor_on_the_same_day_leaves_no_vacancy() {
            Village village = Village.old()
                    .officer("o", "2025-01-01", null)
                    .officerLeft("o", "2025-11-01")
                    .officer("q", "2025-11-01", null)
                    .officerLeft("q", "2026-01-11");
            assertThat(village.ratio("P09", "2026-02-09")).isEqualTo("1/1");
        }

        @Test
        void the_first_of_two_officers_leaving_opens_no_vacancy() {
            Village village = Village.old()
                    .officer("o", "2025-01-01", null)
                    .officer("q", "2025-01-01", null)
                    .officerLeft("o", "2025-11-01");
            assertThat(village.ratio("P09", "2026-01-31")).isEqualTo("1/1");
        }
    }
}
