package kepu.assessment.rectification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;
import kepu.contracts.assessment.OrderEvent.Cause;
import kepu.contracts.assessment.OrderEvent.Colour;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceAccepted;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceHandedIn;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceReturned;
import kepu.contracts.assessment.OrderEvent.OrderExtended;
import kepu.contracts.assessment.OrderEvent.OrderExtensionRefused;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderReinspectionFailed;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.OrderEvent.OrderSlipIssued;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** An order of Monday 2 March 2026 with the deadline Friday 20 March; the secretary acts for the village. */
class OrderTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DEADLINE = LocalDate.of(2026, 3, 20);
    private static final Instant ISSUED = at("2026-03-02T10:00").at();

    private final Order order = new Order("o1", "990101201201", "书屋未按时开放", DEADLINE, "i1", "登记缺二月", "S01", ISSUED);

    private static Moment by(String actor, String time) {
        return by(actor, time, time);
    }

    private static Moment by(String actor, String time, String recorded) {
        return Moment.of(instant(time), instant(recorded), ZONE, actor);
    }

    private static Instant instant(String time) {
        return LocalDateTime.parse(time).atZone(ZONE).toInstant();
    }

    private static Moment at(String time) {
        return by("inspector", time);
    }

    private static Moment village(String time) {
        return by("secretary", time);
    }

    private static void assertRefused(String code, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private Order handedIn(String time) {
        order.issue(at("2026-03-02T10:00"));
        order.acknowledge(village("2026-03-03T10:00"));
        order.plan("专人值守", village("2026-03-04T10:00"));
        order.handIn("登记", village(time));
        return order;
    }

    @Test
    void an_order_goes_from_issue_to_signing_off_step_by_step() {
        assertThat(order.issue(at("2026-03-02T10:00")).events())
                .containsExactly(new OrderIssued("o1", "书屋未按时开放", DEADLINE, "i1", "登记缺二月", "S01"));
        assertRefused("order-out-of-turn", () -> order.plan("专人值守", village("2026-03-03T10:00")));
        order.acknowledge(village("2026-03-03T10:00"));
        assertRefused("order-out-of-turn", () -> order.acknowledge(village("2026-03-03T11:00")));
        assertRefused("order-out-of-turn", () -> order.handIn("登记", village("2026-03-04T10:00")));
        order.plan("专人值守", village("2026-03-04T10:00"));
        order.plan("两人轮值", village("2026-03-05T10:00"));
        assertRefused("order-out-of-turn", () -> order.accept(at("2026-03-06T10:00")));
        assertThat(order.handIn("登记", village("2026-03-10T10:00")).events())
                .containsExactly(new OrderEvidenceHandedIn("o1", "登记", ISSUED));
        assertRefused("order-out-of-turn", () -> order.signOff("合格", at("2026-03-11T10:00")));
        assertThat(order.accept(at("2026-03-11T10:00")).events())
                .containsExactly(new OrderEvidenceAccepted("o1", ISSUED));
        assertThat(order.signOff("合格", at("2026-03-12T10:00")).events())
                .containsExactly(new OrderSignedOff("o1", "合格", ISSUED));
        assertThat(OrderState.of(order.stage())).isEqualTo(OrderState.SIGNED_OFF);
        assertRefused(
                "order-out-of-turn",
                () -> order.requestExtension(LocalDate.of(2026, 4, 1), "雨", village("2026-03-13T10:00")));
    }

    @Test
    void a_deadline_lies_after_the_day_of_issue() {
        assertRefused("deadline-not-after-issue", () -> order.issue(at("2026-03-20T00:00")));
        order.issue(at("2026-03-19T23:59"));
    }

    @Test
    void nobody_decides_on_what_they_did_for_the_unit() {
        handedIn("2026-03-10T10:00");
        assertRefused("own-record", () -> order.accept(village("2026-03-11T10:00")));
        assertRefused("own-record", () -> order.giveBack("不全", village("2026-03-11T10:00")));
        order.accept(at("2026-03-11T10:00"));
        assertRefused("own-record", () -> order.signOff("合格", village("2026-03-12T10:00")));
        assertRefused("own-record", () -> order.fail("未开放", village("2026-03-12T10:00")));
        assertRefused("own-record", () -> order.cancel("误", village("2026-03-12T10:00")));
        assertThat(order.past().taken()).extracting(Step::what).doesNotContain(Step.What.SIGNED_OFF);
    }

    @Test
    void evidence_is_returned_with_the_reason_and_handed_in_again() {
        handedIn("2026-03-10T10:00");
        assertThat(order.giveBack("不全", at("2026-03-11T10:00")).events())
                .containsExactly(new OrderEvidenceReturned("o1", "不全", ISSUED));
        assertThat(OrderState.of(order.stage())).isEqualTo(OrderState.TO_BE_MENDED);
        order.handIn("补登", by("deputy", "2026-03-12T10:00"));
        assertRefused("own-record", () -> order.accept(by("deputy", "2026-03-13T10:00")));
        order.accept(at("2026-03-13T10:00"));
    }

    @Test
    void steps_come_in_the_order_of_time() {
        handedIn("2026-03-10T10:00");
        assertRefused("step-before-previous", () -> order.accept(at("2026-03-10T09:59")));
        order.accept(at("2026-03-10T10:00"));
    }

    @Test
    void a_step_of_the_unit_is_entered_within_three_working_days_across_a_holiday_and_a_make_up_saturday() {
        WorkingDays withHoliday = day -> day.equals(LocalDate.of(2026, 3, 14))
                || WorkingDays.MONDAY_TO_FRIDAY.include(day) && !day.equals(LocalDate.of(2026, 3, 12));
        order.issue(at("2026-03-02T10:00"));
        // Wednesday 11 March: then a holiday, a Friday, a Saturday that is worked and a Monday
        order.past().requireEnteredInTime(by("secretary", "2026-03-11T10:00", "2026-03-16T23:59"), ZONE, withHoliday);
        assertRefused(
                "step-entered-too-late",
                () -> order.past()
                        .requireEnteredInTime(
                                by("secretary", "2026-03-11T10:00", "2026-03-17T00:00"), ZONE, withHoliday));
    }

    @Test
    void a_step_of_an_order_that_was_entered_after_its_day_may_be_entered_whenever() {
        order.issue(by("inspector", "2026-03-02T10:00", "2026-09-01T10:00"));
        order.past()
                .requireEnteredInTime(
                        by("secretary", "2026-08-31T23:59", "2026-12-01T10:00"), ZONE, WorkingDays.MONDAY_TO_FRIDAY);
        assertRefused(
                "step-entered-too-late",
                () -> order.past()
                        .requireEnteredInTime(
                                by("secretary", "2026-09-01T00:00", "2026-12-01T10:00"),
                                ZONE,
                                WorkingDays.MONDAY_TO_FRIDAY));
    }

    @Test
    void a_step_says_when_it_was_taken_and_when_it_was_entered() {
        order.issue(at("2026-03-02T10:00"));
        order.acknowledge(by("secretary", "2026-03-03T10:00", "2026-03-05T09:00"));
        assertThat(order.past().taken().getLast().at()).isEqualTo(instant("2026-03-03T10:00"));
        assertThat(order.past().taken().getLast().recordedAt()).isEqualTo(instant("2026-03-05T09:00"));
    }

    @Test
    void an_extension_is_approved_by_somebody_else_than_who_asked_and_is_later() {
        order.issue(at("2026-03-02T10:00"));
        assertRefused("extension-not-requested", () -> order.extend(at("2026-03-02T11:00")));
        assertRefused("extension-not-later", () -> order.requestExtension(DEADLINE, "雨", village("2026-03-03T10:00")));
        order.requestExtension(DEADLINE.plusDays(1), "雨", village("2026-03-03T10:00"));
        assertRefused(
                "extension-already-requested",
                () -> order.requestExtension(DEADLINE.plusDays(9), "雨", village("2026-03-03T11:00")));
        assertRefused("own-record", () -> order.extend(village("2026-03-04T10:00")));
        assertThat(order.extend(at("2026-03-04T10:00")).events())
                .containsExactly(new OrderExtended("o1", DEADLINE.plusDays(1), DEADLINE, "雨", "secretary", ISSUED));
        assertThat(order.isOverdue(DEADLINE.plusDays(1))).isFalse();
        assertThat(order.isOverdue(DEADLINE.plusDays(2))).isTrue();

        order.requestExtension(DEADLINE.plusDays(9), "又", village("2026-03-05T10:00"));
        assertRefused("own-record", () -> order.refuseExtension("不准", village("2026-03-06T10:00")));
        assertThat(order.refuseExtension("不准", at("2026-03-06T10:00")).events())
                .containsExactly(new OrderExtensionRefused("o1", "不准", ISSUED));
        assertThat(order.deadline()).isEqualTo(DEADLINE.plusDays(1));
    }

    @Test
    void an_extension_is_asked_for_by_the_deadline_that_holds_and_may_be_approved_later() {
        order.issue(at("2026-03-02T10:00"));
        LocalDate later = DEADLINE.plusDays(40);
        assertRefused(
                "extension-asked-too-late", () -> order.requestExtension(later, "雨", village("2026-03-21T00:00")));
        order.requestExtension(DEADLINE.plusDays(3), "雨", village("2026-03-20T23:59"));
        order.extend(at("2026-03-22T10:00"));
        assertRefused(
                "extension-asked-too-late", () -> order.requestExtension(later, "雨", village("2026-03-24T00:00")));
        order.requestExtension(later, "雨", village("2026-03-23T23:59"));
    }

    @Test
    void evidence_that_came_in_time_leaves_its_day_of_return_to_ask_for_an_extension_and_late_evidence_none() {
        handedIn("2026-03-20T23:59");
        order.giveBack("不全", at("2026-03-25T10:00"));
        LocalDate later = DEADLINE.plusDays(40);
        assertRefused(
                "extension-asked-too-late", () -> order.requestExtension(later, "雨", village("2026-03-26T00:00")));
        order.requestExtension(later, "雨", village("2026-03-25T23:59"));
        order.refuseExtension("不准", at("2026-03-25T23:59"));
        order.handIn("补", village("2026-03-27T10:00"));
        assertRefused(
                "extension-asked-too-late", () -> order.requestExtension(later, "雨", village("2026-03-27T11:00")));
        order.giveBack("不全", at("2026-03-28T10:00"));
        assertRefused(
                "extension-asked-too-late", () -> order.requestExtension(later, "雨", village("2026-03-28T11:00")));
    }

    @Test
    void it_is_overdue_after_its_last_day_unless_evidence_handed_in_by_then_is_with_the_inspectors() {
        order.issue(at("2026-03-02T10:00"));
        assertThat(order.isOverdue(DEADLINE)).isFalse();
        assertThat(order.isOverdue(DEADLINE.plusDays(1))).isTrue();
        order.acknowledge(village("2026-03-03T10:00"));
        order.plan("专人值守", village("2026-03-04T10:00"));
        order.handIn("登记", village("2026-03-20T23:59"));
        assertThat(order.isOverdue(DEADLINE.plusDays(30))).isFalse();
        order.accept(at("2026-03-25T10:00"));
        assertThat(order.isOverdue(DEADLINE.plusDays(30))).isFalse();
        order.fail("未开放", at("2026-03-26T10:00"));
        assertThat(order.isOverdue(DEADLINE.plusDays(6))).isTrue();
        order.handIn("登记", village("2026-03-27T10:00"));
        assertThat(order.isOverdue(DEADLINE.plusDays(7)))
                .as("handed in too late")
                .isTrue();
        order.accept(at("2026-03-28T10:00"));
        order.signOff("合格", at("2026-03-29T10:00"));
        assertThat(order.isOverdue(DEADLINE.plusDays(9))).isFalse();
    }

    @Test
    void the_second_failed_reinspection_brings_the_red_slip_and_the_third_no_other() {
        handedIn("2026-03-10T10:00");
        order.accept(at("2026-03-11T10:00"));
        assertThat(order.fail("未开放", at("2026-03-12T10:00")).events())
                .containsExactly(new OrderReinspectionFailed("o1", "未开放", ISSUED));
        order.handIn("登记", village("2026-03-13T10:00"));
        order.accept(at("2026-03-13T11:00"));
        assertThat(order.fail("未开放", at("2026-03-13T12:00")).events())
                .containsExactly(
                        new OrderReinspectionFailed("o1", "未开放", ISSUED),
                        new OrderSlipIssued("o1", Colour.RED, Cause.FAILED_TWICE, DEADLINE, ISSUED));
        order.handIn("登记", village("2026-03-14T10:00"));
        order.accept(at("2026-03-14T11:00"));
        assertThat(order.fail("未开放", at("2026-03-14T12:00")).events()).hasSize(1);
        assertThat(order.slips()).hasSize(1);
    }

    @Test
    void a_wrongly_issued_order_is_cancelled_however_far_it_has_come_and_only_once() {
        handedIn("2026-03-10T10:00");
        assertThat(order.cancel("下达有误", at("2026-03-11T10:00")).events())
                .containsExactly(new OrderCancelled("o1", "下达有误", ISSUED));
        assertThat(order.isOverdue(DEADLINE.plusDays(1))).isFalse();
        assertRefused("order-out-of-turn", () -> order.cancel("又", at("2026-03-12T10:00")));
        assertRefused("order-out-of-turn", () -> order.accept(at("2026-03-12T10:00")));
    }
}
