package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of days in one state, closed-open; empty if {@code to} is not after {@code from}.
 *
 * @param key what was in that state
 * @param endedBy the event that ended it, if one did
 */
public record Span(
        String key,
        LocalDate from,
        LocalDate to,
        Dated<?> startedBy,
        @Nullable Dated<?> endedBy) {
    /** The same, ended by {@code event} unless it ended before. */
    public Span endedBy(Dated<?> event) {
        return event.date().isBefore(to) ? new Span(key, from, event.date(), startedBy, event) : this;
    }
}
