package kepu.readingrooms.overview;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.defaults.observe.CachedGauges;
import kepu.readingrooms.opening.Openings;
import kepu.readingrooms.room.Rooms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many rooms are in service, and how many of them nobody has opened in the last seven days, today included. */
@Configuration(proxyBeanMethods = false)
class RoomGauges {
    private static final String ROOMS = "kepu.rooms";
    private static final String CLOSED = "kepu.rooms.closed";
    private static final int DAYS = 7;
    private static final int CHUNK = 100;

    @Bean
    CachedGauges countedRooms(Rooms rooms, Openings openings, Clock clock, ZoneId zone) {
        return new CachedGauges(
                List.of(
                        new CachedGauges.Number(ROOMS, "reading rooms in service"),
                        new CachedGauges.Number(CLOSED, "of those, not open on any of the last seven days")),
                () -> count(rooms.inService(), openings, LocalDate.now(clock.withZone(zone))));
    }

    private static Map<String, Long> count(List<String> rooms, Openings openings, LocalDate today) {
        Set<String> closed = new HashSet<>(rooms);
        for (int from = 0; from < rooms.size(); from += CHUNK) {
            closed.removeAll(
                    openings.openOnAnyOf(rooms.subList(from, Math.min(rooms.size(), from + CHUNK)), today, DAYS));
        }
        return Map.of(ROOMS, (long) rooms.size(), CLOSED, (long) closed.size());
    }
}
