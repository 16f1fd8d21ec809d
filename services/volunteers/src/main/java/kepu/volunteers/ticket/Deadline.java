package kepu.volunteers.ticket;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** By when a ticket is to be resolved (办结期限): so many working days after the local day on which it was raised. */
@Component
final class Deadline {
    private final WorkingDays workingDays = WorkingDays.MONDAY_TO_FRIDAY;
    private final Clock clock;
    private final ZoneId zone;
    private final int days;

    Deadline(Clock clock, ZoneId zone, @Value("${kepu.volunteers.ticket-working-days}") int days) {
        this.clock = clock;
        this.zone = zone;
        this.days = days;
    }

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
        LocalDate today = LocalDate.now(clock.withZone(zone));
        LocalDate first = today;
        while (!workingDays.after(first.minusDays(1), days).isBefore(today)) {
            first = first.minusDays(1);
        }
        return first.atStartOfDay(zone).toInstant();
    }
}
