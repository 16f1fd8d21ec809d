package kepu.defaults.replica;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;

/**
 * By when what residents wait for is due (办理期限): so many working days after the local day on which it began.
 *
 * @param workingDays of the unit
 * @param today by which a day has passed or not
 */
public record Deadline(WorkingDays workingDays, LocalDate today, ZoneId zone, int days) {
    /** The last day in time. */
    public LocalDate of(Instant begun) {
        return workingDays.after(LocalDate.ofInstant(begun, zone), days);
    }

    /** Whether the last day in time is over. */
    public boolean hasPassed(Instant begun) {
        return begun.isBefore(passedIfBegunBefore());
    }

    /** The deadlines of all that began before have passed, and of nothing else. */
    public Instant passedIfBegunBefore() {
        return begunBefore(today);
    }

    /** The deadlines of all that began before end with the next working day at the latest, and of nothing else. */
    public Instant dueSoonIfBegunBefore() {
        return begunBefore(workingDays.after(today, 1).plusDays(1));
    }

    /** What began before is due before that day. */
    private Instant begunBefore(LocalDate day) {
        LocalDate first = day;
        while (!workingDays.after(first.minusDays(1), days).isBefore(day)) {
            first = first.minusDays(1);
        }
        return first.atStartOfDay(zone).toInstant();
    }
}
