package kepu.sample.script;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.RoomProfile.Borrowed;
import kepu.sample.profile.RoomProfile.Usage;

/** Who reads in the reading room and who visits it, sent month by month, and who borrows; nothing is left to chance. */
final class UsageScript {
    private static final String USAGE = "/api/v1/reading-rooms/usage";
    private static final String READERS = "/api/v1/reading-rooms/readers";
    private static final String LOANS = "/api/v1/reading-rooms/loans";

    /** Two days of a month have all of its readers, so that there are few facts. */
    private static final List<Integer> DAYS = List.of(6, 20);

    private final VillageWriter village;
    private final CommandScript script;
    private final String room;

    UsageScript(VillageWriter village, String room) {
        this.village = village;
        this.script = village.script;
        this.room = room;
    }

    /** @param from nobody reads before */
    void write(Usage usage, LocalDate from) {
        for (int month = 1; month <= 12; month++) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int reader = usage.readers().from(); reader <= usage.readers().to(); reader++) {
                use(records, "READ", month, reader, reader % 12 + 1, from);
                use(records, "VISIT", month, reader, (reader + 5) % 12 + 1, from);
            }
            if (!records.isEmpty()) {
                send("usage-%02d".formatted(month), "ROOM", records, village.day(month, 28));
            }
        }
        if (usage.onPlatform() != null) {
            platform(usage.onPlatform());
        }
        usage.loans().stream().map(Borrowed::reader).distinct().forEach(this::register);
        usage.loans().forEach(this::lend);
    }

    private void register(int reader) {
        script.post("reader-" + reader, READERS)
                .with("roomId", "{ref:" + room + "}")
                .with("readerId", readerId(reader))
                .with("name", "读者" + reader)
                .with("birthDate", "1970-01-01")
                .at(village.day(1, 4).atTime(9, 0))
                .add();
    }

    private void lend(Borrowed loan) {
        String ref = script.post(loan.name(), LOANS)
                .with("roomId", "{ref:" + room + "}")
                .with("readerId", readerId(loan.reader()))
                .with("resourceId", "isbn-" + StockScript.isbn(loan.title()))
                .at(village.day(loan.on()).atTime(15, 0))
                .after(village.ref("reader-" + loan.reader()))
                .add();
        String path = LOANS + "/{ref:" + ref + "}";
        if (loan.returned() != null) {
            script.post(loan.name() + "-returned", path + "/return")
                    .at(village.day(loan.returned()).atTime(16, 0))
                    .basedOn(ref)
                    .add();
        }
        if (loan.withdrawn() != null) {
            village.withdraw(path, ref, loan.withdrawn());
        }
    }

    /** In a month in which there is no room yet, whoever would have read then reads in December. */
    private void use(
            List<Map<String, Object>> records, String kind, int month, int reader, int planned, LocalDate from) {
        int its = village.day(planned, DAYS.getFirst()).isBefore(from) ? 12 : planned;
        if (month == its) {
            LocalDate on = village.day(month, DAYS.get(reader % DAYS.size()));
            records.add(use(kind, reader, on));
        }
    }

    private void platform(Range readers) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int reader = readers.from(); reader <= readers.to(); reader++) {
            records.add(use("READ", reader, village.day(12, 9)));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", "远程教育平台利用清单");
        file.put("dated", village.day(12, 15).toString());
        script.post("usage-platform", USAGE)
                .with("source", "DISTANCE_EDUCATION")
                .with("file", file)
                .with("records", records)
                .enteredOn(village.day(12, 18))
                .after(room)
                .add();
    }

    private void send(String name, String source, List<Map<String, Object>> records, LocalDate entered) {
        script.post(name, USAGE)
                .with("source", source)
                .with("records", records)
                .enteredOn(entered)
                .add();
    }

    private Map<String, Object> use(String kind, int reader, LocalDate on) {
        Map<String, Object> use = new LinkedHashMap<>();
        use.put("recordId", "%s-%03d".formatted(kind.toLowerCase(Locale.ROOT), reader));
        use.put("roomId", "{ref:" + room + "}");
        use.put("date", on.toString());
        use.put("kind", kind);
        use.put("readerId", readerId(reader));
        return use;
    }

    private String readerId(int reader) {
        return "reader-%s-%03d".formatted(village.unitId, reader);
    }
}
