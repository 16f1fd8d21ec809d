package kepu.assessment.scoring.party;

import static kepu.contracts.volunteers.TrainingEvent.Kind.PARTY_SPIRIT;
import static kepu.contracts.volunteers.TrainingEvent.Kind.POLICY;
import static kepu.contracts.volunteers.TrainingEvent.Kind.TECHNIQUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.SchemeJson;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.scheme.Scheme;
import org.junit.jupiter.api.Test;

class TrainingSessionsTest {
    private static Village two() {
        return Village.old().members(2, "2025-01-01");
    }

    @Test
    void without_a_session_there_is_nothing() {
        assertThat(two().ratio("P06", "2026-12-31")).isEqualTo("0/1");
    }

    @Test
    void four_sessions_of_all_kinds_with_everybody_are_full() {
        Village village = two().training("a", PARTY_SPIRIT, "2026-02-01", "m1", "m2")
                .training("b", POLICY, "2026-04-01", "m1", "m2")
                .training("c", TECHNIQUE, "2026-06-01", "m1", "m2")
                .training("d", TECHNIQUE, "2026-08-01", "m1", "m2");
        assertThat(village.ratio("P06", "2026-12-31")).isEqualTo("1/1");
        assertThat(village.training("e", POLICY, "2026-09-01", "m1", "m2").ratio("P06", "2026-12-31"))
                .isEqualTo("1/1");
    }

    @Test
    void three_sessions_are_three_quarters_of_three_points() {
        Village village = two().training("a", PARTY_SPIRIT, "2026-02-01", "m1", "m2")
                .training("b", POLICY, "2026-04-01", "m1", "m2")
                .training("c", TECHNIQUE, "2026-06-01", "m1", "m2");
        // (3 × 3/4 + 3 + 2) ÷ 8
        assertThat(village.ratio("P06", "2026-12-31")).isEqualTo("29/32");
    }

    @Test
    void each_kind_is_a_point_once() {
        Village village =
                two().training("a", POLICY, "2026-02-01", "m1", "m2").training("b", POLICY, "2026-04-01", "m1", "m2");
        // (3 × 2/4 + 1 + 2) ÷ 8
        assertThat(village.ratio("P06", "2026-12-31")).isEqualTo("9/16");
    }

    @Test
    void attendance_is_of_all_sessions_together() {
        Village village = two().training("a", POLICY, "2026-02-01", "m1", "m2")
                .member("m3", "2026-03-01")
                .training("b", POLICY, "2026-04-01", "m1");
        // attended 3 of 5: (3/2 + 1 + 6/5) ÷ 8
        assertThat(village.ratio("P06", "2026-12-31")).isEqualTo("37/80");
    }

    @Test
    void an_attendee_who_was_not_active_that_day_does_not_count_as_attending() {
        Village village = two().suspended("m2", "2026-02-01").training("a", POLICY, "2026-02-01", "m1", "m2", "guest");
        IndicatorResult result = village.card("2026-12-31").indicator("P06");
        // attended 1 of 1: (3/4 + 1 + 2) ÷ 8
        assertThat(result.ratio()).isEqualTo("15/32");
        assertThat(result.numbers().get("held"))
                .isEqualTo(List.of(
                        Map.of("date", "2026-02-01", "kind", "POLICY", "attended", 1, "expected", 1, "notActive", 2)));
        assertThat(result.notCounted()).extracting(NotCounted::reason).containsExactly(Reason.ATTENDEE_NOT_ACTIVE);
        assertThat(result.counted()).hasSize(1);
    }

    @Test
    void who_leaves_on_the_day_of_the_session_is_neither_expected_nor_attending() {
        Village village = two().left("m2", "2026-02-01T20:00").training("a", POLICY, "2026-02-01T09:00", "m1", "m2");
        assertThat(village.card("2026-12-31").indicator("P06").numbers())
                .containsEntry("attended", 1)
                .containsEntry("expected", 1);
    }

    @Test
    void a_session_without_anybody_expected_has_no_attendance() {
        Village village = Village.old().training("a", POLICY, "2026-02-01", "guest");
        // (3/4 + 1 + 0) ÷ 8
        assertThat(village.ratio("P06", "2026-12-31")).isEqualTo("7/32");
    }

    @Test
    void the_number_of_sessions_is_pro_rata_in_a_unit_of_half_a_year() {
        Village village = Village.of("530102001009")
                .established("2026-07-02") // 183 of 365 days
                .members(1, "2026-07-02")
                .training("a", POLICY, "2026-08-01", "m1");
        IndicatorResult result = village.card("2026-12-31").indicator("P06");
        assertThat(result.numbers()).containsEntry("target", "732/365");
        // (3 × 365/732 + 1 + 2) ÷ 8
        assertThat(result.ratio()).isEqualTo("1097/1952");
    }

    @Test
    void a_corrected_session_counts_as_corrected_and_a_withdrawn_one_not_at_all() {
        Village corrected = two().training("a", POLICY, "2026-02-01", "m1")
                .trainingCorrected("a", TECHNIQUE, "2026-02-02", "m1", "m2");
        assertThat(corrected.card("2026-12-31").indicator("P06").numbers())
                .containsEntry("kinds", List.of("TECHNIQUE"))
                .containsEntry("attended", 2);
        assertThat(corrected.trainingWithdrawn("a", "2026-03-01").ratio("P06", "2026-12-31"))
                .isEqualTo("0/1");
    }

    @Test
    void a_session_after_the_day_of_reckoning_does_not_count_yet() {
        Village village = two().training("a", POLICY, "2026-02-01", "m1");
        assertThat(village.ratio("P06", "2026-01-31")).isEqualTo("0/1");
        assertThat(village.ratio("P06", "2026-02-01")).isNotEqualTo("0/1");
    }

    @Test
    void a_kind_that_the_scheme_does_not_ask_for_is_a_session_but_no_point() {
        Scheme scheme = Scheme.parse(SchemeJson.json(SchemeJson.indicator("A", "P", 100, "training-sessions", """
            {"sessions": 4, "sessionPoints": 3, "kinds": ["POLICY", "TECHNIQUE"], "pointsPerKind": 1,
             "attendancePoints": 2}
            """)));
        Village village = two().training("a", PARTY_SPIRIT, "2026-02-01", "m1", "m2");
        // (3/4 + 0 + 2) ÷ 7
        assertThat(village.card(scheme, "2026-12-31").indicator("A").ratio()).isEqualTo("11/28");
    }

    @Test
    void expected_and_attending_are_persons_not_memberships() {
        Village village = Village.old()
                .member("a", "volunteer 1", "2025-01-01")
                .member("b", "volunteer 1", "2025-01-01")
                .member("c", "volunteer 2", "2025-01-01")
                .training("t", POLICY, "2026-02-01", "a", "b");
        assertThat(village.card("2026-12-31").indicator("P06").numbers())
                .containsEntry("attended", 1)
                .containsEntry("expected", 2);
    }

    @Test
    void who_attends_under_a_membership_that_is_over_attends_if_active_under_another() {
        Village village = Village.old()
                .member("a", "volunteer", "2025-01-01")
                .left("a", "2025-06-01")
                .member("b", "volunteer", "2025-07-01")
                .training("t", POLICY, "2026-02-01", "a");
        IndicatorResult result = village.card("2026-12-31").indicator("P06");
        assertThat(result.numbers()).containsEntry("attended", 1).containsEntry("expected", 1);
        assertThat(result.notCounted()).isEmpty();
    }
}
