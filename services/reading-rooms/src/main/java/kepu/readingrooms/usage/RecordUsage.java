package kepu.readingrooms.usage;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a batch of uses of several rooms and days: refused as a whole before anything is stored, or stored day by day. Who
 * sends it again, because an answer got lost, changes nothing.
 */
@Component
class RecordUsage {
    private final AggregateStore store;
    private final Rooms rooms;
    private final ZoneId zone;

    RecordUsage(AggregateStore store, Rooms rooms, ZoneId zone) {
        this.store = store;
        this.rooms = rooms;
        this.zone = zone;
    }

    private record Day(Rooms.Known room, LocalDate date, Source source) {
        String id() {
            return UsageDay.id(room.roomId(), date, source);
        }

        UsageDay blank() {
            return new UsageDay(id(), room.unitId(), room.roomId(), date, source);
        }
    }

    /** The receipts of the days, in their order. */
    List<Receipt> handle(Command command, UsageController.UsageRequest request) {
        Map<Day, List<UsageDay.Use>> days = days(command, request);
        Map<String, UsageDay> stored = new LinkedHashMap<>();
        store.load(command, UsageDay.class, days.keySet().stream().map(Day::id).toList())
                .forEach(day -> stored.put(day.aggregate().id(), day.aggregate()));
        days.forEach((day, uses) -> stored.getOrDefault(day.id(), day.blank()).with(uses));
        String file = request.file() == null ? null : request.file().shown();
        List<Receipt> receipts = new ArrayList<>();
        days.forEach((day, uses) -> receipts.add(store.createOrUpdate(
                command, UsageDay.class, day.id(), day::blank, is -> is.take(uses, file, command.actor(), zone))));
        return receipts;
    }

    private Map<Day, List<UsageDay.Use>> days(Command command, UsageController.UsageRequest request) {
        LocalDate today = LocalDate.ofInstant(command.now(), zone);
        LocalDate last = lastDay(request, today);
        Map<String, Rooms.Known> known = new LinkedHashMap<>();
        Map<Day, List<UsageDay.Use>> days = new LinkedHashMap<>();
        for (UsageController.UseRequest record : request.records()) {
            Rooms.Known room = known.computeIfAbsent(record.roomId(), rooms::get);
            requireStanding(room, record.date());
            if (record.date().isAfter(last)) {
                throw last.equals(today)
                        ? UsageRejection.inFuture(record.date())
                        : UsageRejection.laterThanFile(record.date(), last);
            }
            days.computeIfAbsent(new Day(room, record.date(), request.source()), _ -> new ArrayList<>())
                    .add(new UsageDay.Use(record.recordId(), record.kind(), record.readerId()));
        }
        return days;
    }

    private static LocalDate lastDay(UsageController.UsageRequest request, LocalDate today) {
        UsageController.@Nullable FileRequest file = request.file();
        if (file == null) {
            if (request.source() != Source.ROOM) {
                throw UsageRejection.fileNeeded();
            }
            return today;
        }
        if (file.dated().isAfter(today)) {
            throw UsageRejection.inFuture(file.dated());
        }
        return file.dated();
    }

    private void requireStanding(Rooms.Known room, LocalDate date) {
        LocalDate first = LocalDate.ofInstant(room.standsSince(), zone);
        if (date.isBefore(first)) {
            throw UsageRejection.beforeTheRoom(date, first);
        }
        if (room.retiredAt() != null && date.isAfter(LocalDate.ofInstant(room.retiredAt(), zone))) {
            throw UsageRejection.afterRetirement(date, LocalDate.ofInstant(room.retiredAt(), zone));
        }
    }
}
