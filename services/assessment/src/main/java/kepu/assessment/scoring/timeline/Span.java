package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A half-open run of days in one state, {@code from} included; empty if {@code to} is not after {@code from}.
 *
 * @param key what was in that state
 * @param endedBy the event that ended it, if one did
 */
public record Span(
        String key,
        LocalDate from,
        LocalDate to,
        DatedEvent<?> startedBy,
        @Nullable DatedEvent<?> endedBy) {
    /** The same, ended by {@code event} unless it ended before. */
    public Span endedBy(DatedEvent<?> event) {
        return event.date().isBefore(to) ? new Span(key, from, event.date(), startedBy, event) : this;
    }
}
