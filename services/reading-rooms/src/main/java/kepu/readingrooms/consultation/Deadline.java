package kepu.readingrooms.consultation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;

/**
 * By when the consultations of a unit are to be answered (答复期限): so many working days after the local day of asking.
 *
 * @param workingDays of the unit
 * @param today by which a day has passed or not
 */
record Deadline(WorkingDays workingDays, LocalDate today, ZoneId zone, int days) {
    /** The last day in time. */
    LocalDate of(Instant askedAt) {
        return workingDays.after(LocalDate.ofInstant(askedAt, zone), days);
    }

    /** Whether the last day in time is over. */
    boolean hasPassed(Instant askedAt) {
        return askedAt.isBefore(passedIfAskedBefore());
    }

    /** The deadlines of all that was asked before have passed, and of nothing else. */
    Instant passedIfAskedBefore() {
        return askedBefore(today);
    }

    /** The deadlines of all that was asked before end with the next working day at the latest, and of nothing else. */
    Instant dueSoonIfAskedBefore() {
        return askedBefore(workingDays.after(today, 1).plusDays(1));
    }

    /** What was asked before is to be answered before that day. */
    private Instant askedBefore(LocalDate day) {
        LocalDate first = day;
        while (!workingDays.after(first.minusDays(1), days).isBefore(day)) {
            first = first.minusDays(1);
        }
        return first.atStartOfDay(zone).toInstant();
    }
}
