package kepu.assessment.scoring.science;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that residents wait for an answer to.
 *
 * @param due the last day in time
 * @param answered the day of the answer that holds; none if nobody answered yet
 */
record Matter(LocalDate due, @Nullable LocalDate answered) {
    /** In time, or how it stands on a day. */
    enum Standing {
        IN_TIME,
        LATE,
        OVERDUE,
        NOT_YET_DUE
    }

    Standing on(LocalDate day) {
        if (answered != null) {
            return answered.isAfter(due) ? Standing.LATE : Standing.IN_TIME;
        }
        return day.isAfter(due) ? Standing.OVERDUE : Standing.NOT_YET_DUE;
    }
}
