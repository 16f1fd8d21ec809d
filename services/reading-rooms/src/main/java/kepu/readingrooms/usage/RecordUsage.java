package kepu.readingrooms.usage;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.readingrooms.room.Rooms;
import kepu.readingrooms.unit.OpenUnits;
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
    private final OpenUnits units;
    private final ZoneId zone;

    RecordUsage(AggregateStore store, Rooms rooms, OpenUnits units, ZoneId zone) {
        this.store = store;
        this.rooms = rooms;
        this.units = units;
        this.zone = zone;
    }

    private record Day(String roomId, LocalDate date, Source source) {
        String id() {
            return UsageDay.id(roomId, date, source);
        }

        UsageDay blank(Rooms.Known room) {
            return new UsageDay(id(), room.unitId(), roomId, date, source);
        }
    }

    /** The receipts of the days, in their order. A batch that was begun is carried out, whatever has happened to its rooms since. */
    List<Receipt> handle(Command command, UsageController.UsageRequest request) {
        Map<Day, List<UsageDay.Use>> days = days(request);
        Map<String, Rooms.Known> known = new LinkedHashMap<>();
        Function<Day, UsageDay> blank = day -> day.blank(known.computeIfAbsent(day.roomId(), rooms::get));
        List<AggregateStore.Loaded<UsageDay>> stored = store.load(
                command, UsageDay.class, days.keySet().stream().map(Day::id).toList());
        boolean isBegun = stored.stream().anyMatch(day -> day.isChangedBy(command));
        if (!isBegun) {
            requireAllowed(command, request, known);
            Map<String, UsageDay> soFar = new LinkedHashMap<>();
            stored.forEach(day -> soFar.put(day.aggregate().id(), day.aggregate()));
            days.forEach((day, uses) ->
                    soFar.computeIfAbsent(day.id(), _ -> blank.apply(day)).with(uses));
        }
        String file = request.file() == null ? null : request.file().shown();
        List<Receipt> receipts = new ArrayList<>();
        days.forEach((day, uses) -> receipts.add(store.createOrUpdate(
                command,
                UsageDay.class,
                day.id(),
                () -> blank.apply(day),
                is -> is.take(uses, file, command.actor(), zone))));
        if (isBegun) {
            command.noteReplayed(true);
        }
        return receipts;
    }

    private static Map<Day, List<UsageDay.Use>> days(UsageController.UsageRequest request) {
        Map<Day, List<UsageDay.Use>> days = new LinkedHashMap<>();
        request.records()
                .forEach(record -> days.computeIfAbsent(
                                new Day(record.roomId(), record.date(), request.source()), _ -> new ArrayList<>())
                        .add(new UsageDay.Use(record.recordId(), record.kind(), record.readerId())));
        return days;
    }

    /** @param known becomes the rooms */
    private void requireAllowed(Command command, UsageController.UsageRequest request, Map<String, Rooms.Known> known) {
        LocalDate today = LocalDate.ofInstant(command.now(), zone);
        LocalDate last = lastDay(request, today);
        for (UsageController.UseRequest record : request.records()) {
            requireStanding(known.computeIfAbsent(record.roomId(), rooms::get), record.date());
            if (record.date().isAfter(last)) {
                throw last.equals(today)
                        ? UsageRejection.inFuture(record.date())
                        : UsageRejection.laterThanFile(record.date(), last);
            }
        }
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
        units.requireOpen(room.unitId(), date.atStartOfDay(zone).toInstant());
    }
}
