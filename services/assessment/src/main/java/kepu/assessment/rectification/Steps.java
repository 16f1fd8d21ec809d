package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.assessment.rectification.Step.What;
import kepu.contracts.WorkingDays;

/** The steps of an order in the order of time, the issue first, and what their days decide. */
record Steps(List<Step> taken) {
    /** How many working days there are to take note of an order. */
    private static final int ACKNOWLEDGEMENT_WORKING_DAYS = 3;

    /** How many working days after the day that it states a step of the unit may be entered. */
    private static final int ENTRY_WORKING_DAYS = 3;

    /** @throws kepu.defaults.Rejection 422 {@code step-before-previous} */
    void requireNotBeforeLast(Instant at) {
        Instant previous = taken.getLast().at();
        if (at.isBefore(previous)) {
            throw OrderRejection.beforePrevious(previous);
        }
    }

    /**
     * The day that a step of the unit states decides whether it is in time, so it cannot lie far back; unless the order itself
     * was entered only after that day, as history is.
     *
     * @throws kepu.defaults.Rejection 422 {@code step-entered-too-late}
     */
    void requireEnteredInTime(Moment moment, ZoneId zone, WorkingDays workingDays) {
        Step issue = taken.getFirst();
        Instant entered = issue.recordedAt() == null ? issue.at() : issue.recordedAt();
        LocalDate last = workingDays.after(moment.day(), ENTRY_WORKING_DAYS);
        if (!moment.day().isBefore(LocalDate.ofInstant(entered, zone))
                && moment.recordedOn().isAfter(last)) {
            throw OrderRejection.enteredTooLate(moment.day(), last);
        }
    }

    /** The last day on which taking note of the order is in time. */
    LocalDate acknowledgeBy(ZoneId zone, WorkingDays workingDays) {
        return workingDays.after(LocalDate.ofInstant(taken.getFirst().at(), zone), ACKNOWLEDGEMENT_WORKING_DAYS);
    }

    /** Whether it was taken note of after that day, or was not yet today; one that was cancelled before asks for nothing. */
    boolean isAcknowledgedAfter(LocalDate day, LocalDate today, ZoneId zone) {
        return taken.stream()
                .filter(step -> step.what() == What.ACKNOWLEDGED || step.what() == What.CANCELLED)
                .map(step -> LocalDate.ofInstant(step.at(), zone))
                .findFirst()
                .orElse(today)
                .isAfter(day);
    }

    /** Since when the deadline holds: since the issue or the last extension. */
    Instant deadlineSince() {
        return taken.stream()
                .filter(step -> step.what() == What.ISSUED || step.what() == What.EXTENDED)
                .map(Step::at)
                .reduce((_, later) -> later)
                .orElseThrow();
    }
}
