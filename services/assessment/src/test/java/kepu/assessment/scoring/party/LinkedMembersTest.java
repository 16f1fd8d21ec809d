package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import org.junit.jupiter.api.Test;

class LinkedMembersTest {
    private Village two() {
        return Village.old().members(2, "2025-01-01");
    }

    @Test
    void no_link_is_none() {
        assertThat(two().ratio("P04", "2026-01-10")).isEqualTo("0/1");
    }

    @Test
    void one_link_links_a_member() {
        assertThat(two().link("a", "m1", "2025-02-01").ratio("P04", "2026-01-10"))
                .isEqualTo("1/2");
    }

    @Test
    void two_links_link_a_member_once() {
        Village village = two().link("a", "m1", "2025-02-01").link("b", "m1", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void three_links_are_too_many() {
        Village village = two().link("a", "m1", "2025-02-01")
                .link("b", "m1", "2025-02-01")
                .link("c", "m1", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("0/1");
    }

    @Test
    void every_member_linked_is_full() {
        Village village = two().link("a", "m1", "2025-02-01").link("b", "m2", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
    }

    @Test
    void a_day_without_a_member_is_zero() {
        Village village = Village.old().member("m1", "2026-01-06").link("a", "m1", "2026-01-06");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void a_link_no_longer_counts_on_the_day_on_which_it_ends() {
        Village village = Village.old()
                .member("m1", "2025-01-01")
                .link("a", "m1", "2025-02-01")
                .linkEnded("a", "m1", "2026-01-06T23:00");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void a_suspended_member_is_out_of_both_sides_of_the_ratio() {
        Village village = two().link("a", "m1", "2025-02-01").suspended("m2", "2025-12-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
    }

    @Test
    void a_link_outlasts_the_suspension_of_its_member() {
        Village village = Village.old()
                .member("m1", "2025-01-01")
                .link("a", "m1", "2025-02-01")
                .suspended("m1", "2026-01-02")
                .reinstated("m1", "2026-01-06");
        // 1 January and 6–10 January; on the suspended days there is no active member
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("3/5");
    }

    @Test
    void days_with_different_team_sizes_add_up_exactly() {
        Village village = Village.old()
                .members(3, "2025-01-01")
                .link("a", "m1", "2025-02-01")
                .left("m3", "2026-01-06");
        // 5 × 1/3 + 5 × 1/2 over 10 days
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("5/12");
    }

    /** One person in two teams. */
    private Village oneInTwoTeams() {
        return Village.old().member("a", "volunteer", "2025-01-01").member("b", "volunteer", "2025-01-01");
    }

    @Test
    void links_are_counted_by_person_over_all_memberships() {
        Village village = oneInTwoTeams().link("l1", "a", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
        village.link("l2", "b", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
        village.link("l3", "b", "2026-01-06");
        assertThat(village.ratio("P04", "2026-01-10"))
                .as("three from the 6th on")
                .isEqualTo("1/2");
    }

    @Test
    void two_links_of_a_person_to_one_target_are_one_link() {
        Village village = oneInTwoTeams()
                .link("l1", "a", "orchard", "2025-02-01")
                .link("l2", "b", "orchard", "2025-03-01")
                .link("l3", "b", "mill", "2025-03-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
        village.linkEnded("l1", "a", "2026-01-02")
                .linkEnded("l2", "b", "2026-01-06")
                .linkEnded("l3", "b", "2026-01-06");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void a_link_of_a_suspended_membership_counts_for_a_person_active_in_another() {
        Village village = oneInTwoTeams().link("l1", "a", "2025-02-01").suspended("a", "2025-03-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
    }

    @Test
    void a_link_ends_with_the_membership_that_has_it_though_the_person_stays_in_another() {
        Village village = oneInTwoTeams().link("l1", "a", "2025-02-01").left("a", "2026-01-06");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/2");
    }

    @Test
    void links_of_two_persons_to_one_target_are_two() {
        Village village = two().link("l1", "m1", "orchard", "2025-02-01").link("l2", "m2", "orchard", "2025-02-01");
        assertThat(village.ratio("P04", "2026-01-10")).isEqualTo("1/1");
    }
}
