package kepu.readingrooms.opening;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import org.springframework.stereotype.Component;

/** Sets the calendar of a room for a year; whoever changes one must have seen it. */
@Component
class SetCalendar {
    private final AggregateStore store;
    private final Rooms rooms;

    SetCalendar(AggregateStore store, Rooms rooms) {
        this.store = store;
        this.rooms = rooms;
    }

    Receipt handle(Command command, String roomId, int year, OpeningController.CalendarRequest request) {
        Rooms.Known room = rooms.get(roomId);
        return store.createOrUpdate(
                command,
                OpeningCalendar.class,
                OpeningCalendar.id(roomId, year),
                () -> OpeningCalendar.blank(room.unitId(), roomId, year),
                calendar -> {
                    if (calendar.isKnown()) {
                        command.onSeenVersion();
                    }
                    Instant at = command.occurredAt(request.occurredAt());
                    rooms.standing(roomId, at);
                    return calendar.exempt(request.exemptWeeks(), at);
                });
    }
}
