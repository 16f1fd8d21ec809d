package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.time.ZoneId;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;

/** The days of a room that can be recorded today: from the day it was set up to that of its retirement. */
record RecordableDays(LocalDate first, @Nullable LocalDate last, LocalDate today) {
    static RecordableDays of(Rooms.Known room, LocalDate today, ZoneId zone) {
        return new RecordableDays(
                LocalDate.ofInstant(room.standsSince(), zone),
                room.retiredAt() == null ? null : LocalDate.ofInstant(room.retiredAt(), zone),
                today);
    }

    void requireIncluding(LocalDate date) {
        if (date.isAfter(today)) {
            throw OpeningRejection.inFuture(date);
        }
        if (date.isBefore(first)) {
            throw OpeningRejection.beforeTheRoom(date, first);
        }
        if (last != null && date.isAfter(last)) {
            throw OpeningRejection.afterRetirement(date, last);
        }
    }
}
