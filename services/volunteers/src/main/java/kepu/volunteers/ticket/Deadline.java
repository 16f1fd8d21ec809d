package kepu.volunteers.ticket;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;

/**
 * By when the tickets of a unit are to be resolved (办结期限): so many working days after the local day of raising.
 *
 * @param workingDays of the unit
 * @param today by which a day has passed or not
 */
record Deadline(WorkingDays workingDays, LocalDate today, ZoneId zone, int days) {
    /** The last day in time. */
    LocalDate of(Instant raisedAt) {
        return workingDays.after(LocalDate.ofInstant(raisedAt, zone), days);
    }

    /** Whether the last day in time is over. */
    boolean hasPassed(Instant raisedAt) {
        return raisedAt.isBefore(passedIfRaisedBefore());
    }

    /** The deadlines of all that was raised before have passed, and of nothing else. */
    Instant passedIfRaisedBefore() {
        LocalDate first = today;
        while (!workingDays.after(first.minusDays(1), days).isBefore(today)) {
            first = first.minusDays(1);
        }
        return first.atStartOfDay(zone).toInstant();
    }
}
