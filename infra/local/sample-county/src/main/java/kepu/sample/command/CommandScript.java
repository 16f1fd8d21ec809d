package kepu.sample.command;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the commands of one unit and puts them into the order in which a clerk would have entered them: by day of
 * entry, which may lie long after the day of occurrence, yet never before the entry of what the command refers to.
 */
public final class CommandScript {
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private final String unitId;
    private final String prefix;
    private final long seed;
    private final int year;
    private final ZoneId zone;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, LocalDate> enteredOn = new HashMap<>();

    private record Entry(LocalDate enteredOn, SampleCommand command) {}

    public CommandScript(String unitId, String prefix, long seed, int year, ZoneId zone) {
        this.unitId = unitId;
        this.prefix = prefix;
        this.seed = seed;
        this.year = year;
        this.zone = zone;
    }

    public Draft post(String name, String path) {
        return new Draft("POST", prefix + "/" + name, path);
    }

    public Draft put(String name, String path) {
        return new Draft("PUT", prefix + "/" + name, path);
    }

    /** The instant of a local time, as commands carry it. */
    public String instant(LocalDateTime time) {
        return WITH_OFFSET.format(time.atZone(zone));
    }

    /** One session of a room's day; the order of its members is part of the body that an idempotency key stands for. */
    public static Map<String, Object> session(String from, String to) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("from", from);
        session.put("to", to);
        return session;
    }

    public List<SampleCommand> commands() {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::enteredOn))
                .map(Entry::command)
                .toList();
    }

    /** A command in the making. */
    public final class Draft {
        private final String method;
        private final String ref;
        private final String path;
        private final Map<String, Object> body = new LinkedHashMap<>();
        private @Nullable String basedOn;
        private @Nullable String after;
        private @Nullable LocalDate entered;
        private int late;

        private Draft(String method, String ref, String path) {
            this.method = method;
            this.ref = ref;
            this.path = path;
        }

        public Draft with(String name, Object value) {
            body.put(name, value);
            return this;
        }

        /** It happened then, and was entered on the same day unless said otherwise. */
        public Draft at(LocalDateTime time) {
            body.put("occurredAt", instant(time));
            return enteredOn(time.toLocalDate());
        }

        public Draft enteredOn(LocalDate day) {
            entered = day;
            return this;
        }

        public Draft late(int days) {
            late = days;
            return this;
        }

        /** Entered after that command, also where no placeholder says so. */
        public Draft after(String earlier) {
            after = earlier;
            return this;
        }

        /** A correction, withdrawal or verdict of the version that that command was answered with. */
        public Draft basedOn(String earlier) {
            basedOn = earlier;
            return after(earlier);
        }

        /** Adds the command and tells its ref. */
        public String add() {
            SampleCommand command = new SampleCommand(
                    ref,
                    unitId,
                    method,
                    path,
                    body,
                    "sample:" + seed + ":" + year + ":" + ref,
                    Sender.of(path),
                    basedOn == null ? null : "{ref:" + basedOn + "#version}");
            LocalDate day = entered == null ? LocalDate.MIN : entered.plusDays(late);
            for (String earlier : command.references()) {
                day = notBefore(earlier, day);
            }
            if (after != null) {
                day = notBefore(after, day);
            }
            if (enteredOn.put(ref, day) != null) {
                throw new IllegalStateException("two commands are named " + ref);
            }
            entries.add(new Entry(day, command));
            return ref;
        }

        private LocalDate notBefore(String earlier, LocalDate day) {
            // What stands in another unit's list was entered before this list begins.
            LocalDate its = enteredOn.getOrDefault(earlier, LocalDate.MIN);
            return its.isAfter(day) ? its : day;
        }
    }
}
