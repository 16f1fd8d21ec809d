package kepu.defaults.remind;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import kepu.contracts.DomainEvent;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;

/**
 * The reminders of one matter: at most one in each week.
 *
 * <p>A service has a subclass of its own, with its collection, and no audit log, as nobody acts.
 */
public abstract class Reminder extends Aggregate {
    private @Nullable String week;

    /** @param id of the matter */
    protected Reminder(String id, String unitId) {
        super(id, unitId);
    }

    /** Tells nothing if that week, or a later one, has been told of already. */
    final DomainEvents remind(String inWeek, Instant now, Function<String, DomainEvent> reminder) {
        if (week != null && week.compareTo(inWeek) >= 0) {
            return new DomainEvents(now, List.of(), null);
        }
        week = inWeek;
        return raise(now, reminder.apply(inWeek));
    }

    /** The week of ISO 8601, from Monday to Sunday, such as {@code 2026-W11}. */
    static String weekOf(Instant at, ZoneId zone) {
        String day = DateTimeFormatter.ISO_WEEK_DATE.format(LocalDate.ofInstant(at, zone));
        return day.substring(0, day.lastIndexOf('-'));
    }
}
