package kepu.sample.script;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.RoomProfile.HalfOpenRooms;
import kepu.sample.profile.RoomProfile.Opening;
import kepu.sample.profile.RoomProfile.Room;
import kepu.sample.profile.RoomProfile.RoomCalendar;
import kepu.sample.profile.RoomProfile.When;
import org.jspecify.annotations.Nullable;

/** The reading room, its keeper, its calendars and its days. */
final class RoomScript {
    private static final String ROOMS = "/api/v1/reading-rooms/rooms";

    private final VillageWriter village;
    private final CommandScript script;

    RoomScript(VillageWriter village) {
        this.village = village;
        script = village.script;
    }

    void write() {
        Room room = village.profile.room();
        if (room == null) {
            return;
        }
        String ref =
                register(room, "room", village.title("党建科普书屋"), village.day(room.registered()), village.ref("unit"));
        new StockScript(village, ref).write(room.stock());
        if (room.halfOpen() != null) {
            halfOpenRooms(room, room.halfOpen(), ref);
        } else {
            usage(room, ref, room.registered());
            days(room, ref);
        }
    }

    private void usage(Room room, String ref, String registered) {
        if (room.usage() != null) {
            new UsageScript(village, ref).write(room.usage(), village.day(registered));
        }
    }

    private String register(Room room, String name, String title, LocalDate registered, String after) {
        String ref = script.post(name, ROOMS)
                .with("unitId", village.unitId)
                .with("level", "VILLAGE")
                .with("name", title)
                .at(registered.atTime(9, 0))
                .after(after)
                .add();
        script.post(name + "-keeper", ROOMS + "/{ref:" + ref + "}/keeper")
                .with("personId", "person-" + village.unitId + "-" + name + "-keeper")
                .at(registered.atTime(9, 30))
                .add();
        Map<String, String> earlier = new HashMap<>();
        for (RoomCalendar calendar : room.calendars()) {
            String path = ROOMS + "/{ref:" + ref + "}/calendars/" + (village.year + calendar.yearOffset());
            CommandScript.Draft draft = script.put(name + "-" + calendar.name(), path)
                    .with("exemptWeeks", calendar.weeks() == null ? room.exemptWeeks() : calendar.weeks())
                    .at(village.day(calendar.on()).atTime(9, 0));
            String before = earlier.get(path);
            if (before != null) {
                draft.basedOn(before);
            }
            earlier.put(path, draft.add());
        }
        return ref;
    }

    private void days(Room room, String ref) {
        LocalDate from = room.from() == null ? village.firstMonday() : village.day(room.from());
        LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        while (monday.getYear() <= village.year) {
            if (!monday.isBefore(from) && village.random.nextInt(4) > 0) {
                closed(ref, "day-" + monday, monday, "每周休馆日");
            }
            for (LocalDate on : openingDays(room, monday)) {
                if (!on.isBefore(from)) {
                    day(room, ref, on);
                }
            }
            monday = monday.plusDays(7);
        }
    }

    private static boolean exempt(Room room, LocalDate monday) {
        return room.exemptWeeks().contains(monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private List<LocalDate> openingDays(Room room, LocalDate monday) {
        int count = exempt(room, monday)
                ? village.any(room.exemptDays())
                : village.oneIn(room.fourDaysOneIn()) ? 4 : village.any(room.openDays());
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LocalDate on = monday.plusDays(1 + i);
            if (on.getYear() <= village.year || on.getDayOfMonth() <= 3) {
                days.add(on);
            }
        }
        return days;
    }

    private void day(Room room, String ref, LocalDate on) {
        Opening opening = room.openings().stream()
                .filter(candidate -> fits(candidate.when(), on))
                .findFirst()
                .orElseThrow();
        String name = "day-" + on;
        String stated =
                opening.closed() == null ? open(opening, ref, name, on) : closed(ref, name, on, opening.closed());
        if (opening.withdrawn() != null) {
            village.withdraw(
                    name + "-withdrawn",
                    dayPath(ref, on),
                    stated,
                    opening.withdrawn().reason(),
                    on.plusDays(opening.withdrawn().daysLater()));
        }
        if (opening.corrected() != null && (opening.correctedOneIn() == 0 || village.oneIn(opening.correctedOneIn()))) {
            script.put(name + "-corrected", dayPath(ref, on))
                    .with("sessions", sessions(opening.corrected().minutes(), 1))
                    .enteredOn(on)
                    .late(village.late(opening.corrected().late()))
                    .basedOn(stated)
                    .add();
        }
    }

    private boolean fits(@Nullable When when, LocalDate on) {
        if (when == null) {
            return true;
        }
        int ordinal = on.getDayOfYear();
        return (when.weekday() == null || on.getDayOfWeek() == DayOfWeek.valueOf(when.weekday()))
                && (when.weekOfEight() == null || ordinal / 7 % 8 == when.weekOfEight())
                && (when.dayOf61() == null || ordinal % 61 == when.dayOf61())
                && (when.from() == null || !on.isBefore(village.day(when.from())))
                && (when.until() == null || !on.isAfter(village.day(when.until())));
    }

    private String open(Opening opening, String ref, String name, LocalDate on) {
        int minutes = opening.minutes().draw(village.random);
        List<Integer> choices = opening.sessions();
        int sessions = opening.inTurn() ? choices.get(on.getDayOfYear() % choices.size()) : village.any(choices);
        return open(ref, name, on, minutes, sessions);
    }

    private String open(String ref, String name, LocalDate on, int minutes, int sessions) {
        return stated(ref, name, on, "sessions", sessions(minutes, sessions));
    }

    private String closed(String ref, String name, LocalDate on, String reason) {
        return stated(ref, name, on, "closedReason", reason);
    }

    private String stated(String ref, String name, LocalDate on, String what, Object value) {
        return script.post(name, ROOMS + "/{ref:" + ref + "}/days")
                .with("date", on.toString())
                .with(what, value)
                .enteredOn(on)
                .late(village.usuallyLate())
                .add();
    }

    private static String dayPath(String ref, LocalDate on) {
        return ROOMS + "/{ref:" + ref + "}/days/" + on;
    }

    /** The minutes of a day in one to three sessions. */
    private static List<Map<String, Object>> sessions(int minutes, int sessions) {
        LocalTime morning = LocalTime.of(8, 30);
        LocalTime afternoon = LocalTime.of(14, 0);
        return switch (sessions) {
            case 1 -> List.of(session(LocalTime.of(9, 0), minutes));
            case 2 -> List.of(session(morning, minutes / 2), session(afternoon, minutes - minutes / 2));
            default ->
                List.of(session(morning, 60), session(LocalTime.of(10, 0), 60), session(afternoon, minutes - 120));
        };
    }

    private static Map<String, Object> session(LocalTime from, int minutes) {
        return CommandScript.session(from.toString(), from.plusMinutes(minutes).toString());
    }

    /**
     * Four hours a day on five days only in odd weeks, and up to the first room's end only if the two rooms were seen
     * together, which does not count: the five days must be of one room. The second room reaches the system when the first
     * is out of service, months after it began.
     */
    private void halfOpenRooms(Room room, HalfOpenRooms rooms, String first) {
        LocalDate lastOfFirst = village.time(rooms.retired()).toLocalDate();
        String retired = script.post("room-retired", ROOMS + "/{ref:" + first + "}/retirement")
                .with("reason", rooms.reason())
                .at(village.time(rooms.retired()))
                .add();
        String second =
                register(room, "room-b", village.title(rooms.title()), village.day(rooms.registered()), retired);
        new StockScript(village, second).write(rooms.stock());
        usage(room, second, rooms.registered());
        for (LocalDate monday = village.firstMonday(); monday.getYear() <= village.year; monday = monday.plusDays(7)) {
            if (exempt(room, monday)) {
                continue;
            }
            boolean odd = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 == 1;
            for (int i = 0; i < 5; i++) {
                LocalDate on = monday.plusDays(i);
                boolean both = !on.isAfter(lastOfFirst);
                if (both) {
                    open(first, "day-" + on, on, i < 3 ? 240 : 180, i < 3 ? 2 : 1);
                }
                if (on.getYear() == village.year && (i >= 3 || !both)) {
                    Object session = CommandScript.session("14:00", odd ? "18:00" : "17:00");
                    stated(second, "day-b-" + on, on, "sessions", List.of(session));
                }
            }
        }
    }
}
