package kepu.readingrooms.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.readingrooms.ReadingRooms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/** How often the usage report of a township asks the store, and that it says of each room what the room's own says. */
class UsageReportQueriesIT {
    private static final Logger log = LoggerFactory.getLogger(UsageReportQueriesIT.class);

    private static final int AT_ONCE = 50;
    private static final String OF_5 = "990102201";
    private static final String OF_50 = "990102202";
    private static final String OF_51 = "990102203";
    private static final List<String> COUNTED =
            List.of("volume", "reads", "downloads", "visits", "loans", "readers", "openDays", "titles", "effects");

    private static final Map<String, List<String>> roomsOf = new TreeMap<>();
    private static ServiceUnderTest service;

    /** What requests ask of the store, by collection; the service's own threads ask as well. */
    static final class Asked implements CommandListener {
        private static final String REQUESTS = "tomcat-handler-";
        private static final Map<String, Integer> asked = new ConcurrentHashMap<>();

        @Bean
        MongoClientSettingsBuilderCustomizer listening() {
            return settings -> settings.addCommandListener(this);
        }

        @Override
        public void commandStarted(CommandStartedEvent command) {
            if (Thread.currentThread().getName().startsWith(REQUESTS)) {
                String name = command.getCommandName();
                boolean isNamed = command.getCommand().isString(name);
                asked.merge(
                        isNamed
                                ? name + " "
                                        + command.getCommand().getString(name).getValue()
                                : name,
                        1,
                        Integer::sum);
            }
        }

        static Map<String, Integer> during(Runnable request) {
            asked.clear();
            request.run();
            return new TreeMap<>(asked);
        }
    }

    @BeforeAll
    static void three_townships_with_rooms() {
        service = ServiceUnderTest.start(
                        "reading-rooms", ReadingRooms::start, "--spring.main.sources=" + Asked.class.getName())
                .calledBy("clerk-1", "TOWNSHIP_CLERK@all");
        Map.of(OF_5, 5, OF_50, AT_ONCE, OF_51, AT_ONCE + 1).forEach((township, rooms) -> {
            establish(township, Kind.TOWNSHIP, null);
            for (int room = 1; room <= rooms; room++) {
                establish(village(township, room), Kind.VILLAGE, township);
            }
            roomsOf.put(township, register(township, rooms));
        });
        roomsOf.get(OF_5).forEach(UsageReportQueriesIT::use);
        roomsOf.get(OF_50).subList(0, 20).forEach(UsageReportQueriesIT::use);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void establish(String unit, Kind kind, String parent) {
        service.topics().publish(Instant.parse("2023-01-01T00:00:00Z"), new UnitEstablished(unit, kind, "青禾", parent));
    }

    private static String village(String township, int number) {
        return township + (200 + number);
    }

    private static List<String> register(String township, int rooms) {
        List<String> ids = new ArrayList<>();
        for (int room = 1; room <= rooms; room++) {
            String body = """
                    {"unitId":"%s","level":"VILLAGE","name":"青禾书屋","occurredAt":"2024-03-01T08:00:00+08:00"}
                    """.formatted(village(township, room));
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                Answer registered = service.post("/rooms", body);
                if (registered.status() == 201) {
                    ids.add(registered.body().get("id").asString());
                }
                return registered.status() == 201; // units are heard of a little later
            });
        }
        return ids;
    }

    /** Something of each kind, and twice of what is named in an order, the later one first. */
    private static void use(String room) {
        for (String date : List.of("2025-04-01", "2025-03-01")) {
            taken(post("/rooms/" + room + "/days", """
                    {"date":"%s","sessions":[{"from":"09:00","to":"12:00"}]}
                    """.formatted(date)));
            taken(post("/usage", """
                    {"source":"ROOM","records":[
                      {"recordId":"a-%1$s","roomId":"%2$s","date":"%1$s","kind":"READ","readerId":"r-1"},
                      {"recordId":"b-%1$s","roomId":"%2$s","date":"%1$s","kind":"VISIT","readerId":"r-%1$s"},
                      {"recordId":"c-%1$s","roomId":"%2$s","date":"%1$s","kind":"DOWNLOAD"}]}
                    """.formatted(date, room)));
            Answer effect = taken(post("/effects", """
                    {"roomId":"%s","kind":"INCOME","title":"增收 %s","description":"六户","beneficiaries":6,"occurredAt":"%2$sT00:00:00Z"}
                    """.formatted(room, date)));
            taken(service.post(
                    "/effects/" + effect.body().get("id").asString() + "/verification",
                    "{\"evidence\":\"看过\",\"occurredAt\":\"2025-07-01T00:00:00Z\"}",
                    "Authorization",
                    service.bearer("clerk-9", "TOWNSHIP_CLERK@all"),
                    "If-Match",
                    "\"1\""));
        }
        taken(post("/deliveries", """
                {"roomId":"%s","origin":"BOUGHT","occurredAt":"2025-02-01T08:00:00+08:00","lines":[
                  {"kind":"BOOK","title":"水稻种植","isbn":"9787109000018","copies":2}]}
                """.formatted(room)));
        taken(post("/readers", """
                {"roomId":"%s","readerId":"r-1","name":"欧阳明","birthDate":"1980-01-01","phone":"19912344321","occurredAt":"2025-01-05T00:00:00Z"}
                """.formatted(room)));
        taken(post("/loans", """
                {"roomId":"%s","readerId":"r-1","resourceId":"isbn-9787109000018","occurredAt":"2025-03-01T10:00:00+08:00"}
                """.formatted(room)));
    }

    private static Answer post(String path, String body) {
        return service.post(path, body);
    }

    private static Answer taken(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
        return answer;
    }

    private static JsonNode report(String township) {
        return taken(service.get("/usage-reports/2025?unitId=" + township)).body();
    }

    private static JsonNode reportOfRoom(String room) {
        return taken(service.get("/rooms/" + room + "/usage-reports/2025")).body();
    }

    @Test
    void fifty_rooms_are_asked_for_as_often_as_five_and_one_more_takes_one_more_round() {
        report(OF_5); // what is remembered of units and accounts is remembered by now
        Map<String, Integer> of5 = Asked.during(() -> report(OF_5));
        Map<String, Integer> of50 = Asked.during(() -> report(OF_50));
        Map<String, Integer> of51 = Asked.during(() -> report(OF_51));

        log.info("the usage reports of 5, 50 and 51 rooms asked {}, {} and {}", of5, of50, of51);
        assertThat(of5).containsEntry("find usage-days", 1).containsEntry("find loans", 1);
        assertThat(withoutUnits(of50)).isEqualTo(withoutUnits(of5));
        assertThat(withoutUnits(of51)).isEqualTo(twice(withoutUnits(of5)));
    }

    /** Neither those of the rooms themselves, which are read once, nor those of what lies below a unit. */
    private static Map<String, Integer> withoutUnits(Map<String, Integer> asked) {
        Map<String, Integer> left = new TreeMap<>(asked);
        left.keySet()
                .removeIf(what -> what.contains("units") || what.contains("accounts") || what.equals("find rooms"));
        return left;
    }

    private static Map<String, Integer> twice(Map<String, Integer> asked) {
        Map<String, Integer> twice = new TreeMap<>(asked);
        twice.replaceAll((_, times) -> 2 * times);
        return twice;
    }

    @Test
    void of_each_room_it_says_what_the_rooms_own_report_says() {
        for (String township : List.of(OF_5, OF_50)) {
            JsonNode report = report(township);
            assertThat(report.get("rooms")).hasSize(roomsOf.get(township).size());
            int volume = 0;
            for (JsonNode line : report.get("rooms")) {
                JsonNode own = reportOfRoom(line.get("roomId").asString());
                for (String counted : COUNTED) {
                    JsonNode figure = own.get(counted);
                    assertThat(line.get(counted).intValue())
                            .as("%s of %s", counted, own)
                            .isEqualTo((figure.isObject() ? figure.get("count") : figure).intValue());
                }
                assertThat(line.get("beneficiaries")).isEqualTo(own.get("beneficiaries"));
                volume += own.get("volume").intValue();
            }
            assertThat(report.get("volume").intValue()).isEqualTo(volume).isPositive();
            for (JsonNode candidate : report.get("candidates")) {
                assertThat(candidate.get("effects"))
                        .isEqualTo(
                                reportOfRoom(candidate.get("roomId").asString()).at("/effects/facts"));
            }
        }
        assertThat(report(OF_5).get("candidates")).hasSize(5);
        assertThat(report(OF_50).get("candidates")).hasSize(20);
        assertThat(report(OF_50).get("readers").intValue()).isEqualTo(3 * 20);
    }

    @Test
    void what_a_room_s_figures_rest_on_comes_in_the_order_of_time() {
        String room = roomsOf.get(OF_50).getFirst();
        JsonNode own = reportOfRoom(room);

        assertThat(own.at("/reads/facts").toString())
                .isEqualTo("[\"%1$s:2025-03-01:ROOM\",\"%1$s:2025-04-01:ROOM\"]".formatted(room));
        assertThat(own.at("/openDays/facts").toString())
                .isEqualTo("[\"%1$s:2025-03-01\",\"%1$s:2025-04-01\"]".formatted(room));
        assertThat(own.at("/effects/facts"))
                .extracting(effect -> service.get("/effects/" + effect.asString())
                        .body()
                        .get("title")
                        .asString())
                .containsExactly("增收 2025-03-01", "增收 2025-04-01");
    }
}
