package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class ServiceHoursTest {
    private static final String YEAR_END = "2026-12-31";

    private static Village oneMember() {
        return Village.old().member("a", "2025-02-01");
    }

    @Test
    void twenty_four_verified_hours_a_year_are_full_and_a_minute_less_is_not() {
        Village full = oneMember().served("a", "2026-03-02", 480).served("a", "2026-03-03", 480);
        assertThat(full.ratio("S10", YEAR_END)).isEqualTo("2/3");
        assertThat(full.served("a", "2026-03-04", 479).ratio("S10", YEAR_END)).isEqualTo("1439/1440");
        assertThat(full.served("a", "2026-03-05", 1).ratio("S10", YEAR_END)).isEqualTo("1/1");
        assertThat(full.served("a", "2026-03-06", 480).ratio("S10", YEAR_END)).isEqualTo("1/1");
    }

    @Test
    void the_mean_is_over_all_members_and_more_hours_of_one_do_not_help_another() {
        Village village = oneMember()
                .member("b", "2025-02-01")
                .member("c", "2025-02-01")
                .served("a", "2026-03-02", 2880)
                .served("b", "2026-03-02", 360);
        // (1 + 6 ÷ 24 + 0) ÷ 3
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("5/12");
    }

    @Test
    void the_target_is_pro_rata_of_the_own_days_active_up_to_the_day_of_reckoning() {
        // 73 of 365 days: 4.8 hours = 288 minutes
        Village village = oneMember().served("a", "2026-03-02", 144);
        assertThat(village.ratio("S10", "2026-03-14")).isEqualTo("1/2");
        // Active from 20 October on: 73 days as well
        Village late = Village.old().member("a", "2026-10-20").served("a", "2026-11-02", 144);
        assertThat(late.ratio("S10", YEAR_END)).isEqualTo("1/2");
        // Established on 20 October, a member from that day on, whatever an older date says
        Village young = Village.of("530102001001")
                .established("2026-10-20")
                .member("a", "2025-01-01")
                .served("a", "2026-11-02", 144);
        assertThat(young.ratio("S10", YEAR_END)).isEqualTo("1/2");
    }

    @Test
    void the_target_is_never_below_two_hours() {
        // 24 × 30 ÷ 365 is 1.97, 24 × 31 ÷ 365 is 2.04 hours
        Village village = oneMember().served("a", "2026-01-05", 60);
        assertThat(village.ratio("S10", "2026-01-30")).isEqualTo("1/2");
        assertThat(village.ratio("S10", "2026-01-31")).isEqualTo("365/744");
    }

    @Test
    void only_members_active_on_the_day_of_reckoning_are_asked_for_and_none_is_zero() {
        Village village = oneMember()
                .member("b", "2025-02-01")
                .served("a", "2026-03-02", 1440)
                .served("b", "2026-03-02", 720)
                .left("a", "2026-12-31");
        assertThat(village.ratio("S10", "2026-12-30")).isEqualTo("1093/1456");
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("1/2");
        assertThat(village.reasons("S10", YEAR_END)).containsExactly(Reason.MEMBER_GONE);
        village.suspended("b", "2026-12-31");
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("0/1");
        assertThat(Village.old().ratio("S10", YEAR_END)).isEqualTo("0/1");
    }

    @Test
    void a_person_counts_once_with_the_hours_and_days_of_all_stays_and_teams() {
        Village village = Village.old()
                .member("a1", "v", "2026-01-01")
                .left("a1", "2026-03-15")
                .member("a2", "v", "2026-10-20")
                .member("a3", "v", "2026-10-20")
                .served("a1", "2026-02-02", 144)
                .served("a2", "2026-11-02", 72)
                .served("a3", "2026-11-03", 72);
        // 73 + 73 days: 9.6 hours = 576 minutes
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("1/2");
    }

    @Test
    void suspended_days_lower_the_target_and_a_service_on_one_does_not_count() {
        Village village = oneMember()
                .suspended("a", "2026-03-15")
                .reinstated("a", "2026-12-31")
                .served("a", "2026-03-14", 146)
                .served("a", "2026-03-15", 60)
                .served("a", "2026-12-31", 2);
        // Active on 73 + 1 days: 24 × 74 ÷ 365 hours
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("73/144");
        assertThat(village.reasons("S10", YEAR_END)).containsExactly(Reason.SUSPENDED);
    }

    @Test
    void only_hours_of_the_elapsed_period_count() {
        Village village = oneMember()
                .served("a", "2025-12-31T23:59:00", 720)
                .served("a", "2026-01-01T00:00:00", 720)
                .served("a", "2027-01-01T00:00:00", 720);
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("1/2");
        assertThat(village.card(2026, "2027-02-01").indicator("S10").ratio()).isEqualTo("1/2");
    }

    @Test
    void a_service_counts_while_its_newest_version_is_verified_by_the_day_asked_for() {
        Village village = oneMember().service("s", "a", "2026-03-02", 720);
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("0/1");
        assertThat(village.reasons("S10", YEAR_END)).containsExactly(Reason.NOT_VERIFIED);

        village.serviceVerified("s", "2027-01-10");
        assertThat(village.card(2026, "2027-01-09").indicator("S10").ratio()).isEqualTo("0/1");
        assertThat(village.card(2026, "2027-01-10").indicator("S10").ratio()).isEqualTo("1/2");

        village.serviceCorrected("s", "a", "2026-03-02", 360);
        assertThat(village.card(2026, "2027-01-10").indicator("S10").ratio()).isEqualTo("0/1");
        village.serviceVerified("s", "2027-01-11");
        assertThat(village.card(2026, "2027-01-11").indicator("S10").ratio()).isEqualTo("1/4");
        village.serviceRejected("s", "2027-01-12");
        assertThat(village.card(2026, "2027-01-12").indicator("S10").ratio()).isEqualTo("0/1");
        assertThat(village.card(2026, "2027-01-12").indicator("S10").notCounted())
                .extracting(NotCounted::reason)
                .containsExactlyInAnyOrder(Reason.SUPERSEDED, Reason.REJECTED);
    }

    @Test
    void a_long_day_counts_once_a_second_person_has_verified_it() {
        Village village = oneMember().service("s", "a", "2026-03-02", 720).serviceVerifiedOnce("s", "2026-03-03");
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("0/1");
        assertThat(village.reasons("S10", YEAR_END)).containsExactly(Reason.SECOND_VERIFIER_MISSING);

        assertThat(village.serviceVerified("s", "2026-03-04").ratio("S10", YEAR_END))
                .isEqualTo("1/2");
    }

    @Test
    void paid_duty_and_what_was_withdrawn_do_not_count() {
        Village village = oneMember()
                .paidDuty("p", "a", "2026-03-02", 720)
                .serviceVerified("p", "2026-03-03")
                .service("w", "a", "2026-03-04", 720)
                .serviceVerified("w", "2026-03-05")
                .serviceWithdrawn("w", "2026-03-06");
        assertThat(village.ratio("S10", YEAR_END)).isEqualTo("0/1");
        assertThat(village.reasons("S10", YEAR_END)).containsExactlyInAnyOrder(Reason.PAID_DUTY, Reason.WITHDRAWN);
    }

    @Test
    void the_explanation_names_the_hours_of_each_member_and_the_events_behind_them() {
        var indicator = oneMember()
                .member("b", "2026-10-20")
                .served("a", "2026-03-02", 720)
                .card(YEAR_END)
                .indicator("S10");
        assertThat(indicator.numbers())
                .containsEntry("members", 2)
                .containsEntry("sum", "1/2")
                .containsEntry(
                        "byMember",
                        List.of(
                                Map.of("activeDays", 73, "targetHours", "24/5", "verifiedMinutes", 0, "ratio", "0/1"),
                                Map.of(
                                        "activeDays",
                                        365,
                                        "targetHours",
                                        "24/1",
                                        "verifiedMinutes",
                                        720,
                                        "ratio",
                                        "1/2")));
        assertThat(indicator.counted())
                .extracting(EvidenceRef::type)
                .containsExactlyInAnyOrder(
                        "kepu.volunteers.volunteer-enlisted.v1",
                        "kepu.volunteers.service-logged.v1",
                        "kepu.volunteers.service-verified.v1",
                        "kepu.volunteers.volunteer-enlisted.v1");
    }
}
