package kepu.volunteers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import kepu.contracts.WorkingDays;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContested;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.service.ServiceRecord.Content;
import kepu.volunteers.service.ServiceRecord.State;
import kepu.volunteers.service.ServiceRecord.Verdict;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceRecordTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Monday, 2 June 2025, 9:00 */
    private static final Instant MONDAY = Instant.parse("2025-06-02T01:00:00Z");

    private static final Instant END = MONDAY.plus(Duration.ofHours(2));
    private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
    private static final Content PRUNING = pruning(120);
    private static final int EIGHT_HOURS = 480;

    private final ServiceRecord service = logged(PRUNING);

    private static Content pruning(int minutes) {
        return new Content("t1", "m1", "v1", minutes, PlaceKind.FIELD, "指导修剪", false);
    }

    private static ServiceRecord logged(Content content) {
        ServiceRecord service = new ServiceRecord("s1", "990101201201", content, MONDAY, "leader-1", TUESDAY);
        service.record();
        return service;
    }

    @Test
    void a_service_is_told_by_membership_with_its_minutes_and_kind_of_place_and_waits_for_verification() {
        ServiceRecord added = new ServiceRecord("s1", "990101201201", PRUNING, MONDAY, "leader-1", TUESDAY);

        assertThat(added.record())
                .isEqualTo(new DomainEvents(
                        MONDAY,
                        List.of(new ServiceLogged("s1", "t1", "m1", 120, PlaceKind.FIELD, "指导修剪", false)),
                        null));
        assertThat(added.state()).isEqualTo(State.UNVERIFIED);
    }

    @Test
    void a_verification_tells_who_made_it_on_what_evidence_and_that_it_is_complete() {
        DomainEvents raised = service.verify("secretary-1", "签到表", TUESDAY, 120);

        assertThat(raised)
                .isEqualTo(new DomainEvents(
                        TUESDAY, List.of(new ServiceVerified("s1", "secretary-1", "签到表", true, MONDAY)), null));
        assertThat(service.state()).isEqualTo(State.VERIFIED);
        assertThat(service.verdicts()).containsExactly(new Verdict("secretary-1", TUESDAY, "签到表"));
    }

    @Test
    void the_second_verifier_is_another_person_and_not_another_account() {
        ServiceRecord longer = logged(pruning(EIGHT_HOURS + 1));
        longer.verify("secretary-1", "签到表", TUESDAY, EIGHT_HOURS + 1);

        new Access(Set.of(), _ -> List.of(), Clock.systemUTC(), Set.of("secretary-1", "secretary-2", "p-1"))
                .run(() -> refused(
                        "second-verifier-needed", () -> longer.verify("secretary-2", "签到表", TUESDAY, EIGHT_HOURS + 1)));
        assertThat(longer.state()).isEqualTo(State.VERIFIED_ONCE);
    }

    @Test
    void eight_hours_a_day_need_one_verifier_and_eight_hours_and_a_minute_need_two() {
        ServiceRecord eight = logged(pruning(EIGHT_HOURS));
        Instant at = TUESDAY;
        assertThat(eight.verify("secretary-1", "签到表", at, EIGHT_HOURS).events())
                .containsExactly(new ServiceVerified("s1", "secretary-1", "签到表", true, MONDAY));
        assertThat(eight.state()).isEqualTo(State.VERIFIED);

        ServiceRecord longer = logged(pruning(EIGHT_HOURS + 1));
        assertThat(longer.verify("secretary-1", "签到表", at, EIGHT_HOURS + 1).events())
                .containsExactly(new ServiceVerified("s1", "secretary-1", "签到表", false, MONDAY));
        assertThat(longer.state()).isEqualTo(State.VERIFIED_ONCE);
        refused("second-verifier-needed", () -> longer.verify("secretary-1", "签到表", at, EIGHT_HOURS + 1));
        assertThat(longer.verify("clerk-1", "电话回访", at, EIGHT_HOURS + 1).events())
                .containsExactly(new ServiceVerified("s1", "clerk-1", "电话回访", true, MONDAY));
        assertThat(longer.state()).isEqualTo(State.VERIFIED);
        assertThat(longer.verdicts()).extracting(Verdict::by).containsExactly("secretary-1", "clerk-1");
    }

    @Test
    void a_short_service_on_a_long_day_needs_two_verifiers_as_well() {
        service.verify("secretary-1", "签到表", TUESDAY, EIGHT_HOURS + 1);
        assertThat(service.state()).isEqualTo(State.VERIFIED_ONCE);

        assertThat(service.verify("secretary-1", "签到表", TUESDAY, EIGHT_HOURS).events())
                .as("once the day is no longer too long")
                .containsExactly(new ServiceVerified("s1", "secretary-1", "签到表", true, MONDAY));
    }

    @Test
    void whoever_logged_or_corrected_a_service_and_the_volunteer_neither_verify_nor_reject_it() {
        service.correct(pruning(60), MONDAY, "clerk-1");

        for (String by : List.of("leader-1", "clerk-1", "v1")) {
            refused("own-record", () -> service.verify(by, "签到表", TUESDAY, 60));
            refused("own-record", () -> service.reject(by, "时长不符", TUESDAY));
        }
        assertThat(service.verify("secretary-1", "签到表", TUESDAY, 60).events()).hasSize(1);
    }

    @Test
    void a_service_is_judged_when_it_is_over_at_the_earliest() {
        refused("verified-before-service-end", () -> service.verify("secretary-1", "签到表", END.minusMillis(1), 120));
        refused("verified-before-service-end", () -> service.reject("secretary-1", "未到", END.minusMillis(1)));

        assertThat(service.verify("secretary-1", "签到表", END, 120).events()).hasSize(1);
    }

    @Test
    void a_rejected_service_waits_again_once_it_is_corrected_and_not_before() {
        assertThat(service.reject("secretary-1", "时长不符", TUESDAY).events())
                .containsExactly(new ServiceRejected("s1", "secretary-1", "时长不符", MONDAY));
        assertThat(service.takesTime()).isFalse();
        refused("service-already-rejected", () -> service.reject("clerk-1", "时长不符", TUESDAY));
        refused("service-rejected", () -> service.verify("clerk-1", "签到表", TUESDAY, 120));

        assertThat(service.correct(pruning(90), MONDAY, "leader-1").events())
                .containsExactly(new ServiceCorrected("s1", "t1", "m1", 90, PlaceKind.FIELD, "指导修剪", false, MONDAY));
        assertThat(service.state()).isEqualTo(State.UNVERIFIED);
        assertThat(service.verdicts()).isEmpty();
        assertThat(service.verify("secretary-1", "签到表", TUESDAY, 90).events()).hasSize(1);
    }

    @Test
    void a_verified_service_is_not_verified_again_but_may_prove_false_and_a_correction_unverifies_it() {
        service.verify("secretary-1", "签到表", TUESDAY, 120);
        refused("service-already-verified", () -> service.verify("clerk-1", "签到表", TUESDAY, 120));

        service.correct(pruning(60), MONDAY, "leader-1");
        assertThat(service.state()).isEqualTo(State.UNVERIFIED);
        service.verify("secretary-1", "签到表", TUESDAY, 60);
        service.reject("clerk-1", "当日无此活动", TUESDAY);
        assertThat(service.state()).isEqualTo(State.REJECTED);
    }

    @Test
    void paid_duty_is_no_volunteering_and_is_not_certified() {
        Content duty = new Content("t1", "m1", "v1", 120, PlaceKind.VILLAGE, "值班", true);
        ServiceRecord paid = logged(duty);

        assertThat(paid.state()).isEqualTo(State.PAID_DUTY);
        assertThat(paid.takesTime()).isTrue();
        refused("paid-duty", () -> paid.verify("secretary-1", "签到表", TUESDAY, 120));
        refused("paid-duty", () -> paid.reject("secretary-1", "有偿", TUESDAY));

        paid.correct(PRUNING, MONDAY, "leader-1");
        assertThat(paid.verify("secretary-1", "签到表", TUESDAY, 120).events()).hasSize(1);
        paid.correct(duty, MONDAY, "leader-1");
        assertThat(paid.state()).isEqualTo(State.PAID_DUTY);
    }

    @Test
    void a_withdrawn_service_is_left_alone() {
        assertThat(service.withdraw("重复录入", TUESDAY, "leader-1").events())
                .containsExactly(new ServiceWithdrawn("s1", "重复录入", MONDAY));
        assertThat(service.state()).isEqualTo(State.WITHDRAWN);
        assertThat(service.takesTime()).isFalse();
        refused("already-withdrawn", () -> service.verify("secretary-1", "签到表", TUESDAY, 120));
        refused("already-withdrawn", () -> service.reject("secretary-1", "未到", TUESDAY));
    }

    @Test
    void a_contested_record_stays_as_it_is_until_somebody_without_a_part_in_it_decides() {
        service.correct(pruning(60), MONDAY, "clerk-1");
        service.verify("secretary-1", "签到表", TUESDAY, 60);
        refused("service-not-contested", () -> service.settleContest("inspector-1", true, "属实", TUESDAY));

        assertThat(service.contest("v1-account", "实为两小时", TUESDAY).events())
                .containsExactly(new ServiceContested("s1", MONDAY));
        assertThat(service.state()).isEqualTo(State.VERIFIED);
        refused("service-already-contested", () -> service.contest("v1-account", "实为三小时", TUESDAY));
        for (String by : List.of("leader-1", "clerk-1", "secretary-1", "v1", "v1-account")) {
            refused("own-record", () -> service.settleContest(by, true, "属实", TUESDAY));
        }

        assertThat(service.settleContest("inspector-1", false, "签到表为一小时", TUESDAY)
                        .events())
                .containsExactly(new ServiceContestSettled("s1", "inspector-1", false, MONDAY));
        assertThat(service.state()).isEqualTo(State.VERIFIED);
        assertThat(service.contest("v1-account", "另有照片", TUESDAY).events())
                .as("with something new to say")
                .hasSize(1);
    }

    @Test
    void an_upheld_contest_rejects_the_record_which_is_then_corrected_and_verified_anew() {
        service.verify("secretary-1", "签到表", TUESDAY, 120);
        service.contest("v1-account", "实为三小时", TUESDAY);

        assertThat(service.settleContest("inspector-1", true, "照片属实", TUESDAY).events())
                .containsExactly(
                        new ServiceContestSettled("s1", "inspector-1", true, MONDAY),
                        new ServiceRejected("s1", "inspector-1", "照片属实", MONDAY));
        assertThat(service.state()).isEqualTo(State.REJECTED);
        service.correct(pruning(180), MONDAY, "leader-1");
        service.verify("secretary-1", "签到表", TUESDAY, 180);
        assertThat(service.state()).isEqualTo(State.VERIFIED);
    }

    @Test
    void who_had_verified_a_contested_record_does_not_decide_over_it_once_it_is_corrected_either() {
        service.verify("secretary-1", "签到表", TUESDAY, 120);
        service.contest("v1-account", "实为三小时", TUESDAY);
        service.correct(pruning(180), MONDAY, "leader-1");

        refused("own-record", () -> service.settleContest("secretary-1", true, "已更正", TUESDAY));
        assertThat(service.settleContest("inspector-1", true, "已更正", TUESDAY).events())
                .as("what was amended meanwhile is not rejected")
                .containsExactly(new ServiceContestSettled("s1", "inspector-1", true, MONDAY));
        assertThat(service.state()).isEqualTo(State.UNVERIFIED);
    }

    @Test
    void a_rejected_record_and_paid_duty_are_contested_and_then_corrected_and_a_withdrawn_one_is_left_alone() {
        service.reject("secretary-1", "未到", TUESDAY);
        ServiceRecord paid = logged(new Content("t1", "m1", "v1", 120, PlaceKind.VILLAGE, "值班", true));
        for (ServiceRecord each : List.of(service, paid)) {
            State before = each.state();
            each.contest("v1-account", "与事实不符", TUESDAY);
            assertThat(each.settleContest("inspector-1", true, "属实", TUESDAY).events())
                    .containsExactly(new ServiceContestSettled("s1", "inspector-1", true, MONDAY));
            assertThat(each.state()).isEqualTo(before);
        }
        service.withdraw("重复录入", TUESDAY, "leader-1");
        refused("already-withdrawn", () -> service.contest("v1-account", "与事实不符", TUESDAY));
    }

    @Test
    void services_that_follow_each_other_do_not_overlap_and_one_minute_less_does() {
        assertThat(service.meets(from(END))).isFalse();
        assertThat(service.meets(from(END.minus(Duration.ofMinutes(1))))).isTrue();
        assertThat(service.meets(from(MONDAY.minus(Duration.ofMinutes(120))))).isFalse();
        assertThat(service.meets(from(MONDAY.minus(Duration.ofMinutes(119))))).isTrue();
    }

    private static ServiceRecord from(Instant from) {
        return new ServiceRecord("s2", "990101201201", PRUNING, from, "leader-1", TUESDAY);
    }

    @ParameterizedTest
    @CsvSource({
        // The tenth working day after Monday, 2 June, is Monday, 16 June
        "2025-06-16T23:59:59.999, 2025-06-16T23:59:59.999, false, false",
        "2025-06-17T00:00:00, 2025-06-16T23:59:59.999, true, false",
        "2025-06-16T23:59:59.999, 2025-06-17T00:00:00, false, true"
    })
    void a_service_entered_or_verified_after_the_tenth_working_day_is_marked(
            String entered, String verified, boolean enteredLate, boolean verifiedLate) {
        ServiceRecord late = new ServiceRecord("s1", "990101201201", PRUNING, MONDAY, "leader-1", local(entered));
        late.record();
        late.verify("secretary-1", "签到表", local(verified), 120);

        ServiceView view = ServiceView.of(late, local("2025-12-01T00:00:00"), ZONE, WorkingDays.MONDAY_TO_FRIDAY);
        assertThat(view.dueBy()).isEqualTo(LocalDate.of(2025, 6, 16));
        assertThat(view.enteredLate()).isEqualTo(enteredLate);
        assertThat(view.verifiedLate()).isEqualTo(verifiedLate);
    }

    @Test
    void a_service_that_still_waits_is_marked_from_the_eleventh_working_day_on_and_paid_duty_never() {
        assertThat(ServiceView.of(service, local("2025-06-16T23:59:59"), ZONE, WorkingDays.MONDAY_TO_FRIDAY)
                        .verifiedLate())
                .isFalse();
        assertThat(ServiceView.of(service, local("2025-06-17T00:00:00"), ZONE, WorkingDays.MONDAY_TO_FRIDAY)
                        .verifiedLate())
                .isTrue();
        ServiceRecord paid = logged(new Content("t1", "m1", "v1", 120, PlaceKind.VILLAGE, "值班", true));
        assertThat(ServiceView.of(paid, local("2025-06-17T00:00:00"), ZONE, WorkingDays.MONDAY_TO_FRIDAY)
                        .verifiedLate())
                .isFalse();
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(ZONE).toInstant();
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
