package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;

/** The days of a room that can be recorded now: from the day it was set up to that of its retirement; today up to this minute. */
record RecordableDays(LocalDate first, @Nullable LocalDate last, LocalDateTime now) {
    static RecordableDays of(Rooms.Known room, LocalDateTime now, ZoneId zone) {
        return new RecordableDays(
                LocalDate.ofInstant(room.standsSince(), zone),
                room.retiredAt() == null ? null : LocalDate.ofInstant(room.retiredAt(), zone),
                now);
    }

    void requireIncluding(LocalDate date) {
        if (date.isAfter(now.toLocalDate())) {
            throw OpeningRejection.inFuture(date);
        }
        if (date.isBefore(first)) {
            throw OpeningRejection.beforeTheRoom(date, first);
        }
        if (last != null && date.isAfter(last)) {
            throw OpeningRejection.afterRetirement(date, last);
        }
    }

    /** A session is recorded once it is over. */
    static void requireOver(LocalDate date, Statement said, LocalDateTime now) {
        LocalTime time = now.toLocalTime();
        if (date.equals(now.toLocalDate()) && said.endMinute() > time.get(ChronoField.MINUTE_OF_DAY)) {
            throw OpeningRejection.sessionNotOver(
                    date, said.sessions().getLast().ends());
        }
    }
}
