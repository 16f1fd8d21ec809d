package kepu.readingrooms.consultation;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.contracts.WorkingDays;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The deadlines of consultations; working days are Monday to Friday until there is a calendar. */
@Component
final class Deadlines {
    private static final String ASKED = "occurredAt";

    private final Clock clock;
    private final ZoneId zone;
    private final int days;

    Deadlines(Clock clock, ZoneId zone, @Value("${kepu.reading-rooms.consultation-working-days}") int days) {
        this.clock = clock;
        this.zone = zone;
        this.days = days;
    }

    Deadline now() {
        return new Deadline(WorkingDays.MONDAY_TO_FRIDAY, LocalDate.now(clock.withZone(zone)), zone, days);
    }

    /** Consultations whose last day is over. */
    Bson passed() {
        return Filters.lt(ASKED, now().passedIfAskedBefore());
    }

    /** Consultations whose last day is today or the next working day. */
    Bson dueSoon() {
        Deadline now = now();
        return Filters.and(
                Filters.gte(ASKED, now.passedIfAskedBefore()), Filters.lt(ASKED, now.dueSoonIfAskedBefore()));
    }
}
