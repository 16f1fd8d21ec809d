package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted;
import org.junit.jupiter.api.Test;

class TeamStrengthTest {
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
        Village village =
                Village.old().members(11, "2025-01-01").left("m1", "2026-01-06").left("m2", "2026-01-06");
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
        Village village = Village.old().member("guest", "2026-01-05T09:00").left("guest", "2026-01-05T17:00");
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
    void who_has_left_does_not_come_back_by_a_suspension_that_is_lifted() {
        Village village = Village.old()
                .members(10, "2025-01-01")
                .left("m1", "2026-01-05")
                .suspended("m1", "2026-01-06")
                .reinstated("m1", "2026-01-07");
        assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("47/50");
        assertThat(village.reasons("P03", "2026-01-10")).isEmpty();
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
        Map<String, Object> numbers =
                village.card("2026-01-10").indicator("P03").numbers();
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
                .containsExactly("kepu.volunteers.volunteer-enlisted.v1", "kepu.volunteers.volunteer-left.v1");
    }

    /** Three teams of one village with the same four volunteers. */
    private static Village sameFourInThreeTeams() {
        Village village = Village.old();
        for (String team : List.of("a", "b", "c")) {
            for (int i = 1; i <= 4; i++) {
                village.member(team + i, "volunteer " + i, "2025-01-01");
            }
        }
        return village;
    }

    @Test
    void a_person_counts_once_however_many_teams() {
        assertThat(sameFourInThreeTeams().ratio("P03", "2026-01-10")).isEqualTo("2/5");
    }

    @Test
    void a_person_is_active_while_any_membership_is() {
        Village village = sameFourInThreeTeams().suspended("a1", "2026-01-02").left("b1", "2026-01-03");
        assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("2/5");
        // nine days of four and the last one of three
        village.suspended("c1", "2026-01-10");
        assertThat(village.ratio("P03", "2026-01-10")).isEqualTo("39/100");
    }

    @Test
    void a_person_who_changes_teams_is_there_throughout_and_missing_in_a_break() {
        Village changed = Village.old()
                .member("a", "volunteer", "2025-01-01")
                .left("a", "2026-01-05")
                .member("b", "volunteer", "2026-01-05T20:00");
        assertThat(changed.ratio("P03", "2026-01-10")).isEqualTo("1/10");
        Village paused = Village.old()
                .member("a", "volunteer", "2025-01-01")
                .left("a", "2026-01-05")
                .member("b", "volunteer", "2026-01-06");
        assertThat(paused.ratio("P03", "2026-01-10")).isEqualTo("9/100");
    }
}
