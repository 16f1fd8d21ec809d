package kepu.readingrooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneRecorded;
import kepu.contracts.readingrooms.DeliveryEvent.DeliveryReceived;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.LoanEvent.LoanRenewed;
import kepu.contracts.readingrooms.LoanEvent.LoanReturned;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.contracts.readingrooms.ReaderEvent.ReaderErased;
import kepu.contracts.readingrooms.ReaderEvent.ReaderRegistered;
import kepu.contracts.readingrooms.ReservationEvent.ReservationFulfilled;
import kepu.contracts.readingrooms.ReservationEvent.ReservationMade;
import kepu.contracts.readingrooms.RoomEvent.KeeperAssigned;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.readingrooms.UsageEvent.Source;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import kepu.defaults.MetricLabels;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.AtTheSameMoment;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.observe.CachedGauges;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadingRoomsIT {
    private static final String TOWNSHIP = "990101201";
    private static final String OTHER_TOWNSHIP = "990101202";
    private static final String CLOSED_VILLAGE = "990101201998";
    private static final String RETIREMENT = """
            {"reason":"搬迁","occurredAt":"2025-06-01T00:00:00Z"}
            """;
    private static final String REASON = """
            {"reason":"登记错误"}
            """;
    private static final String WEEKS = """
            {"exemptWeeks":[23]}
            """;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final AtomicInteger villages = new AtomicInteger();

    private static ServiceUnderTest rooms;
    private static String clerk;

    @BeforeAll
    static void start() {
        rooms = ServiceUnderTest.start("reading-rooms", ReadingRooms::start).calledBy("clerk-1", "TOWNSHIP_CLERK@all");
        clerk = rooms.bearer("clerk-1", "TOWNSHIP_CLERK@all");
        tell(new UnitEstablished(TOWNSHIP, Kind.TOWNSHIP, "青山乡", null));
        tell(new UnitEstablished(OTHER_TOWNSHIP, Kind.TOWNSHIP, "绿水乡", null));
        tell(new UnitEstablished(CLOSED_VILLAGE, Kind.VILLAGE, "旧村", TOWNSHIP));
        tell(new UnitClosed(CLOSED_VILLAGE, "合并"));
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @Test
    void a_room_is_registered_kept_and_retired() {
        String village = village();
        Answer registered = post("/rooms", """
                {"unitId":"%s","level":"VILLAGE","name":"青禾书屋","occurredAt":"2024-03-01T08:00:00+08:00"}
                """.formatted(village));

        assertThat(registered.status()).isEqualTo(201);
        String room = registered.body().get("id").asString();
        assertThat(registered.header("Location")).isEqualTo("/api/v1/reading-rooms/rooms/" + room);
        assertThat(registered.header("ETag")).isEqualTo("\"1\"");

        assertThat(post("/rooms/" + room + "/keeper", """
                                {"personId":"p-7","occurredAt":"2024-04-01T00:00:00Z"}
                                """).status()).isEqualTo(200);
        Answer retired = post("/rooms/" + room + "/retirement", """
                {"reason":"并入乡书屋","occurredAt":"2025-06-01T00:00:00Z"}
                """);
        assertThat(retired.status()).isEqualTo(200);

        Answer view = get("/rooms/" + room);
        assertThat(view.header("ETag")).isEqualTo("\"3\"");
        assertThat(view.body().get("unitId").asString()).isEqualTo(village);
        assertThat(view.body().at("/keeper/personId").asString()).isEqualTo("p-7");
        assertThat(view.body().get("standsSince").asString()).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(view.body().get("retiredBecause").asString()).isEqualTo("并入乡书屋");
        assertThat(view.body().has("lastDay")).isFalse();

        List<Envelope<?>> told = told(room, 3);
        assertThat(told)
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new RoomRegistered(room, Level.VILLAGE, "青禾书屋"),
                        new KeeperAssigned(room, "p-7"),
                        new RoomRetired(room, "并入乡书屋"));
        assertThat(told).extracting(Envelope::sequence).containsExactly(1L, 2L, 3L);
        assertThat(told).allSatisfy(envelope -> {
            assertThat(envelope.unitId()).isEqualTo(village);
            assertThat(envelope.actor()).isEqualTo("clerk-1");
        });
        assertThat(told.getFirst().id())
                .hasToString(registered.body().at("/events/0").asString());
        assertThat(told.getFirst().occurredAt()).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
    }

    @Test
    void a_unit_has_one_room_in_service_at_its_own_level() {
        String village = village();
        Answer first = register(village, "VILLAGE");
        assertThat(first.status()).isEqualTo(201);
        String room = first.body().get("id").asString();

        Answer second = register(village, "VILLAGE");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("room-exists");
        assertThat(second.body().get("detail").asString()).contains(room);
        assertThat(register(village, "TOWNSHIP").code()).isEqualTo("wrong-level");
        assertThat(register(TOWNSHIP, "VILLAGE").code()).isEqualTo("wrong-level");
        assertThat(register(TOWNSHIP, "TOWNSHIP").status()).isEqualTo(201);

        post("/rooms/" + room + "/retirement", RETIREMENT);
        assertThat(registerSince(clerk, village, "VILLAGE", "2025-06-01T00:00:00Z")
                        .status())
                .isEqualTo(201);

        JsonNode all = get("/rooms?unitId=" + village).body();
        assertThat(all.get("items")).hasSize(2);
        assertThat(all.has("next")).isFalse();
        JsonNode page = get("/rooms?unitId=" + village + "&limit=1").body();
        assertThat(page.get("items")).hasSize(1);
        JsonNode rest = get("/rooms?unitId=" + village + "&limit=1&cursor="
                        + page.get("next").asString())
                .body();
        assertThat(rest.at("/items/0/id")).isEqualTo(all.at("/items/1/id"));
        assertThat(rest.has("next")).isFalse();
    }

    @Test
    void of_those_who_register_the_room_of_a_unit_at_the_same_moment_one_is_heard() {
        String village = village();
        Answer registered =
                AtTheSameMoment.onlyOneOf(AtTheSameMoment.times(16, () -> register(village, "VILLAGE")), "room-exists");
        assertThat(get("/rooms?unitId=" + village).body().path("items").findValuesAsString("id"))
                .containsExactly(registered.id());
    }

    @Test
    void of_those_who_apply_for_the_title_of_a_room_at_the_same_moment_one_is_heard() {
        String room = room();
        String check = post("/standards-checks", """
                {"roomId":"%s","met":["KEEPER"],"unmet":[],"note":"","occurredAt":"2025-03-01T09:00:00+08:00"}
                """.formatted(room)).id();
        String application = """
                {"roomId":"%s","statement":"全年开放","checkIds":["%s"],"occurredAt":"2025-04-01T09:00:00+08:00"}
                """.formatted(room, check);
        AtTheSameMoment.onlyOneOf(
                AtTheSameMoment.times(16, () -> post("/demonstration-rooms", application)),
                "demonstration-room-already-applied");
        assertThat(get("/demonstration-rooms?roomId=" + room).body().path("items"))
                .hasSize(1);
    }

    @Test
    void a_unit_that_is_not_known_or_no_longer_stands_gets_no_room() {
        Answer unknown = register("990101201777", "VILLAGE");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown-unit");
        assertThat(unknown.body().get("detail").asString()).contains("稍等片刻");

        village();
        assertThat(register(CLOSED_VILLAGE, "VILLAGE").code()).isEqualTo("unit-closed");
    }

    @Test
    void a_retried_registration_gets_the_first_answer() {
        String village = village();
        String body = """
                {"unitId":"%s","level":"VILLAGE","name":"青禾书屋"}
                """.formatted(village);
        Answer first = send("POST", "/rooms", body, "Idempotency-Key", "room-1");
        Answer again = send("POST", "/rooms", body, "Idempotency-Key", "room-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(send("POST", "/rooms", body, "Idempotency-Key", "room-2").code())
                .isEqualTo("room-exists");

        post("/rooms/" + first.body().get("id").asString() + "/retirement", "{\"reason\":\"搬迁\"}");
        assertThat(post("/rooms", body).status()).isEqualTo(201);
        assertThat(send("POST", "/rooms", body, "Idempotency-Key", "room-1").body())
                .isEqualTo(first.body());
    }

    @Test
    void the_first_calendar_of_a_year_is_simply_put_later_ones_by_who_has_seen_it() {
        String room = room();
        String path = "/rooms/" + room + "/calendars/2026";
        Answer first = send("PUT", path, """
                {"exemptWeeks":[24,23]}
                """);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).isEqualTo("/api/v1/reading-rooms" + path);

        assertThat(send("PUT", path, """
                {"exemptWeeks":[]}
                """).status()).isEqualTo(428);
        assertThat(send("PUT", path, """
                {"exemptWeeks":[]}
                """, "If-Match", "\"2\"").status()).isEqualTo(412);
        assertThat(send("PUT", path, """
                {"exemptWeeks":[54]}
                """, "If-Match", "\"1\"").code()).isEqualTo("no-such-week");
        Answer later = send("PUT", path, """
                {"exemptWeeks":[53]}
                """, "If-Match", "\"1\"");
        assertThat(later.status()).isEqualTo(200);

        Answer view = get(path);
        assertThat(view.header("ETag")).isEqualTo("\"2\"");
        assertThat(view.body().get("weeks").asInt()).isEqualTo(53);
        assertThat(view.body().get("exemptWeeks")).isEqualTo(JsonMapper.shared().readTree("[53]"));
        assertThat(get("/rooms/" + room + "/calendars/2025").status()).isEqualTo(404);
        assertThat(told(room + ":2026", 2))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new OpeningCalendarSet(room, 2026, Set.of(23, 24)),
                        new OpeningCalendarSet(room, 2026, Set.of(53)));
    }

    @Test
    void a_day_is_recorded_corrected_withdrawn_and_recorded_anew() {
        String room = room();
        LocalDate date = LocalDate.of(2025, 3, 5);
        String path = "/rooms/" + room + "/days/" + date;
        String open = """
                {"date":"2025-03-05","sessions":[{"from":"14:00","to":"16:30"},{"from":"09:00","to":"12:00"}]}
                """;
        Answer recorded = send("POST", "/rooms/" + room + "/days", open, "Idempotency-Key", "day-1");
        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.header("Location")).isEqualTo("/api/v1/reading-rooms" + path);
        assertThat(recorded.body().get("id").asString()).isEqualTo(room + ":2025-03-05");
        assertThat(send("POST", "/rooms/" + room + "/days", open, "Idempotency-Key", "day-1")
                        .body())
                .isEqualTo(recorded.body());

        Answer view = get(path);
        assertThat(view.body().get("open").asBoolean()).isTrue();
        assertThat(view.body().get("minutes").asInt()).isEqualTo(330);
        assertThat(view.body().at("/sessions/0/from").asString()).isEqualTo("09:00");
        assertThat(view.body().get("recordedBy").asString()).isEqualTo("clerk-1");

        Answer twice = post("/rooms/" + room + "/days", open);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.code()).isEqualTo("day-already-recorded");
        assertThat(twice.body().get("detail").asString()).contains("PUT");

        assertThat(send("PUT", path, """
                {"closedReason":"停电"}
                """).status()).isEqualTo(428);
        assertThat(send("PUT", path, """
                {"closedReason":"停电"}
                """, "If-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(post(path + "/withdrawal", """
                {"reason":"登记错误"}
                """).status()).isEqualTo(428);
        assertThat(send("POST", path + "/withdrawal", """
                {"reason":"登记错误"}
                """, "If-Match", "\"2\"").status())
                .isEqualTo(200);
        assertThat(get(path).body().get("withdrawn").asBoolean()).isTrue();
        assertThat(get("/rooms/" + room).body().has("lastDay")).isFalse();
        assertThat(post("/rooms/" + room + "/days", open).status()).isEqualTo(201);

        assertThat(get("/rooms/" + room).body().at("/lastDay/date").asString()).isEqualTo("2025-03-05");
        List<Envelope<?>> told = told(room + ":2025-03-05", 4);
        assertThat(told)
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new DayOpened(room, date, 330),
                        new DayClosed(room, date, "停电"),
                        new DayWithdrawn(room, date, "登记错误"),
                        new DayOpened(room, date, 330));
        assertThat(told).extracting(Envelope::occurredAt).containsOnly(Instant.parse("2025-03-04T16:00:00Z"));
        assertThat(told).extracting(Envelope::sequence).containsExactly(1L, 2L, 3L, 4L);
    }

    private static Map<String, Long> census() {
        return rooms.bean(CachedGauges.class).count().get();
    }

    @Test
    void a_room_that_nobody_has_opened_for_seven_days_is_counted_and_not_named() throws Exception {
        String village = village();
        Map<String, Long> before = census();
        long closed = before.get("kepu.rooms.closed");
        String room = room(village);
        assertThat(census())
                .containsEntry("kepu.rooms", before.get("kepu.rooms") + 1)
                .containsEntry("kepu.rooms.closed", closed + 1);

        close(room, today());
        open(room, today().minusDays(7));
        assertThat(census()).as("closed today, open a week ago").containsEntry("kepu.rooms.closed", closed + 1);

        open(room, today().minusDays(6));
        assertThat(census()).containsEntry("kepu.rooms.closed", closed);

        assertThat(send(
                                "POST",
                                "/rooms/" + room + "/days/" + today().minusDays(6) + "/withdrawal",
                                REASON,
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(census()).as("what was withdrawn").containsEntry("kepu.rooms.closed", closed + 1);

        post("/rooms/" + room + "/retirement", RETIREMENT);
        assertThat(census()).isEqualTo(before);

        String scrape = rooms.managed("/actuator/prometheus");
        assertThat(scrape).containsPattern("(?m)^kepu_rooms \\d").containsPattern("(?m)^kepu_rooms_closed \\d");
        MetricLabels.tellNobodyApart(scrape);
    }

    private static void open(String room, LocalDate date) {
        assertThat(day(room, date.toString(), "\"sessions\":[{\"from\":\"09:00\",\"to\":\"11:00\"}]")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_session_may_last_until_the_end_of_the_day() {
        String room = room();
        assertThat(day(room, "2025-02-03", "\"sessions\":[{\"from\":\"20:00\",\"to\":\"24:00\"}]")
                        .status())
                .isEqualTo(201);
        Answer view = get("/rooms/" + room + "/days/2025-02-03");
        assertThat(view.body().get("minutes").asInt()).isEqualTo(240);
        assertThat(view.body().at("/sessions/0/to").asString()).isEqualTo("24:00");
        assertThat(told(room + ":2025-02-03", 1))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(new DayOpened(room, LocalDate.of(2025, 2, 3), 240));
        assertThat(send("PUT", "/rooms/" + room + "/days/2025-02-03", """
                {"sessions":[{"from":"00:00","to":"24:00"}]}
                """, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/rooms/" + room + "/days/2025-02-03")
                        .body()
                        .get("minutes")
                        .asInt())
                .isEqualTo(1440);
    }

    @Test
    void only_an_end_is_24_00_and_nothing_ends_later_or_at_the_midnight_before() {
        String room = room();
        for (String[] wrong : new String[][] {
            {"24:00", "05:00", "invalid-body"},
            {"24:00", "24:00", "invalid-body"},
            {"20:00", "24:01", "invalid-body"},
            {"20:00", "25:00", "invalid-body"},
            {"20:00", "00:00", "session-ends-before-start"},
            {"00:00", "00:00", "session-ends-before-start"}
        }) {
            assertThat(day(
                                    room,
                                    "2025-02-03",
                                    "\"sessions\":[{\"from\":\"%s\",\"to\":\"%s\"}]".formatted(wrong[0], wrong[1]))
                            .code())
                    .as("%s–%s", wrong[0], wrong[1])
                    .isEqualTo(wrong[2]);
        }
    }

    @Test
    void the_last_recorded_day_of_a_room_is_shown_with_it() {
        String room = room();
        LocalDate yesterday = today().minusDays(1);
        close(room, yesterday.minusDays(2));
        close(room, yesterday);
        close(room, yesterday.minusDays(1));

        JsonNode last = get("/rooms/" + room).body().get("lastDay");
        assertThat(last.get("date").asString()).isEqualTo(yesterday.toString());
        assertThat(last.get("open").asBoolean()).isFalse();
        assertThat(last.get("closedReason").asString()).isEqualTo("农忙");
    }

    @Test
    void days_that_cannot_have_been_are_refused() {
        String room = room();
        String afterTomorrow = today().plusDays(2).toString();
        assertThat(day(room, afterTomorrow, "\"closedReason\":\"农忙\"").code()).isEqualTo("date-in-future");
        assertThat(day(room, "2024-12-31", "\"closedReason\":\"农忙\"").code()).isEqualTo("day-before-room");
        assertThat(day(room, "2025-02-01", "\"sessions\":[]").code()).isEqualTo("day-needs-sessions-or-reason");
        assertThat(day(
                                room,
                                "2025-02-01",
                                "\"sessions\":[{\"from\":\"09:00\",\"to\":\"12:00\"},"
                                        + "{\"from\":\"11:00\",\"to\":\"13:00\"}]")
                        .code())
                .isEqualTo("sessions-overlap");
        assertThat(day(room, "2025-02-01", "\"sessions\":[{\"from\":\"09:00:30\",\"to\":\"12:00\"}]")
                        .code())
                .isEqualTo("invalid-body");
        assertThat(day(room, "2025-02-01", "\"closedReason\":\" \"").code()).isEqualTo("invalid-body");
        assertThat(day(room, "2025-02-01", "\"reason\":\"农忙\"").code()).isEqualTo("unknown-field");
        assertThat(day("nowhere", "2025-02-01", "\"closedReason\":\"农忙\"").code())
                .isEqualTo("not-found");
        assertThat(get("/rooms/" + room + "/days/2025-02-01").status()).isEqualTo(404);

        post("/rooms/" + room + "/retirement", """
                {"reason":"搬迁","occurredAt":"2025-06-01T00:00:00Z"}
                """);
        assertThat(day(room, "2025-06-02", "\"closedReason\":\"农忙\"").code()).isEqualTo("day-after-retirement");
        assertThat(day(room, "2025-06-01", "\"closedReason\":\"农忙\"").status()).isEqualTo(201);
    }

    // the desk of a room, also of a township's

    @Test
    void whoever_asks_without_an_account_finds_the_answer_by_a_code_and_rates_it() {
        String room = room();
        String body = """
                {"roomId":"%s","kind":"TECHNIQUE","question":"水稻二化螟什么时候打药"}
                """.formatted(room);
        Answer asked = sendAs("", "POST", "/public/consultations", body, "Idempotency-Key", "question-1");
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
        String code = asked.body().get("code").asString();
        assertThat(code).matches("[2-9A-HJKMNP-Z]{12}");
        assertThat(sendAs("", "POST", "/public/consultations", body, "Idempotency-Key", "question-1")
                        .body())
                .isEqualTo(asked.body());
        String path = "/public/consultations/" + code;
        assertThat(getAs("", "/public/consultations/" + code.toLowerCase(Locale.ROOT))
                        .status())
                .isEqualTo(200);
        refused(409, "consultation-not-answered", sendAs("", "POST", path + "/rating", "{\"rating\":\"FAIR\"}"));

        JsonNode open = get("/consultations-open?roomId=" + room).body().at("/items");
        assertThat(open).hasSize(1);
        String id = open.at("/0/id").asString();
        assertThat(open.at("/0").has("code")).isFalse();
        assertThat(get("/consultations-overdue?roomId=" + room).body().at("/items"))
                .isEmpty();
        String answer = """
                {"answer":"卵孵化高峰期"}
                """;
        refused(428, "if-match-required", post("/consultations/" + id + "/answer", answer));
        assertThat(send("POST", "/consultations/" + id + "/answer", answer, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(getAs("", path).body().get("answer").asString()).isEqualTo("卵孵化高峰期");
        assertThat(sendAs("", "POST", path + "/rating", "{\"rating\":\"SATISFIED\"}")
                        .body()
                        .get("rating")
                        .asString())
                .isEqualTo("SATISFIED");
        refused(409, "consultation-rated", sendAs("", "POST", path + "/rating", "{\"rating\":\"FAIR\"}"));

        refused(404, "unknown-consultation-code", getAs("", "/public/consultations/22222222222K"));
        refused(404, "not-found", sendAs("", "POST", "/public/consultations", body.replace(room, "nowhere")));
        List<Envelope<?>> told = told(id, 3);
        assertThat(told).extracting(Envelope::actor).containsExactly("anybody", "clerk-1", "anybody");
        assertThat(told.getFirst().data()).isEqualTo(new ConsultationAsked(id, room, ConsultationEvent.Kind.TECHNIQUE));
    }

    @Test
    void what_waits_too_long_is_overdue_and_doubles_are_merged_within_their_unit() {
        String room = room();
        String first = consultation(room, "2025-03-03T09:00:00+08:00");
        String later = consultation(room, "2025-03-04T09:00:00+08:00");
        String elsewhere = consultation(room(), "2025-03-03T09:00:00+08:00");

        assertThat(get("/consultations-overdue?roomId=" + room + "&limit=1")
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(first);
        assertThat(get("/consultations-due?roomId=" + room).body().at("/items")).isEmpty();
        refused(422, "unknown-consultation", merged(later, elsewhere));
        assertThat(merged(later, first).status()).isEqualTo(200);
        refused(
                409,
                "consultation-has-doubles",
                send("POST", "/consultations/" + first + "/withdrawal", REASON, "If-Match", "\"1\""));
        JsonNode view = get("/consultations/" + first).body();
        assertThat(view.get("dueOn").asString()).isEqualTo("2025-03-10");
        assertThat(view.get("overdue").asBoolean()).isTrue();
        assertThat(get("/consultations?roomId=" + room + "&state=MERGED").body().at("/items"))
                .hasSize(1);
    }

    private static Answer merged(String id, String into) {
        return send("POST", "/consultations/" + id + "/merger", """
                {"intoConsultationId":"%s","note":"同一问题"}
                """.formatted(into), "If-Match", "\"1\"");
    }

    private static String consultation(String room, String at) {
        Answer asked = post("/consultations", """
                {"roomId":"%s","kind":"POLICY","question":"农机购置补贴怎么申请","occurredAt":"%s"}
                """.formatted(room, at));
        assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
        return asked.body().get("id").asString();
    }

    @Test
    void a_townships_room_teaches_by_distance_has_equipment_is_checked_and_applies_for_a_title() {
        String room = register(OTHER_TOWNSHIP, "TOWNSHIP").body().get("id").asString();
        String session = """
                {"roomId":"%s","kind":"PARTY","topic":"党课直播","minutes":90,"participants":60,"occurredAt":"%s"}
                """;
        Answer held = post("/distance-sessions", session.formatted(room, "2025-07-01T09:00:00+08:00"));
        assertThat(held.status()).as("%s", held.body()).isEqualTo(201);
        assertThat(held.body().get("unitId").asString()).isEqualTo(OTHER_TOWNSHIP);
        refused(
                422,
                "distance-session-not-over",
                post("/distance-sessions", session.formatted(room, Instant.now().minusSeconds(60))));
        refused(422, "before-room", post("/distance-sessions", session.formatted(room, "2024-12-31T23:59:59+08:00")));

        String piece = "/equipment/"
                + post("/equipment", """
                {"roomId":"%s","kind":"SATELLITE_RECEIVER","name":"远教接收机","occurredAt":"2025-02-01T09:00:00+08:00"}
                """.formatted(room)).body().get("id").asString();
        assertThat(send("POST", piece + "/faults", "{\"description\":\"无信号\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(get("/equipment?state=OUT_OF_ORDER&roomId=" + room).body().at("/items/0/faults"))
                .hasSize(1);
        assertThat(send("POST", piece + "/repair", "{\"repair\":\"更换馈线\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);

        Answer check = post("/standards-checks", """
                {"roomId":"%s","met":["SIGNBOARD","KEEPER"],"unmet":["FIRE_SAFETY"],"note":"","occurredAt":"2025-03-01T09:00:00+08:00"}
                """.formatted(room));
        assertThat(check.status()).as("%s", check.body()).isEqualTo(201);
        String application = """
                {"roomId":"%s","statement":"全年开放","checkIds":["%s"],"occurredAt":"2025-04-01T09:00:00+08:00"}
                """;
        refused(422, "no-check-of-the-room", post("/demonstration-rooms", application.formatted(room, "none")));
        String applied = application.formatted(room, check.body().get("id").asString());
        String path = "/demonstration-rooms/"
                + post("/demonstration-rooms", applied).body().get("id").asString();
        refused(409, "demonstration-room-already-applied", post("/demonstration-rooms", applied));
        String award = """
                {"documentNumber":"云文旅〔2025〕9号","validUntil":"2999-12-31","occurredAt":"2025-05-01T09:00:00+08:00"}
                """;
        refused(409, "own-record", post(path + "/award", award));
        refused(
                404,
                "not-found",
                sendAs(rooms.bearer("clerk-9", "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP), "POST", path + "/award", award));
        assertThat(sendAs(rooms.bearer("county-1", "TOWNSHIP_CLERK@all"), "POST", path + "/award", award)
                        .status())
                .isEqualTo(200);
        assertThat(get("/demonstration-rooms?state=HELD&roomId=" + room).body().at("/items"))
                .hasSize(1);
    }

    @Test
    void a_room_whose_title_was_revoked_applies_again_from_that_day_on() {
        String room = room();
        String check = post("/standards-checks", """
                {"roomId":"%s","met":["KEEPER"],"unmet":[],"note":"","occurredAt":"2025-02-01T09:00:00+08:00"}
                """.formatted(room)).id();
        String application = """
                {"roomId":"%s","statement":"全年开放","checkIds":["%s"],"occurredAt":"%s"}
                """;
        String path = "/demonstration-rooms/"
                + post("/demonstration-rooms", application.formatted(room, check, "2025-03-01T09:00:00+08:00"))
                        .id();
        String county = rooms.bearer("county-1", "TOWNSHIP_CLERK@all");
        assertThat(sendAs(county, "POST", path + "/award", """
                        {"documentNumber":"9号","validUntil":"2999-12-31","occurredAt":"2025-03-10T09:00:00+08:00"}
                        """).status()).isEqualTo(200);
        assertThat(sendAs(county, "POST", path + "/revocation", """
                        {"reason":"停止开放","occurredAt":"2025-05-01T09:00:00+08:00"}
                        """).status()).isEqualTo(200);
        refused(
                409,
                "demonstration-room-already-applied",
                post("/demonstration-rooms", application.formatted(room, check, "2025-04-30T23:59:59+08:00")));
        assertThat(post("/demonstration-rooms", application.formatted(room, check, "2025-05-01T00:00:00+08:00"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_keepers_term_and_handover_are_kept() {
        String path = "/rooms/" + room();
        assertThat(post(path + "/keeper", """
                {"personId":"p-7","until":"2025-12-31","occurredAt":"2025-02-01T00:00:00Z"}
                """).status()).isEqualTo(200);
        assertThat(post(path + "/keeper/departure", """
                {"reason":"外出务工","handover":"钥匙、目录已交村委","occurredAt":"2025-06-01T00:00:00Z"}
                """).status()).isEqualTo(200);

        assertThat(get(path).body().at("/keeper/until").asString()).isEqualTo("2025-12-31");
        assertThat(get(path).body().at("/keeper/leftAt").asString()).isEqualTo("2025-06-01T00:00:00Z");
        String unit = get(path).body().get("unitId").asString();
        assertThat(get("/rooms-without-keeper?unitId=" + unit).body().get("items"))
                .hasSize(1);
        JsonNode keepers = get(path + "/keepers").body().get("keepers");
        assertThat(keepers).hasSize(1);
        assertThat(keepers.at("/0/handover").asString()).isEqualTo("钥匙、目录已交村委");

        assertThat(post(path + "/retirement", RETIREMENT).status()).isEqualTo(200);
        assertThat(get("/rooms-without-keeper?unitId=" + unit).body().get("items"))
                .isEmpty();
    }

    // what ends

    private static final String LAST_SECOND = "2025-05-31T23:59:59+08:00";
    private static final String CLOSED = "2025-06-01T00:00:00+08:00";

    @Test
    void nothing_starts_in_a_closed_unit_and_what_began_before_comes_to_its_end() {
        String village = village();
        String room = room(village);
        deliver(room, 3, 1);
        for (String reader : List.of("r-1", "r-2")) {
            post("/readers", reader(room, reader, "1980-01-01", ""));
        }
        String loan = lent(room, "r-1", title(1), "2025-05-20");
        close(room, LocalDate.of(2025, 6, 2));
        assertThat(roomsWithoutKeeper(village)).containsExactly(room);

        rooms.topics().publish(Instant.parse("2025-05-31T16:00:00Z"), new UnitClosed(village, "合并"));
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(roomsWithoutKeeper(village)).isEmpty());

        String equipment = begins("/equipment", room, "\"kind\":\"COMPUTER\",\"name\":\"电脑\"");
        String check = begins("/standards-checks", room, "\"met\":[\"KEEPER\"],\"unmet\":[],\"note\":\"\"");
        begins("/consultations", room, "\"kind\":\"LAW\",\"question\":\"宅基地确权\"");
        begins("/distance-sessions", room, "\"kind\":\"PARTY\",\"topic\":\"党课\",\"minutes\":9,\"participants\":9");
        begins("/effects", room, "\"kind\":\"INCOME\",\"title\":\"养蜂\",\"description\":\"六户\",\"beneficiaries\":6");
        begins(
                "/deliveries",
                room,
                "\"origin\":\"BOUGHT\",\"lines\":[{\"kind\":\"VIDEO\",\"title\":\"急救\",\"copies\":1}]");
        begins("/stock-takes", room, "\"losses\":[]");
        begins("/loans", room, "\"readerId\":\"r-2\",\"resourceId\":\"%s\"".formatted(title(2)));
        String reservation = "\"readerId\":\"r-2\",\"resourceId\":\"%s\"".formatted(title(1));
        String person = "\"readerId\":\"r-3\",\"name\":\"欧阳明\",\"birthDate\":\"1980-01-01\"";
        for (String[] other : new String[][] {{"/reservations", reservation}, {"/readers", person}}) {
            refused(409, "unit-closed", post(other[0], timed(room, other[1], CLOSED)));
            assertThat(post(other[0], timed(room, other[1], LAST_SECOND)).status())
                    .isEqualTo(201);
        }
        String application = "\"statement\":\"全年开放\",\"checkIds\":[\"%s\"]".formatted(check);
        refused(409, "unit-closed", post("/demonstration-rooms", timed(room, application, CLOSED)));
        String fault = "{\"description\":\"黑屏\",\"occurredAt\":\"%s\"}";
        refused(
                409,
                "unit-closed",
                send("POST", "/equipment/" + equipment + "/faults", fault.formatted(CLOSED), "If-Match", "\"2\""));

        String path = "/rooms/" + room;
        String keeper = "{\"personId\":\"p-7\",\"occurredAt\":\"%s\"}";
        refused(409, "unit-closed", post(path + "/keeper", keeper.formatted(CLOSED)));
        assertThat(post(path + "/keeper", keeper.formatted(LAST_SECOND)).status())
                .isEqualTo(200);
        String weeks = "{\"exemptWeeks\":[23],\"occurredAt\":\"%s\"}";
        refused(409, "unit-closed", send("PUT", path + "/calendars/2025", weeks.formatted(CLOSED)));
        assertThat(send("PUT", path + "/calendars/2025", weeks.formatted(LAST_SECOND))
                        .status())
                .isEqualTo(201);
        refused(409, "unit-closed", post(path + "/days", closed("2025-06-01")));
        assertThat(post(path + "/days", closed("2025-05-31")).status()).isEqualTo(201);
        String late = path + "/days/2025-06-02";
        refused(409, "unit-closed", send("PUT", late, "{\"closedReason\":\"停电\"}", "If-Match", "\"1\""));
        assertThat(send("POST", late + "/withdrawal", REASON, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        refused(409, "unit-closed", post("/usage", usage("ROOM", "", use(room, "2025-06-01", "a", "READ", "r-1"))));
        assertThat(post("/usage", usage("ROOM", "", use(room, "2025-05-31", "a", "READ", "r-1")))
                        .status())
                .isEqualTo(200);

        refused(409, "unit-closed", send("POST", "/loans/" + loan + "/renewal", at("2025-06-02"), "If-Match", "\"1\""));
        giveBack(loan, "2025-06-03");
        assertThat(post(path + "/keeper/departure", """
                {"reason":"合并","handover":"钥匙已交新村","occurredAt":"2025-06-04T09:00:00+08:00"}
                """).status()).isEqualTo(200);
        assertThat(post(path + "/retirement", "{\"reason\":\"合并\"}").status()).isEqualTo(200);
    }

    private static List<String> roomsWithoutKeeper(String village) {
        return get("/rooms-without-keeper?unitId=" + village)
                .body()
                .path("items")
                .findValuesAsString("id");
    }

    /** Not once the unit is closed, neither at first nor by a correction; up to the last second before. */
    private static String begins(String path, String room, String content) {
        refused(409, "unit-closed", post(path, timed(room, content, CLOSED)));
        Answer begun = post(path, timed(room, content, LAST_SECOND));
        assertThat(begun.status()).as("%s: %s", path, begun.text()).isEqualTo(201);
        String its = path + "/" + begun.id();
        String corrected = "{%s,\"occurredAt\":\"%s\"}";
        refused(409, "unit-closed", send("PUT", its, corrected.formatted(content, CLOSED), "If-Match", "\"1\""));
        Answer again = send("PUT", its, corrected.formatted(content, LAST_SECOND), "If-Match", "\"1\"");
        assertThat(again.status()).as("%s: %s", path, again.text()).isEqualTo(200);
        return begun.id();
    }

    private static String timed(String room, String content, String at) {
        return "{\"roomId\":\"%s\",%s,\"occurredAt\":\"%s\"}".formatted(room, content, at);
    }

    @Test
    void no_title_of_a_room_outlives_it() {
        String room = room();
        String check = post("/standards-checks", timed(room, "\"met\":[\"KEEPER\"],\"unmet\":[],\"note\":\"\"", CLOSED))
                .id();
        String application = "\"statement\":\"全年开放\",\"checkIds\":[\"%s\"]".formatted(check);
        String title = "/demonstration-rooms/"
                + post("/demonstration-rooms", timed(room, application, CLOSED)).id();
        String retirement = "/rooms/" + room + "/retirement";
        String retired = "{\"reason\":\"搬迁\",\"occurredAt\":\"%s\"}";
        refused(409, "room-title-outlives-room", post(retirement, retired.formatted("2025-07-01T09:00:00+08:00")));
        assertThat(sendAs(rooms.bearer("county-1", "TOWNSHIP_CLERK@all"), "POST", title + "/award", """
                        {"documentNumber":"9号","validUntil":"2025-12-31","occurredAt":"2025-07-10T09:00:00+08:00"}
                        """)
                        .status())
                .isEqualTo(200);
        refused(409, "room-title-outlives-room", post(retirement, retired.formatted("2025-07-09T09:00:00+08:00")));
        refused(409, "room-title-outlives-room", post(retirement, retired.formatted("2025-12-30T23:59:59+08:00")));
        assertThat(get("/rooms/" + room).body().has("retiredAt")).isFalse();
        assertThat(post(retirement, retired.formatted("2025-12-31T00:00:00+08:00"))
                        .status())
                .isEqualTo(200);
    }

    // who may do it

    @Test
    void nobody_without_a_token_or_without_the_right_registers_keeps_or_retires_a_room() {
        String village = village();
        String room = room(village);
        String keeper = rooms.bearer("keeper-1", "ROOM_KEEPER@" + village);

        assertThat(getAs("", "/rooms/" + room).code()).isEqualTo("token-required");
        refused(403, "right-missing", registerAs(keeper, village, "VILLAGE"));
        refused(403, "right-missing", sendAs(keeper, "POST", "/rooms/" + room + "/keeper", """
                {"personId":"p-7"}
                """));
        refused(403, "right-missing", sendAs(keeper, "POST", "/rooms/" + room + "/retirement", RETIREMENT));
        refused(
                403,
                "right-missing",
                sendAs(
                        rooms.bearer("auditor-1", "AUDITOR@all"),
                        "POST",
                        "/rooms/" + room + "/days",
                        closed("2025-02-01")));
        assertThat(get("/rooms/" + room).body().get("version").asInt()).isEqualTo(1);
    }

    @Test
    void who_keeps_a_room_says_when_it_was_open() {
        String village = village();
        String path = "/rooms/" + room(village);
        String keeper = rooms.bearer("keeper-1", "ROOM_KEEPER@" + village);

        assertThat(sendAs(keeper, "PUT", path + "/calendars/2026", WEEKS).status())
                .isEqualTo(201);
        assertThat(sendAs(keeper, "POST", path + "/days", closed("2025-02-01")).status())
                .isEqualTo(201);
        assertThat(sendAs(keeper, "POST", path + "/days/2025-02-01/withdrawal", REASON, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(getAs(keeper, path + "/days/2025-02-01")
                        .body()
                        .get("recordedBy")
                        .asString())
                .isEqualTo("keeper-1");
    }

    @Test
    void what_an_inspector_found_in_a_room_is_not_for_its_keeper_to_correct_or_withdraw() {
        String village = village();
        String room = room(village);
        String keeper = rooms.bearer("keeper-1", "ROOM_KEEPER@" + village);
        String secretary = rooms.bearer("secretary-1", "VILLAGE_SECRETARY@" + village);
        String inspector = rooms.bearer("inspector-1", "INSPECTOR@" + TOWNSHIP);
        // the parents of units are learned beside the units
        await().atMost(Duration.ofMinutes(3))
                .until(() -> getAs(inspector, "/rooms/" + room).status() == 200);
        String check = """
                {"roomId":"%s","met":[],"unmet":["FIRE_SAFETY"],"note":"","occurredAt":"2025-03-01T09:00:00+08:00"}
                """.formatted(room);
        String better = """
                {"met":["FIRE_SAFETY"],"unmet":[],"note":"","occurredAt":"2025-03-01T09:00:00+08:00"}
                """;
        String found = "/standards-checks/"
                + sendAs(inspector, "POST", "/standards-checks", check)
                        .body()
                        .get("id")
                        .asString();
        for (String ofRoom : List.of(keeper, secretary)) {
            refused(403, "right-missing", sendAs(ofRoom, "PUT", found, better, "If-Match", "\"1\""));
            refused(403, "right-missing", sendAs(ofRoom, "POST", found + "/withdrawal", REASON, "If-Match", "\"1\""));
        }
        assertThat(sendAs(inspector, "PUT", found, better, "If-Match", "\"1\"").status())
                .isEqualTo(200);
        assertThat(sendAs(inspector, "POST", found + "/withdrawal", REASON, "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);

        String own = "/standards-checks/"
                + sendAs(keeper, "POST", "/standards-checks", check)
                        .body()
                        .get("id")
                        .asString();
        assertThat(sendAs(keeper, "PUT", own, better, "If-Match", "\"1\"").status())
                .isEqualTo(200);
        assertThat(sendAs(inspector, "PUT", own, better, "If-Match", "\"2\"").status())
                .isEqualTo(200);
        refused(403, "right-missing", sendAs(keeper, "PUT", own, better, "If-Match", "\"3\""));
    }

    @Test
    void the_clerk_of_a_township_reaches_the_rooms_of_its_villages() {
        String village = village();
        String room = room(village);
        String own = rooms.bearer("clerk-2", "TOWNSHIP_CLERK@" + TOWNSHIP);

        // the parents of units are learned beside the units
        await().atMost(Duration.ofMinutes(3))
                .until(() -> getAs(own, "/rooms/" + room).status() == 200);
        assertThat(getAs(own, "/rooms?unitId=" + village).body().get("items")).hasSize(1);
        assertThat(sendAs(own, "POST", "/rooms/" + room + "/retirement", RETIREMENT)
                        .status())
                .isEqualTo(200);
        assertThat(registerSince(own, village, "VILLAGE", "2025-06-01T00:00:00Z")
                        .status())
                .isEqualTo(201);

        String auditor = rooms.bearer("auditor-1", "AUDITOR@" + TOWNSHIP);
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(getAs(auditor, "/audit/" + village)
                                .body()
                                .at("/entries")
                                .findValuesAsString("actor"))
                        .containsExactlyInAnyOrder("clerk-1", "clerk-2", "clerk-2"));
        refused(403, "right-missing", getAs(own, "/audit/" + village));
        refused(404, "not-found", getAs(rooms.bearer("auditor-2", "AUDITOR@" + OTHER_TOWNSHIP), "/audit/" + village));
    }

    @Test
    void to_a_stranger_the_rooms_of_a_unit_do_not_exist() {
        String village = village();
        String room = room(village);
        String path = "/rooms/" + room;
        assertThat(day(room, "2025-02-01", "\"closedReason\":\"农忙\"").status()).isEqualTo(201);
        assertThat(send("PUT", path + "/calendars/2026", WEEKS).status()).isEqualTo(201);
        List<String> strangers = List.of(
                rooms.bearer("clerk-3", "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP),
                rooms.bearer("secretary-3", "VILLAGE_SECRETARY@" + village()),
                // a right to look at everything is none to change anything
                rooms.bearer("clerk-4", "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP, "AUDITOR@all"));

        for (String stranger : strangers) {
            refused(404, "not-found", sendAs(stranger, "POST", path + "/keeper", """
                    {"personId":"p-7"}
                    """));
            refused(404, "not-found", sendAs(stranger, "POST", path + "/retirement", RETIREMENT));
            refused(404, "not-found", sendAs(stranger, "PUT", path + "/calendars/2026", WEEKS));
            refused(404, "not-found", sendAs(stranger, "PUT", path + "/calendars/2027", WEEKS));
            refused(404, "not-found", sendAs(stranger, "POST", path + "/days", closed("2025-02-01")));
            refused(404, "not-found", sendAs(stranger, "POST", path + "/days", closed("2999-01-01")));
            refused(404, "not-found", sendAs(stranger, "PUT", path + "/days/2025-02-01", """
                    {"closedReason":"停电"}
                    """, "If-Match", "\"1\""));
            refused(
                    404,
                    "not-found",
                    sendAs(stranger, "POST", path + "/days/2025-02-01/withdrawal", REASON, "If-Match", "\"1\""));
        }
        for (String stranger : strangers.subList(0, 2)) {
            refused(404, "not-found", getAs(stranger, path));
            refused(404, "not-found", getAs(stranger, "/rooms?unitId=" + village));
            refused(404, "not-found", getAs(stranger, path + "/days/2025-02-01"));
            refused(404, "not-found", getAs(stranger, path + "/calendars/2026"));
        }
        JsonNode view = get(path).body();
        assertThat(view.get("version").asInt()).isEqualTo(1);
        assertThat(view.at("/lastDay/version").asInt()).isEqualTo(1);
        assertThat(get(path + "/calendars/2026").body().get("version").asInt()).isEqualTo(1);
        assertThat(get(path + "/calendars/2027").status()).isEqualTo(404);
    }

    @Test
    void who_registers_a_room_elsewhere_does_not_learn_whether_there_is_one_or_even_a_unit() {
        String village = village();
        room(village);
        String stranger = rooms.bearer("clerk-3", "TOWNSHIP_CLERK@" + OTHER_TOWNSHIP);

        for (String unit : List.of(village, village(), CLOSED_VILLAGE, "990101201777")) {
            Answer answer = registerAs(stranger, unit, "VILLAGE");
            refused(404, "not-found", answer);
            assertThat(answer.body().get("detail").asString().replace(unit, "…"))
                    .isEqualTo(registerAs(stranger, "nowhere", "VILLAGE")
                            .body()
                            .get("detail")
                            .asString()
                            .replace("nowhere", "…"));
        }
        refused(404, "not-found", sendAs(stranger, "POST", "/rooms", """
                {"unitId":"%s","level":"VILLAGE","name":"书屋","occurredAt":"2999-01-01T00:00:00Z"}
                """.formatted(village)));
        assertThat(get("/rooms?unitId=" + village).body().get("items")).hasSize(1);
    }

    @Test
    void a_delivery_stays_on_its_day_where_a_correction_states_none() {
        String delivery =
                post("/deliveries", """
                {"roomId":"%s","origin":"ALLOCATED","occurredAt":"2025-03-01T00:00:00Z","lines":[
                  {"kind":"VIDEO","title":"《急救常识》","author":"县医院","copies":1}]}
                """.formatted(room())).body().get("id").asString();
        assertThat(send("PUT", "/deliveries/" + delivery, """
                {"origin":"DONATED","lines":[{"kind":"VIDEO","title":"《急救常识》","author":"县医院","copies":1}]}
                """, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get("/deliveries/" + delivery).body();
        assertThat(view.get("origin").asString()).isEqualTo("DONATED");
        assertThat(view.get("occurredAt").asString()).isEqualTo("2025-03-01T00:00:00Z");
    }

    @Test
    void a_delivery_is_in_the_catalogue_until_a_stock_take_finds_nothing_of_it() {
        String room = room();
        Answer received = post("/deliveries", """
                {"roomId":"%s","origin":"ALLOCATED","occurredAt":"2025-03-01T08:00:00+08:00","lines":[
                  {"kind":"BOOK","title":"水稻种植","isbn":"978-7-109-00001-8","themes":["FARMING"],"copies":2},
                  {"kind":"VIDEO","title":"《急救常识》","author":"县医院","copies":1}]}
                """.formatted(room));
        assertThat(received.status()).as("%s", received.body()).isEqualTo(201);
        String delivery = received.body().get("id").asString();
        assertThat(told(delivery, 1).getFirst().data()).isInstanceOfSatisfying(DeliveryReceived.class, told -> {
            assertThat(told.resources()).hasSize(2).contains("isbn-9787109000018");
            assertThat(told.copies()).isEqualTo(3);
        });
        assertThat(get("/deliveries?roomId=" + room).body().at("/items/0").has("lines"))
                .isFalse();
        assertThat(get("/deliveries/" + delivery).body().at("/lines")).hasSize(2);

        String catalogue = "/rooms/" + room + "/catalogue";
        assertThat(get(catalogue + "?q=急救").body().at("/items/0/copies").asInt())
                .isEqualTo(1);
        assertThat(get(catalogue + "?theme=FARMING").body().get("items")).hasSize(1);
        assertThat(get(catalogue + "?on=2025-02-28").body().get("titles").asInt())
                .isZero();
        JsonNode page = get(catalogue + "?limit=1").body();
        assertThat(page.get("titles").asInt()).isEqualTo(2);
        assertThat(page.get("next").asString()).isEqualTo("isbn-9787109000018");
        assertThat(get(catalogue + "?afterResource=isbn-9787109000018").body().get("items"))
                .hasSize(1);

        String losses = """
                {"roomId":"%s","occurredAt":"2025-06-01T08:00:00+08:00","losses":[
                  {"resourceId":"isbn-9787109000018","found":%d,"reason":"LOST"}]}
                """;
        refused(422, "nothing-lost", post("/stock-takes", losses.formatted(room, 2)));
        assertThat(post("/stock-takes", losses.formatted(room, 0)).status()).isEqualTo(201);
        assertThat(get(catalogue).body().get("titles").asInt()).isEqualTo(1);
        assertThat(get(catalogue + "?on=2025-05-31").body().get("titles").asInt())
                .isEqualTo(2);
        refused(
                404,
                "not-found",
                sendAs(
                        rooms.bearer("k", "ROOM_KEEPER@" + OTHER_TOWNSHIP),
                        "POST",
                        "/stock-takes",
                        losses.formatted(room, 0)));
        refused(
                422,
                "before-room",
                post("/stock-takes", losses.formatted(room, 0).replace("2025-06", "2024-06")));
    }

    @Test
    void uses_sent_twice_count_once_and_late_ones_state_their_day_anew() {
        String room = room();
        String batch = usage(
                "ROOM",
                "",
                use(room, "2025-03-01", "a", "READ", "r-1"),
                use(room, "2025-03-01", "b", "VISIT", "r-2"),
                use(room, "2025-03-02", "a", "READ", "r-1"),
                use(room, "2025-03-02", "c", "DOWNLOAD", "r-3"));
        Answer first = post("/usage", batch);
        assertThat(first.status()).as("%s", first.body()).isEqualTo(200);
        assertThat(first.body().get("records").asInt()).isEqualTo(4);
        assertThat(first.body().get("events")).hasSize(2);
        assertThat(post("/usage", batch).body().get("events")).isEmpty();

        Answer late = post(
                "/usage",
                usage(
                        "ROOM",
                        "",
                        use(room, "2025-03-01", "b", "VISIT", "r-2"),
                        use(room, "2025-03-01", "z", "READ", "r-4")));
        assertThat(late.body().get("events")).hasSize(1);
        String day = room + ":2025-03-01:ROOM";
        LocalDate date = LocalDate.of(2025, 3, 1);
        assertThat(told(day, 2))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new UsageRecorded(room, date, Source.ROOM, 1, 0, 1, Set.of("r-1", "r-2")),
                        new UsageRecorded(room, date, Source.ROOM, 2, 0, 1, Set.of("r-1", "r-2", "r-4")));
        assertThat(told(day, 2).getFirst().occurredAt()).isEqualTo(Instant.parse("2025-02-28T16:00:00Z"));
        assertThat(get("/usage-days/" + day).body().get("readerIds")).hasSize(3);
        assertThat(get("/usage-days?roomId=" + room).body().at("/items/0").has("readerIds"))
                .isFalse();

        refused(428, "if-match-required", post("/usage-days/" + day + "/withdrawal", REASON));
        assertThat(send("POST", "/usage-days/" + day + "/withdrawal", REASON, "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(post("/usage", batch).body().get("events")).hasSize(1);
        assertThat(get("/usage-days/" + day).body().get("readers").asInt()).isEqualTo(2);
    }

    @Test
    void a_batch_of_uses_is_carried_out_under_its_key_whatever_became_of_the_room_and_no_other_is() {
        String room = room();
        String key = "uses-of-" + room;
        String july1 = use(room, "2025-07-01", "a", "READ", "r-1");
        String july2 = use(room, "2025-07-02", "b", "READ", "r-1");
        String batch = usage("ROOM", "", july1, july2);
        Answer first = send("POST", "/usage", batch, "Idempotency-Key", key);
        assertThat(first.status()).as(first.text()).isEqualTo(200);

        String july3 = use(room, "2025-07-03", "c", "READ", "r-1");
        for (String other : List.of(usage("ROOM", "", july3), usage("ROOM", "", july3, july1))) {
            refused(422, "idempotency-key-reused", send("POST", "/usage", other, "Idempotency-Key", key));
        }
        assertThat(get("/usage-days?roomId=" + room).body().get("items")).hasSize(2);

        assertThat(post("/rooms/" + room + "/retirement", RETIREMENT).status()).isEqualTo(200);
        refused(422, "day-after-retirement", post("/usage", batch));
        Answer again = send("POST", "/usage", batch, "Idempotency-Key", key);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");

        // as if the first attempt had ended between the days
        rooms.mongo().getCollection("usage-days").deleteOne(new Document("_id", room + ":2025-07-02:ROOM"));
        assertThat(send("POST", "/usage", batch, "Idempotency-Key", key).body().get("events"))
                .hasSize(2);
        assertThat(get("/usage-days/" + room + ":2025-07-02:ROOM")
                        .body()
                        .get("reads")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_reader_who_was_registered_under_a_key_is_answered_again_though_the_room_was_retired() {
        String room = room();
        String body = reader(room, "r-1", "1980-01-01", "").replace("2025-01-05", "2025-07-05");
        Answer first = send("POST", "/readers", body, "Idempotency-Key", "reader-of-" + room);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        post("/rooms/" + room + "/retirement", RETIREMENT);

        refused(409, "room-retired", post("/readers", body.replace("r-1", "r-2")));
        Answer again = send("POST", "/readers", body, "Idempotency-Key", "reader-of-" + room);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        refused(
                422,
                "idempotency-key-reused",
                send("POST", "/readers", body.replace("r-1", "r-2"), "Idempotency-Key", "reader-of-" + room));
    }

    @Test
    void a_platform_tells_its_uses_in_a_dated_file_and_a_batch_with_one_bad_use_is_refused_as_a_whole() {
        String room = room();
        String good = use(room, "2025-03-01", "a", "READ", "r-1");
        String file = "\"file\":{\"name\":\"远教清单\",\"dated\":\"2025-03-31\"},";
        refused(422, "usage-file-needed", post("/usage", usage("DISTANCE_EDUCATION", "", good)));
        refused(
                422,
                "usage-after-file",
                post("/usage", usage("DISTANCE_EDUCATION", file, good, use(room, "2025-04-01", "b", "READ", "r-1"))));
        refused(
                422,
                "day-before-room",
                post("/usage", usage("ROOM", "", good, use(room, "2024-12-31", "b", "READ", "r-1"))));
        refused(
                422,
                "date-in-future",
                post(
                        "/usage",
                        usage("ROOM", "", good, use(room, today().plusDays(1).toString(), "b", "READ", "r-1"))));
        refused(
                404,
                "not-found",
                post("/usage", usage("ROOM", "", good, use("nowhere", "2025-03-01", "b", "READ", "r-1"))));
        refused(
                422,
                "personal-data-in-text",
                post("/usage", usage("ROOM", "", use(room, "2025-03-01", "a", "READ", "19912344321"))));
        assertThat(get("/usage-days?roomId=" + room).body().get("items")).isEmpty();

        assertThat(post("/usage", usage("DISTANCE_EDUCATION", file, good)).status())
                .isEqualTo(200);
        JsonNode day =
                get("/usage-days/" + room + ":2025-03-01:DISTANCE_EDUCATION").body();
        assertThat(day.at("/files/0").asString()).isEqualTo("远教清单 (2025-03-31)");
        String stranger = rooms.bearer("k", "ROOM_KEEPER@" + OTHER_TOWNSHIP);
        refused(404, "not-found", sendAs(stranger, "POST", "/usage", usage("ROOM", "", good)));
        refused(404, "not-found", getAs(stranger, "/usage-days/" + room + ":2025-03-01:DISTANCE_EDUCATION"));
    }

    @Test
    void a_readers_name_and_phone_are_sealed_masked_and_shown_for_a_purpose_only() {
        String village = village();
        String room = room(village);
        refused(422, "guardian-consent-required", post("/readers", reader(room, "r-1", "2024-01-01", "")));
        Answer registered = post("/readers", reader(room, "r-1", "2024-01-01", ",\"guardian\":\"欧阳父\""));
        assertThat(registered.status()).as("%s", registered.body()).isEqualTo(201);
        String id = village + ":r-1";
        assertThat(told(id, 1))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(new ReaderRegistered("r-1", true));
        refused(409, "already-exists", post("/readers", reader(room, "r-1", "1980-01-01", "")));

        JsonNode shown = get("/readers/" + id).body();
        assertThat(shown.get("name").asString()).isEqualTo("欧*");
        assertThat(shown.get("phone").asString()).isEqualTo("199****4321");
        assertThat(get("/readers?unitId=" + village).body().toString())
                .doesNotContain("欧")
                .doesNotContain("4321");
        assertThat(rooms.bean(MongoOperations.class)
                        .getCollection("readers")
                        .find(new Document("_id", id))
                        .first())
                .satisfies(stored -> assertThat(String.valueOf(stored))
                        .doesNotContain("欧阳")
                        .doesNotContain("19912344321")
                        .doesNotContain("2024-01-01"));
        Answer plain = post("/readers/" + id + "/unmasking", "{\"purpose\":\"催还\"}");
        assertThat(plain.body().get("phone").asString()).isEqualTo("19912344321");
        assertThat(plain.body().get("guardian").asString()).isEqualTo("欧阳父");

        assertThat(send("PUT", "/readers/" + id, """
                {"name":"欧阳明","birthDate":"1990-01-01"}
                """, "If-Match", "\"2\"").status())
                .isEqualTo(200);
        assertThat(post("/readers/" + id + "/erasure", REASON).status()).isEqualTo(200);
        refused(409, "reader-erased", post("/readers/" + id + "/unmasking", "{\"purpose\":\"催还\"}"));
        refused(409, "reader-erased", post("/readers", reader(room, "r-1", "1980-01-01", "")));
        assertThat(get("/readers/" + id).body().get("state").asString()).isEqualTo("ERASED");
        assertThat(told(id, 4).getLast().data()).isEqualTo(new ReaderErased("r-1", "登记错误"));
    }

    @Test
    void a_copy_is_lent_renewed_waited_for_and_returned() {
        String room = room();
        post("/deliveries", """
                {"roomId":"%s","origin":"BOUGHT","occurredAt":"2025-02-01T08:00:00+08:00","lines":[
                  {"kind":"BOOK","title":"水稻种植","isbn":"9787109000018","copies":1}]}
                """.formatted(room));
        post("/readers", reader(room, "r-1", "1980-01-01", ""));
        assertThat(post("/readers", reader(room, "r-2", "1938-05-01", "")).status())
                .isEqualTo(201);
        refused(422, "invalid-birth-date", post("/readers", reader(room, "r-3", "1938-05-32", "")));
        String rice = "isbn-9787109000018";
        refused(422, "unknown-reader", post("/loans", loan(room, "r-3", rice, "2025-03-01")));
        refused(422, "unknown-resource", post("/loans", loan(room, "r-1", rice, "2025-01-15")));
        refused(409, "copy-free", post("/reservations", loan(room, "r-2", rice, "2025-03-01")));
        Answer lent = post("/loans", loan(room, "r-1", rice, "2025-03-01"));
        assertThat(lent.status()).as("%s", lent.body()).isEqualTo(201);
        String loan = lent.body().get("id").asString();
        refused(409, "no-copy-free", post("/loans", loan(room, "r-2", rice, "2025-03-02")));
        assertThat(get("/loans-overdue?roomId=" + room + "&q=水稻")
                        .body()
                        .at("/items/0/title")
                        .asString())
                .isEqualTo("水稻种植");
        assertThat(send("POST", "/loans/" + loan + "/renewal", at("2025-03-31"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);

        Answer waiting = post("/reservations", loan(room, "r-2", rice, "2025-04-02"));
        assertThat(waiting.status()).isEqualTo(201);
        refused(409, "already-reserved", post("/reservations", loan(room, "r-2", rice, "2025-04-02")));
        refused(
                409,
                "reserved-by-another",
                send("POST", "/loans/" + loan + "/renewal", at("2025-04-03"), "If-Match", "\"2\""));
        assertThat(send("POST", "/loans/" + loan + "/return", at("2025-04-10"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        refused(409, "reserved-by-another", post("/loans", loan(room, "r-1", rice, "2025-04-11")));
        Answer next = post("/loans", loan(room, "r-2", rice, "2025-04-11"));
        assertThat(next.status()).isEqualTo(201);
        String reservation = waiting.body().get("id").asString();
        assertThat(get("/reservations?roomId=" + room)
                        .body()
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("FULFILLED");
        assertThat(told(reservation, 2).getLast().data())
                .isEqualTo(new ReservationFulfilled(
                        reservation, next.body().get("id").asString()));
        assertThat(told(loan, 3))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new LoanMade(loan, room, "r-1", rice, LocalDate.of(2025, 3, 31)),
                        new LoanRenewed(loan, LocalDate.of(2025, 4, 30)),
                        new LoanReturned(loan));
    }

    @Test
    void a_retried_loan_ends_the_reservation_that_it_was_made_for_and_none_that_was_made_since() {
        String room = room();
        deliver(room, 1, 1);
        for (String reader : List.of("r-1", "r-2")) {
            post("/readers", reader(room, reader, "1980-01-01", ""));
        }
        String first = lent(room, "r-2", title(1), "2025-03-01");
        String reserved = reserved(room, "r-1", "2025-03-02");
        giveBack(first, "2025-03-03");
        String body = loan(room, "r-1", title(1), "2025-03-04");
        Answer lent = send("POST", "/loans", body, "Idempotency-Key", "loan-of-" + room);
        assertThat(lent.status()).as(lent.text()).isEqualTo(201);
        assertThat(reservations(room, "FULFILLED")).containsExactly(reserved);

        // as if the first attempt had stopped half-way
        rooms.mongo()
                .updateFirst(
                        Query.query(Criteria.where("_id").is(reserved)),
                        Update.update("state", "WAITING"),
                        "reservations");
        assertThat(send("POST", "/loans", body, "Idempotency-Key", "loan-of-" + room)
                        .body())
                .isEqualTo(lent.body());
        assertThat(reservations(room, "FULFILLED")).containsExactly(reserved);

        giveBack(lent.id(), "2025-03-05");
        lent(room, "r-2", title(1), "2025-03-06");
        String since = reserved(room, "r-1", "2025-03-07");
        assertThat(send("POST", "/loans", body, "Idempotency-Key", "loan-of-" + room)
                        .body())
                .isEqualTo(lent.body());
        assertThat(reservations(room, "WAITING")).containsExactly(since);
    }

    @Test
    void a_correction_gives_what_is_lent_to_nobody_and_as_nothing_that_could_not_be_lent() {
        String room = room();
        deliver(room, 9, 1);
        deliver(room, 1, 1);
        for (int i = 1; i <= 4; i++) {
            post("/readers", reader(room, "r-" + i, "1980-01-01", ""));
        }
        // title 3 is free and reserved by r-2, title 4 overdue since 5 March
        String third = lent(room, "r-4", title(3), "2025-02-02");
        String reservation =
                post("/reservations", loan(room, "r-2", title(3), "2025-02-03")).id();
        giveBack(third, "2025-02-04");
        lent(room, "r-4", title(4), "2025-02-02");
        String other = lent(room, "r-2", title(1), "2025-03-01");
        lent(room, "r-1", title(1), "2025-03-01");
        String mine = lent(room, "r-1", title(2), "2025-03-01");
        String fifth = lent(room, "r-3", title(5), "2025-03-05");

        refused(409, "no-copy-free", restate(fifth, "r-3", title(1), ""));
        refused(409, "reserved-by-another", restate(fifth, "r-3", title(3), ""));
        refused(409, "already-on-loan", restate(other, "r-1", title(1), ""));
        refused(409, "reader-has-overdue", restate(fifth, "r-4", title(5), ""));
        for (int i = 6; i <= 8; i++) {
            lent(room, "r-1", title(i), "2025-03-01");
        }
        refused(409, "loan-limit", restate(fifth, "r-1", title(5), ""));

        // it is in its own way neither as the fifth of its reader nor as the one copy of its title
        corrected(mine, "r-1", title(9), "");
        assertThat(get("/loans/" + mine).text("occurredAt")).isEqualTo("2025-03-01T02:00:00Z");
        corrected(mine, "r-2", title(9), "");
        corrected(mine, "r-2", title(3), "");
        assertThat(reservations(room, "FULFILLED")).containsExactly(reservation);
        corrected(fifth, "r-4", title(5), at("2025-03-04"));
    }

    @Test
    void a_correction_leaves_a_loan_before_its_return_and_at_its_time_unless_another_is_stated() {
        String room = room();
        deliver(room, 1, 1);
        for (String reader : List.of("r-1", "r-2")) {
            post("/readers", reader(room, reader, "1980-01-01", ""));
        }
        String loan = lent(room, "r-1", title(1), "2025-03-01");
        giveBack(loan, "2025-03-05");
        lent(room, "r-2", title(1), "2025-03-06");

        refused(422, "loan-wrong-order", restate(loan, "r-1", title(1), at("2025-03-06")));
        corrected(loan, "r-2", title(1), "");
        assertThat(get("/loans/" + loan).text("occurredAt")).isEqualTo("2025-03-01T02:00:00Z");
        corrected(loan, "r-1", title(1), at("2025-03-05"));
        assertThat(get("/loans/" + loan).text("occurredAt")).isEqualTo("2025-03-05T02:00:00Z");
    }

    @Test
    void a_loan_of_a_copy_that_was_counted_as_lost_is_renewed_and_returned_after_that() {
        String room = room();
        deliver(room, 1, 1);
        post("/readers", reader(room, "r-1", "1980-01-01", ""));
        String loan = "/loans/" + lent(room, "r-1", title(1), "2025-03-01");
        assertThat(post("/stock-takes", """
                {"roomId":"%s","occurredAt":"2025-03-05T08:00:00+08:00","losses":[
                  {"resourceId":"%s","found":0,"reason":"LOST"}]}
                """.formatted(room, title(1))).status()).isEqualTo(201);

        assertThat(send("POST", loan + "/renewal", at("2025-03-20"), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        refused(422, "loan-wrong-order", send("POST", loan + "/return", at("2025-03-19"), "If-Match", "\"2\""));
        assertThat(send("POST", loan + "/return", at("2025-03-20"), "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void who_got_no_copy_by_a_loan_after_all_waits_again() {
        String room = room();
        deliver(room, 1, 1);
        for (String reader : List.of("r-1", "r-2", "r-3")) {
            post("/readers", reader(room, reader, "1980-01-01", ""));
        }
        giveBackAfterReserving(room, "r-1", "r-2", "2025-03-01");
        String first = reservations(room, "WAITING").getFirst();
        String wrong = lent(room, "r-2", title(1), "2025-03-10");
        assertThat(reservations(room, "FULFILLED")).containsExactly(first);
        Answer withdrawn = send("POST", "/loans/" + wrong + "/withdrawal", REASON, "If-Match", "\"1\"");
        assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
        assertThat(reservations(room, "WAITING")).containsExactly(first);
        assertThat(told(first, 3).getLast().data()).isEqualTo(new ReservationMade(first, room, "r-2", title(1)));

        String right = lent(room, "r-2", title(1), "2025-03-11");
        assertThat(reservations(room, "WAITING")).isEmpty();
        corrected(right, "r-3", title(1), "");
        assertThat(reservations(room, "WAITING")).containsExactly(first);
        corrected(right, "r-2", title(1), "");
        assertThat(reservations(room, "FULFILLED")).containsExactly(first);
    }

    private static void giveBackAfterReserving(String room, String has, String waits, String date) {
        String loan = lent(room, has, title(1), date);
        reserved(room, waits, date);
        giveBack(loan, date);
    }

    @Test
    void a_loan_of_a_reader_who_was_erased_since_is_corrected_and_none_is_made_theirs() {
        String village = village();
        String room = room(village);
        deliver(room, 2, 1);
        for (String reader : List.of("r-1", "r-2")) {
            post("/readers", reader(room, reader, "1980-01-01", ""));
        }
        String loan = lent(room, "r-1", title(1), "2025-03-01");
        String other = lent(room, "r-2", title(2), "2025-03-01");
        assertThat(post("/readers/" + village + ":r-1/erasure", REASON).status())
                .isEqualTo(200);

        corrected(loan, "r-1", title(1), at("2025-03-02"));
        refused(409, "reader-erased", restate(other, "r-1", title(2), ""));
    }

    private static String lent(String room, String reader, String resource, String date) {
        Answer lent = post("/loans", loan(room, reader, resource, date));
        assertThat(lent.status()).as(lent.text()).isEqualTo(201);
        return lent.id();
    }

    private static String reserved(String room, String reader, String date) {
        Answer reserved = post("/reservations", loan(room, reader, title(1), date));
        assertThat(reserved.status()).as(reserved.text()).isEqualTo(201);
        return reserved.id();
    }

    private static void giveBack(String loan, String date) {
        String path = "/loans/" + loan;
        Answer back =
                send("POST", path + "/return", at(date), "If-Match", get(path).etag());
        assertThat(back.status()).as(back.text()).isEqualTo(200);
    }

    private static List<String> reservations(String room, String state) {
        return get("/reservations?roomId=" + room + "&state=" + state)
                .body()
                .path("items")
                .findValuesAsString("id");
    }

    private static void corrected(String loan, String reader, String resource, String at) {
        Answer answer = restate(loan, reader, resource, at);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** @param at as a body of its own; empty to state no time */
    private static Answer restate(String loan, String reader, String resource, String at) {
        String path = "/loans/" + loan;
        String time = at.isEmpty() ? "" : "," + at.substring(1, at.length() - 1);
        String body = "{\"readerId\":\"%s\",\"resourceId\":\"%s\"%s}".formatted(reader, resource, time);
        return send("PUT", path, body, "If-Match", get(path).etag());
    }

    @Test
    void of_twenty_who_ask_for_the_last_copy_at_the_same_moment_one_gets_it() {
        String room = room();
        deliver(room, 1, 2);
        for (int i = 0; i <= 20; i++) {
            post("/readers", reader(room, "r-" + i, "1980-01-01", ""));
        }
        assertThat(post("/loans", loan(room, "r-0", title(1), "2025-03-01")).status())
                .isEqualTo(201);
        List<Answer> asked = AtTheSameMoment.all(IntStream.rangeClosed(1, 20)
                .mapToObj(i -> (Callable<Answer>) () -> post("/loans", loan(room, "r-" + i, title(1), "2025-03-01")))
                .toList());
        assertMadeAndRefused(asked, 1, "no-copy-free");
        assertThat(get("/loans?state=LENT&roomId=" + room).body().at("/items")).hasSize(2);
    }

    @Test
    void of_ten_titles_that_a_reader_asks_for_at_the_same_moment_five_are_lent() {
        String room = room();
        deliver(room, 10, 1);
        post("/readers", reader(room, "r-1", "1980-01-01", ""));
        List<Answer> asked = AtTheSameMoment.all(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> (Callable<Answer>) () -> post("/loans", loan(room, "r-1", title(i), "2025-03-01")))
                .toList());
        assertMadeAndRefused(asked, 5, "loan-limit");
        assertThat(get("/loans?state=LENT&roomId=" + room).body().at("/items")).hasSize(5);
    }

    @Test
    void a_reader_who_asks_ten_times_for_one_title_at_the_same_moment_gets_it_once() {
        String room = room();
        deliver(room, 1, 10);
        post("/readers", reader(room, "r-1", "1980-01-01", ""));
        Callable<Answer> ask = () -> post("/loans", loan(room, "r-1", title(1), "2025-03-01"));
        assertMadeAndRefused(AtTheSameMoment.times(10, ask), 1, "already-on-loan");
    }

    @Test
    void a_reader_who_reserves_one_title_ten_times_at_the_same_moment_waits_once() {
        String room = room();
        deliver(room, 1, 1);
        post("/readers", reader(room, "r-0", "1980-01-01", ""));
        post("/readers", reader(room, "r-1", "1980-01-01", ""));
        assertThat(post("/loans", loan(room, "r-0", title(1), "2025-03-01")).status())
                .isEqualTo(201);
        Callable<Answer> ask = () -> post("/reservations", loan(room, "r-1", title(1), "2025-03-02"));
        assertMadeAndRefused(AtTheSameMoment.times(10, ask), 1, "already-reserved");
        assertThat(get("/reservations?state=WAITING&roomId=" + room).body().at("/items"))
                .hasSize(1);
    }

    private static String title(int number) {
        return "isbn-" + isbn(number);
    }

    private static String isbn(int number) {
        String digits = "978710900%03d".formatted(number);
        int sum = IntStream.range(0, digits.length())
                .map(place -> Character.digit(digits.charAt(place), 10) * (place % 2 == 0 ? 1 : 3))
                .sum();
        return digits + (10 - sum % 10) % 10;
    }

    private static void deliver(String room, int titles, int copies) {
        String lines = IntStream.rangeClosed(1, titles)
                .mapToObj(i -> "{\"kind\":\"BOOK\",\"title\":\"第%d本\",\"isbn\":\"%s\",\"copies\":%d}"
                        .formatted(i, isbn(i), copies))
                .collect(Collectors.joining(","));
        Answer delivered = post("/deliveries", """
                {"roomId":"%s","origin":"BOUGHT","occurredAt":"2025-02-01T08:00:00+08:00","lines":[%s]}
                """.formatted(room, lines));
        assertThat(delivered.status()).as(delivered.text()).isEqualTo(201);
    }

    private static void assertMadeAndRefused(List<Answer> answers, int made, String code) {
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(made);
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> refused(409, code, answer));
    }

    @Test
    void a_number_of_who_asked_is_sealed_shown_for_a_purpose_and_erased() {
        String room = room();
        String body = """
                {"roomId":"%s","kind":"LAW","question":"宅基地确权","phone":"199 1234-4321","occurredAt":"2025-03-03T01:00:00Z"}
                """.formatted(room);
        refused(422, "invalid-phone", post("/consultations", body.replace("199 1234-4321", "12345")));
        Answer asked = post("/consultations", body);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        String id = asked.id();
        String path = "/consultations/" + id;
        assertThat(told(id, 2))
                .extracting(envelope -> (Object) envelope.data())
                .containsExactly(
                        new ConsultationAsked(id, room, ConsultationEvent.Kind.LAW), new ConsultationPhoneRecorded(id));
        assertThat(get(path).body().get("phoneHeld").asBoolean()).isTrue();
        assertThat(get(path).body().toString()).doesNotContain("19912344321", "4321");
        assertThat(rooms.bean(MongoOperations.class)
                        .getCollection("consultations")
                        .find(new Document("_id", id))
                        .first())
                .satisfies(stored -> assertThat(String.valueOf(stored)).doesNotContain("19912344321"));
        refused(428, "if-match-required", send("PUT", path + "/phone", "{\"phone\":\"19912344322\"}"));
        assertThat(send("PUT", path + "/phone", "{\"phone\":\"19912344322\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);

        Answer shown = post(path + "/phone/unmasking", "{\"purpose\":\"电话答复\"}");

        assertThat(shown.body().get("phone").asString()).isEqualTo("19912344322");
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        assertThat(send("POST", path + "/phone/erasure", REASON).status()).isEqualTo(200);
        refused(409, "consultation-phone-erased", post(path + "/phone/unmasking", "{\"purpose\":\"再看\"}"));
        refused(
                409,
                "consultation-phone-erased",
                send("PUT", path + "/phone", "{\"phone\":\"19912344322\"}", "If-Match", "\"4\""));
        assertThat(get(path).body().get("phoneHeld").asBoolean()).isFalse();
        refused(
                409,
                "consultation-without-phone",
                post(
                        "/consultations/" + consultation(room, "2025-03-04T09:00:00+08:00") + "/phone/unmasking",
                        "{\"purpose\":\"电话答复\"}"));
        assertThat(told(id, 5))
                .extracting(envelope -> envelope.data().getClass().getSimpleName())
                .containsExactly(
                        "ConsultationAsked",
                        "ConsultationPhoneRecorded",
                        "ConsultationPhoneRecorded",
                        "ConsultationPhoneUnmasked",
                        "ConsultationPhoneErased");
    }

    @Test
    void a_usage_report_has_each_figure_with_its_records_and_names_who_may_be_commended() {
        String village = village();
        String room = room(village);
        day(room, "2025-03-01", "\"sessions\":[{\"from\":\"09:00\",\"to\":\"12:00\"}]");
        post(
                "/usage",
                usage(
                        "ROOM",
                        "",
                        use(room, "2025-03-01", "a", "READ", "r-1"),
                        use(room, "2025-03-01", "b", "READ", "r-2"),
                        use(room, "2026-01-01", "c", "READ", "r-3")));
        assertThat(get("/usage-reports/2025?unitId=" + village).body().get("candidates"))
                .isEmpty();
        Answer effect = post("/effects", """
                {"roomId":"%s","kind":"INCOME","title":"养蜂增收","description":"六户","beneficiaries":6,"occurredAt":"2025-06-01T00:00:00Z"}
                """.formatted(room));
        String id = effect.body().get("id").asString();
        String seen = "{\"evidence\":\"看过\",\"occurredAt\":\"2025-07-01T00:00:00Z\"}";
        refused(409, "own-record", send("POST", "/effects/" + id + "/verification", seen, "If-Match", "\"1\""));
        String other = rooms.bearer("clerk-9", "TOWNSHIP_CLERK@" + TOWNSHIP);
        assertThat(sendAs(other, "POST", "/effects/" + id + "/verification", seen, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);

        JsonNode report = get("/rooms/" + room + "/usage-reports/2025").body();
        assertThat(report.at("/reads/count").asInt()).isEqualTo(2);
        assertThat(report.at("/reads/facts/0").asString()).isEqualTo(room + ":2025-03-01:ROOM");
        assertThat(report.at("/readers/facts")).hasSize(2);
        assertThat(report.at("/openDays/facts/0").asString()).isEqualTo(room + ":2025-03-01");
        assertThat(report.at("/effects/facts/0").asString()).isEqualTo(id);
        JsonNode unit = get("/usage-reports/2025?unitId=" + village).body();
        assertThat(unit.get("readers").asInt()).isEqualTo(2);
        assertThat(unit.at("/candidates/0/placeByVolume").asInt()).isEqualTo(1);
        assertThat(get("/usage-reports/2025?unitId=" + TOWNSHIP)
                        .body()
                        .get("rooms")
                        .toString())
                .contains(room);
        String stranger = rooms.bearer("k", "ROOM_KEEPER@" + OTHER_TOWNSHIP);
        refused(404, "not-found", getAs(stranger, "/usage-reports/2025?unitId=" + village));
        refused(404, "not-found", getAs(stranger, "/rooms/" + room + "/usage-reports/2025"));
    }

    /** Prints how long a county's reads take; {@code -Dkepu.usage-rate=true}. */
    @Test
    @EnabledIfSystemProperty(named = "kepu.usage-rate", matches = "true")
    void a_hundred_thousand_reads_of_172_rooms_are_taken_and_count_once() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> batches = new ArrayList<>();
        Map<String, Set<String>> readers = new TreeMap<>();
        int reads = 0;
        for (int i = 0; i < 172; i++) {
            String room = room();
            List<String> uses = new ArrayList<>();
            for (int j = 0; j < 582; j++, reads++) {
                String date = "2025-03-0" + (1 + j % 3);
                String reader = "r-" + random.nextInt(120);
                readers.computeIfAbsent(room + ":" + date + ":ROOM", _ -> new TreeSet<>())
                        .add(reader);
                uses.add(use(room, date, "u" + j, "READ", reader).strip());
            }
            batches.add(usage("ROOM", "", uses.toArray(String[]::new)));
        }
        for (int round = 1; round <= 2; round++) {
            Collections.shuffle(batches, random);
            long begun = System.nanoTime();
            AtomicInteger events = new AtomicInteger();
            try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
                for (Future<Answer> sent : senders.invokeAll(batches.stream()
                        .<Callable<Answer>>map(batch -> () -> post("/usage", batch))
                        .toList())) {
                    assertThat(sent.get().status()).as("seed %d", seed).isEqualTo(200);
                    events.addAndGet(sent.get().body().get("events").size());
                }
            }
            System.out.printf(
                    "%,d reads of 172 rooms on 3 days, round %d: accepted in %.2f s, %d facts told%n",
                    reads, round, (System.nanoTime() - begun) / 1e9, events.get());
            assertThat(events.get()).as("seed %d", seed).isEqualTo(round == 1 ? readers.size() : 0);
        }
        readers.forEach((day, naive) -> assertThat(
                        ((UsageRecorded) told(day, 1).getFirst().data()).readers())
                .as("seed %d, %s", seed, day)
                .isEqualTo(naive));
    }

    private static String reader(String room, String id, String born, String more) {
        return """
                {"roomId":"%s","readerId":"%s","name":"欧阳明","birthDate":"%s","phone":"19912344321"%s,"occurredAt":"2025-01-05T00:00:00Z"}
                """.formatted(room, id, born, more);
    }

    private static String loan(String room, String reader, String resource, String date) {
        return """
                {"roomId":"%s","readerId":"%s","resourceId":"%s","occurredAt":"%sT10:00:00+08:00"}
                """.formatted(room, reader, resource, date);
    }

    private static String at(String date) {
        return "{\"occurredAt\":\"" + date + "T10:00:00+08:00\"}";
    }

    private static String usage(String source, String file, String... uses) {
        return "{\"source\":\"" + source + "\"," + file + "\"records\":[" + String.join(",", uses) + "]}";
    }

    private static String use(String room, String date, String id, String kind, String reader) {
        return """
                {"recordId":"%s","roomId":"%s","date":"%s","kind":"%s","readerId":"%s"}
                """.formatted(id, room, date, kind, reader);
    }

    private static String closed(String date) {
        return "{\"date\":\"" + date + "\",\"closedReason\":\"农忙\"}";
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.code()).as("%s", answer.body()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static LocalDate today() {
        return LocalDate.now(rooms.bean(Clock.class).withZone(SHANGHAI));
    }

    private static Answer day(String room, String date, String rest) {
        return post("/rooms/" + room + "/days", "{\"date\":\"" + date + "\"," + rest + "}");
    }

    private static void close(String room, LocalDate date) {
        assertThat(day(room, date.toString(), "\"closedReason\":\"农忙\"").status())
                .isEqualTo(201);
    }

    private static Answer register(String unit, String level) {
        return registerAs(clerk, unit, level);
    }

    private static Answer registerAs(String bearer, String unit, String level) {
        return registerSince(bearer, unit, level, "2025-01-01T00:00:00Z");
    }

    private static Answer registerSince(String bearer, String unit, String level, String since) {
        return sendAs(bearer, "POST", "/rooms", """
                {"unitId":"%s","level":"%s","name":"书屋","occurredAt":"%s"}
                """.formatted(unit, level, since));
    }

    private static String room() {
        return room(village());
    }

    private static String room(String village) {
        return register(village, "VILLAGE").body().get("id").asString();
    }

    /** A village of which the service has heard; whatever was told before it was heard as well. */
    private static String village() {
        String village = TOWNSHIP + (201 + villages.getAndIncrement());
        tell(new UnitEstablished(village, Kind.VILLAGE, "青禾村", TOWNSHIP));
        await().atMost(Duration.ofMinutes(3))
                .until(() -> !post("/rooms", """
                                {"unitId":"%s","level":"TOWNSHIP","name":"书屋"}
                                """.formatted(village)).code().equals("unknown-unit"));
        return village;
    }

    private static void tell(UnitEvent event) {
        rooms.topics().publish(Instant.parse("2023-01-01T00:00:00Z"), event);
    }

    private static Answer get(String path) {
        return rooms.get(path);
    }

    private static Answer getAs(String bearer, String path) {
        return rooms.get(path, "Authorization", bearer);
    }

    private static Answer post(String path, String body) {
        return rooms.post(path, body);
    }

    private static Answer send(String method, String path, String body, String... headers) {
        return rooms.send(method, path, body, headers);
    }

    private static Answer sendAs(String bearer, String method, String path, String body, String... headers) {
        return rooms.send(
                method,
                path,
                body,
                Stream.concat(Stream.of("Authorization", bearer), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** The first {@code count} events of an aggregate, as subscribers find them. */
    private static List<Envelope<?>> told(String subject, int count) {
        return rooms.topics().published(subject, count);
    }
}
