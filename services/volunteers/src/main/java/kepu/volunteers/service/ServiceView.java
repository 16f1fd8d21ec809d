package kepu.volunteers.service;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.contracts.WorkingDays;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a service record.
 *
 * @param dueBy the tenth working day after it, by whose end it ought to be entered and verified
 * @param enteredLate entered after that day
 * @param verifiedLate verified after that day, or not yet and it has passed
 * @param verdicts who verified this version, on a long day two people, or who rejected it
 * @param contest what the volunteer holds against it, if they ever did; the last one
 */
record ServiceView(
        String id,
        String unitId,
        @JsonUnwrapped ServiceRecord.Content content,
        Instant occurredAt,
        Instant until,
        ServiceRecord.State state,
        String recordedBy,
        @Nullable String correctedBy,
        Instant enteredAt,
        LocalDate dueBy,
        boolean enteredLate,
        boolean verifiedLate,
        List<ServiceRecord.Verdict> verdicts,
        @Nullable ContestView contest,
        long version) {
    record ContestView(
            Contest.State state, String by, Instant at, String reason, Contest.@Nullable Settlement settlement) {
        static @Nullable ContestView of(@Nullable Contest contest) {
            return contest == null
                    ? null
                    : new ContestView(
                            contest.state(), contest.by(), contest.at(), contest.reason(), contest.settlement());
        }
    }

    private static final int WORKING_DAYS = 10;

    /** @param workingDays of its unit */
    static ServiceView of(ServiceRecord record, Instant now, ZoneId zone, WorkingDays workingDays) {
        LocalDate dueBy = workingDays.after(LocalDate.ofInstant(record.occurredAt(), zone), WORKING_DAYS);
        Instant verified = switch (record.state()) {
            case UNVERIFIED, VERIFIED_ONCE -> now;
            case VERIFIED -> record.verdicts().getLast().at();
            case REJECTED, PAID_DUTY, WITHDRAWN -> record.occurredAt();
        };
        return new ServiceView(
                record.id(),
                record.unitId(),
                record.content(),
                record.occurredAt(),
                record.until(),
                record.state(),
                record.recordedBy(),
                record.correctedBy(),
                record.enteredAt(),
                dueBy,
                LocalDate.ofInstant(record.enteredAt(), zone).isAfter(dueBy),
                LocalDate.ofInstant(verified, zone).isAfter(dueBy),
                record.verdicts(),
                ContestView.of(record.contest()),
                record.version());
    }
}
