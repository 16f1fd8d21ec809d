package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadingGroupDaysTest {
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

    @ParameterizedTest
    @EnumSource
    void a_body_that_carries_the_duty_counts_as_the_group_and_its_people_may_hold_other_posts(Carrier carrier) {
        Village village = Village.old()
                .carried("g", "2025-01-01", carrier)
                .part("g", "a", "secretary", Role.LEADER, "2025-01-01")
                .part("g", "b", "officer", Role.STAFF, "2026-01-06");
        assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/2");
        village.group("h", "2025-01-01", null)
                .part("h", "c", "officer", Role.LEADER, "2025-01-01")
                .part("h", "d", "secretary", Role.STAFF, "2025-01-01");
        assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("1/1");
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

    @Test
    void one_person_does_not_stand_for_leader_and_staff() {
        Village village = Village.old()
                .group("g", "2025-01-01", null)
                .part("g", "a", "person", Role.LEADER, "2025-01-01")
                .part("g", "b", "person", Role.STAFF, "2025-01-01");
        assertThat(village.ratio("P01", "2026-01-10")).isEqualTo("0/1");
        village.part("g", "c", "other", Role.LEADER, "2026-01-06");
        assertThat(village.ratio("P01", "2026-01-10"))
                .as("now one leads, one works")
                .isEqualTo("1/2");
    }
}
