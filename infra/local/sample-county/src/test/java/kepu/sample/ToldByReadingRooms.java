package kepu.sample;

import static kepu.sample.Body.at;
import static kepu.sample.Body.filled;
import static kepu.sample.Body.number;
import static kepu.sample.Body.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.DomainEvent;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationRated;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationTransferred;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationWithdrawn;
import kepu.contracts.readingrooms.DeliveryEvent;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryCorrected;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryWithdrawn;
import kepu.contracts.readingrooms.DistanceSessionEvent;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionCorrected;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionHeld;
import kepu.contracts.readingrooms.DistanceSessionEvent.DistanceSessionWithdrawn;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeCorrected;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeWithdrawn;
import kepu.contracts.readingrooms.StockTakeEvent.StockTaken;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.contracts.readingrooms.UsageEvent.UsageWithdrawn;
import org.jspecify.annotations.Nullable;

/** Events of the reading-rooms service. */
final class ToldByReadingRooms {
    /** When what was lent is due, no indicator asks. */
    private static final LocalDate DUE = LocalDate.of(2027, 1, 1);

    private final Told told;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Map<String, Instant> resolvedAt = new HashMap<>();
    private final Map<String, Map<String, Map<?, ?>>> usesOf = new HashMap<>();

    ToldByReadingRooms(Told told) {
        this.told = told;
    }

    void room(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null || what == null) {
            told.of(id, text(body, "unitId"));
            told.tell(
                    id,
                    at(body),
                    new RoomRegistered(id, RoomEvent.Level.valueOf(text(body, "level")), text(body, "name")));
            return;
        }
        String unit = told.unitOf(one);
        switch (what) {
            case "retirement" -> told.tell(one, at(body), new RoomRetired(one, text(body, "reason")));
            case "keeper" -> {}
            case "calendars" -> {
                Set<Integer> weeks = new TreeSet<>();
                ((Collection<?>) body.get("exemptWeeks")).forEach(week -> weeks.add((Integer) week));
                String calendar = one + ":" + item;
                told.of(calendar, unit);
                told.tell(
                        calendar, at(body), new OpeningCalendarSet(one, Integer.parseInt(String.valueOf(item)), weeks));
            }
            case "days" -> {
                LocalDate date = LocalDate.parse(item == null ? text(body, "date") : item);
                String day = one + ":" + date;
                told.of(day, unit);
                DomainEvent event;
                if ("withdrawal".equals(how)) {
                    event = new DayWithdrawn(one, date, text(body, "reason"));
                } else if (body.containsKey("sessions")) {
                    int minutes = 0;
                    for (Object session : (Collection<?>) body.get("sessions")) {
                        minutes += minute(((Map<?, ?>) session).get("to")) - minute(((Map<?, ?>) session).get("from"));
                    }
                    event = new DayOpened(one, date, minutes);
                } else {
                    event = new DayClosed(one, date, text(body, "closedReason"));
                }
                told.tell(day, date.atStartOfDay(told.zone()).toInstant(), event);
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    void delivery(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        String room = roomOf(id, one, body);
        told.fact(
                id,
                one,
                what,
                body,
                () -> new DeliveryReceived(id, room, origin(body), resources(body), copies(body)),
                of -> new DeliveryCorrected(of, room, origin(body), resources(body), copies(body), told.last(of)),
                of -> new DeliveryWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    private static DeliveryEvent.Origin origin(Map<String, Object> body) {
        return DeliveryEvent.Origin.valueOf(text(body, "origin"));
    }

    private static Set<String> resources(Map<String, Object> body) {
        Set<String> resources = new TreeSet<>();
        ((Collection<?>) body.get("lines")).forEach(line -> resources.add(NaiveYear.titleOf((Map<?, ?>) line)));
        return resources;
    }

    private static int copies(Map<String, Object> body) {
        return ((Collection<?>) body.get("lines"))
                .stream()
                        .mapToInt(line -> (Integer) Objects.requireNonNull(((Map<?, ?>) line).get("copies")))
                        .sum();
    }

    void stockTake(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        String room = roomOf(id, one, body);
        told.fact(
                id,
                one,
                what,
                body,
                () -> new StockTaken(id, room, missing(body)),
                of -> new StockTakeCorrected(of, room, missing(body), told.last(of)),
                of -> new StockTakeWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    private static Set<String> missing(Map<String, Object> body) {
        Set<String> missing = new TreeSet<>();
        for (Object loss : (Collection<?>) body.get("losses")) {
            if (Objects.equals(((Map<?, ?>) loss).get("found"), 0)) {
                missing.add(String.valueOf(((Map<?, ?>) loss).get("resourceId")));
            }
        }
        return missing;
    }

    /** Each day that has something new is stated as a whole. */
    void usage(Map<String, Object> body) {
        Set<String> changed = new LinkedHashSet<>();
        for (Object one : (Collection<?>) body.get("records")) {
            Map<?, ?> use = (Map<?, ?>) one;
            String room = filled(String.valueOf(use.get("roomId")));
            String day = room + ":" + use.get("date") + ":" + body.get("source");
            told.of(day, told.unitOf(room));
            Map<String, Map<?, ?>> known = usesOf.computeIfAbsent(day, _ -> new LinkedHashMap<>());
            if (known.putIfAbsent(String.valueOf(use.get("recordId")), use) == null) {
                changed.add(day);
            }
        }
        for (String day : changed) {
            String[] parts = day.split(":");
            LocalDate date = LocalDate.parse(parts[1]);
            Map<String, Integer> kinds = new HashMap<>();
            Set<String> readers = new TreeSet<>();
            for (Map<?, ?> use : usesOf.getOrDefault(day, Map.of()).values()) {
                kinds.merge(String.valueOf(use.get("kind")), 1, Integer::sum);
                if (use.get("readerId") != null && !"DOWNLOAD".equals(use.get("kind"))) {
                    readers.add(String.valueOf(use.get("readerId")));
                }
            }
            told.tell(
                    day,
                    date.atStartOfDay(told.zone()).toInstant(),
                    new UsageRecorded(
                            parts[0],
                            date,
                            UsageEvent.Source.valueOf(parts[2]),
                            kinds.getOrDefault("READ", 0),
                            kinds.getOrDefault("DOWNLOAD", 0),
                            kinds.getOrDefault("VISIT", 0),
                            readers));
        }
    }

    void usageDay(String one, Map<String, Object> body) {
        String[] day = one.split(":");
        LocalDate date = LocalDate.parse(day[1]);
        Instant start = date.atStartOfDay(told.zone()).toInstant();
        UsageEvent.Source source = UsageEvent.Source.valueOf(day[2]);
        usesOf.remove(one);
        told.tell(one, start, new UsageWithdrawn(day[0], date, source, text(body, "reason"), start));
    }

    void loan(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = roomOf(id, null, body);
            told.tell(id, at(body), new LoanMade(id, room, text(body, "readerId"), text(body, "resourceId"), DUE));
        } else if (!"return".equals(what)) {
            told.amend(
                    one,
                    what,
                    body,
                    () -> new LoanCorrected(
                            one,
                            ownerOf.get(one),
                            text(body, "readerId"),
                            text(body, "resourceId"),
                            DUE,
                            told.last(one)),
                    () -> new LoanWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    void consultation(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String room = roomOf(id, null, body);
            told.tell(
                    id, at(body), new ConsultationAsked(id, room, ConsultationEvent.Kind.valueOf(text(body, "kind"))));
            return;
        }
        switch (String.valueOf(what)) {
            case "assignment" ->
                told.step(one, body, new ConsultationAssigned(one, text(body, "assigneeId"), told.last(one)));
            case "answer" -> {
                told.step(one, body, new ConsultationAnswered(one, "keeper", told.last(one)));
                resolvedAt.put(one, at(body));
            }
            case "rating" ->
                told.step(
                        one,
                        body,
                        new ConsultationRated(
                                one, ConsultationEvent.Rating.valueOf(text(body, "rating")), told.last(one)));
            case "transfer" ->
                told.step(
                        one,
                        body,
                        new ConsultationTransferred(
                                one, ConsultationEvent.Destination.valueOf(text(body, "destination")), told.last(one)));
            case "merger" ->
                told.step(one, body, new ConsultationMerged(one, text(body, "intoConsultationId"), told.last(one)));
            default ->
                told.amend(
                        one,
                        what,
                        body,
                        () -> new ConsultationCorrected(
                                one,
                                ownerOf.get(one),
                                ConsultationEvent.Kind.valueOf(text(body, "kind")),
                                resolvedAt.get(one),
                                told.last(one)),
                        () -> new ConsultationWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    void distanceSession(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        String room = roomOf(id, one, body);
        told.fact(
                id,
                one,
                what,
                body,
                () -> new DistanceSessionHeld(
                        id,
                        room,
                        DistanceSessionEvent.Kind.valueOf(text(body, "kind")),
                        text(body, "topic"),
                        number(body, "minutes"),
                        number(body, "participants")),
                of -> new DistanceSessionCorrected(
                        of,
                        room,
                        DistanceSessionEvent.Kind.valueOf(text(body, "kind")),
                        text(body, "topic"),
                        number(body, "minutes"),
                        number(body, "participants"),
                        told.last(of)),
                of -> new DistanceSessionWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    private static int minute(@Nullable Object time) {
        String[] parts = String.valueOf(time).split(":");
        return 60 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
    }

    /** The room of what is recorded now, or was before. */
    private String roomOf(String id, @Nullable String one, Map<String, Object> body) {
        if (one != null) {
            return Objects.requireNonNull(ownerOf.get(one));
        }
        String room = text(body, "roomId");
        told.of(id, told.unitOf(room));
        ownerOf.put(id, room);
        return room;
    }
}
