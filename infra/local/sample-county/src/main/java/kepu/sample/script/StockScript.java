package kepu.sample.script;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kepu.sample.command.CommandScript;
import kepu.sample.profile.RoomProfile.Delivered;
import kepu.sample.profile.RoomProfile.Stock;
import kepu.sample.profile.RoomProfile.StockTaken;

/** What comes into a reading room and what is missing there; titles are numbered, and nothing is left to chance. */
final class StockScript {
    private static final String DELIVERIES = "/api/v1/reading-rooms/deliveries";
    private static final String STOCK_TAKES = "/api/v1/reading-rooms/stock-takes";
    private static final List<String> KINDS = List.of("BOOK", "BOOK", "BOOK", "VIDEO", "E_BOOK", "BOOK", "AUDIO");
    private static final List<String> THEMES = List.of("FARMING", "HEALTH", "PARTY_BUILDING", "SAFETY", "LAW");

    private final VillageWriter village;
    private final CommandScript script;
    private final String room;

    /** @param room ref of the command that registered it */
    StockScript(VillageWriter village, String room) {
        this.village = village;
        this.script = village.script;
        this.room = room;
    }

    void write(Stock stock) {
        stock.deliveries().forEach(this::delivery);
        stock.stockTakes().forEach(this::stockTake);
    }

    private void delivery(Delivered delivered) {
        String ref = script.post(delivered.name(), DELIVERIES)
                .with("roomId", "{ref:" + room + "}")
                .with("origin", delivered.origin() == null ? "ALLOCATED" : delivered.origin())
                .with("lines", lines(delivered))
                .at(time(delivered.on()))
                .late(village.late(delivered.late()))
                .add();
        String path = DELIVERIES + "/{ref:" + ref + "}";
        Delivered restated = delivered.restated();
        if (restated != null) {
            script.put(delivered.name() + "-restated", path)
                    .with("origin", "ALLOCATED")
                    .with("lines", lines(restated))
                    .at(time(restated.on()))
                    .late(village.late(restated.late()))
                    .basedOn(ref)
                    .add();
        }
        if (delivered.withdrawn() != null) {
            village.withdraw(path, ref, delivered.withdrawn());
        }
    }

    private static List<Map<String, Object>> lines(Delivered delivered) {
        return IntStream.rangeClosed(
                        delivered.titles().from(), delivered.titles().to())
                .mapToObj(number -> line(number, delivered.loosely()))
                .toList();
    }

    /** Three of four titles have an ISBN; the rest are told apart by what they are called, loosely written or not. */
    private static Map<String, Object> line(int number, boolean loosely) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", KINDS.get(number % KINDS.size()));
        line.put("title", loosely ? "《乡村科普读本　第" + number + "种》" : "乡村科普读本 第 " + number + " 种");
        if (number % 4 == 0) {
            line.put("author", "云汀科协");
        } else {
            line.put("isbn", loosely ? hyphened(isbn(number)) : isbn(number));
        }
        line.put("themes", List.of(THEMES.get(number % THEMES.size())));
        line.put("copies", 1 + number % 2);
        return line;
    }

    /** Of a publisher that does not exist. */
    static String isbn(int number) {
        String digits = "9787999%05d".formatted(number);
        int sum = IntStream.range(0, digits.length())
                .map(i -> (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3))
                .sum();
        return digits + (10 - sum % 10) % 10;
    }

    private static String hyphened(String isbn) {
        return String.join(
                "-",
                isbn.substring(0, 3),
                isbn.substring(3, 4),
                isbn.substring(4, 7),
                isbn.substring(7, 12),
                isbn.substring(12));
    }

    private void stockTake(StockTaken taken) {
        List<Map<String, Object>> losses = new ArrayList<>();
        for (int number : taken.missing()) {
            Map<String, Object> loss = new LinkedHashMap<>();
            loss.put("resourceId", "isbn-" + isbn(number));
            loss.put("found", 0);
            loss.put("reason", number % 2 == 0 ? "DAMAGED" : "LOST");
            losses.add(loss);
        }
        String ref = script.post(taken.name(), STOCK_TAKES)
                .with("roomId", "{ref:" + room + "}")
                .with("losses", losses)
                .at(time(taken.on()))
                .add();
        if (taken.withdrawn() != null) {
            village.withdraw(STOCK_TAKES + "/{ref:" + ref + "}", ref, taken.withdrawn());
        }
    }

    private LocalDateTime time(String text) {
        return village.hasTime(text) ? village.time(text) : village.day(text).atTime(10, 0);
    }
}
