package kepu.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.organization.BoardEvent;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.defaults.Command;
import kepu.defaults.harness.Answer;
import kepu.defaults.harness.ServiceUnderTest;
import kepu.defaults.harness.Topics;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** Who waits for an event reads what it changed: at either of two instances, whichever of them scored it. */
class ReadAfterIT {
    private static final String COUNTY = "990301";
    private static final String TOWNSHIP = "990301201";
    private static final List<String> VILLAGES = List.of("990301201101", "990301201102", "990301201103");
    private static final int TIMES = 200;

    /** Several instances in one JVM are closed by the test. */
    private static final String NO_HOOK = "--spring.main.register-shutdown-hook=false";

    private static final List<ServiceUnderTest> instances = new ArrayList<>();
    private static Topics topics;

    @BeforeAll
    static void start() {
        ServiceUnderTest first = ServiceUnderTest.start("assessment", Assessment::start, NO_HOOK)
                .calledBy("analyst-1", "COUNTY_ANALYST@all");
        topics = first.topics();
        instances.add(first);
        instances.add(first.another(NO_HOOK));
        send(new Story(COUNTY, COUNTY)
                .tell("2020-01-01", new UnitEvent.UnitEstablished(COUNTY, UnitEvent.Kind.COUNTY, "试点县", null))
                .windows(2025)
                .events());
        send(new Story(TOWNSHIP, TOWNSHIP)
                .tell("2020-01-01", new UnitEvent.UnitEstablished(TOWNSHIP, UnitEvent.Kind.TOWNSHIP, "试点乡", COUNTY))
                .events());
        for (String village : VILLAGES) {
            List<Envelope<?>> events = Story.ofVillage(village, TOWNSHIP).events();
            send(events);
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> read(
                                            0,
                                            "/scorecards/" + village + "/2025",
                                            events.getLast().id())
                                    .status()
                            == 200);
        }
    }

    @AfterAll
    static void stop() {
        instances.reversed().forEach(ServiceUnderTest::close);
    }

    @Test
    void a_read_after_ones_own_event_always_sees_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] took = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            String village = VILLAGES.get(random.nextInt(VILLAGES.size()));
            int residents = 2_000 + i;
            Envelope<?> counted =
                    told(village, village, "2025-06-01", new ResidentsCounted(village, residents, null), i);
            int instance = random.nextInt(2);
            int view = random.nextInt(4);
            String path = switch (view) {
                case 0 -> "/scorecards/" + village + "/2025";
                case 1 -> "/scorecards/" + village + "/2025/explanation?indicator=S09";
                case 2 -> "/scorecards/" + village + "/2025/canonical";
                default -> "/rankings/" + TOWNSHIP + "/2025";
            };

            long begun = System.nanoTime();
            send(List.of(counted));
            Answer answer = readOnceIn(instance, path, counted.id());
            took[i] = System.nanoTime() - begun;

            String as = "seed %d, time %d, instance %d: %s".formatted(seed, i, instance, path);
            assertThat(answer.status()).as(as + answer.text()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Preference-Applied")).as(as).contains("wait=4");
            if (view == 3) {
                assertThat(composite(answer, village)).as(as).isEqualTo(computed(village));
            } else {
                assertThat(answer.text()).as(as).contains("\"residents\":" + residents);
            }
        }
        java.util.Arrays.sort(took);
        System.out.printf(
                "%d reads after one's own write: median %d ms, slowest %d ms%n",
                TIMES, took[TIMES / 2] / 1_000_000, took[TIMES - 1] / 1_000_000);
    }

    /** From the facts, for the explanation never reads the stored card. */
    private static String computed(String village) {
        return read(0, "/scorecards/" + village + "/2025/explanation?indicator=S09")
                .body()
                .at("/card/composite")
                .asString();
    }

    private static String composite(Answer ranking, String village) {
        for (JsonNode entry : ranking.body().at("/entries")) {
            if (entry.at("/unitId").asString().equals(village)) {
                return entry.at("/composite").asString();
            }
        }
        throw new AssertionError(ranking.text());
    }

    @Test
    void an_event_that_is_still_in_an_outbox_gives_the_problem_and_no_card() {
        String village = VILLAGES.getFirst();
        Envelope<?> held = told(village, "b-" + village, "2025-10-01", update(village, "held"), 900);
        for (int instance = 0; instance < 2; instance++) {
            for (String path : paths(village)) {
                Answer answer = read(instance, path, held.id());
                refused(409, "event-not-in", answer);
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
                assertThat(answer.text()).contains(held.id().toString());
            }
        }
        long begun = System.nanoTime();
        Answer waited = read(1, paths(village).getFirst(), held.id(), "wait=1");
        refused(409, "event-not-in", waited);
        assertThat(waited.headers().firstValue("Preference-Applied")).contains("wait=1");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(950));

        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> read(
                0, "/scorecards/" + village + "/2025/explanation?indicator=P08", held.id(), "respond-async, WAIT=60"));
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
        send(List.of(held));
        Answer seen = waiting.join();
        assertThat(seen.status()).as(seen.text()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Preference-Applied"))
                .as("no longer than the gateway waits")
                .contains("wait=4");
        assertThat(seen.text()).contains(held.id().toString());
    }

    @Test
    void several_events_are_waited_for_and_one_that_is_not_in_is_one_too_many() {
        String village = VILLAGES.getFirst();
        Envelope<?> in = told(village, "b-" + village, "2025-10-02", update(village, "both"), 910);
        send(List.of(in));
        String path = "/scorecards/" + village + "/2025";
        assertThat(read(1, path + "?after=" + in.id() + "&after=" + in.id(), "wait=4")
                        .status())
                .isEqualTo(200);
        UUID unknown = Command.newEventId();
        refused(409, "event-not-in", read(1, path + "?after=" + in.id() + "&after=" + unknown, "wait=0"));
    }

    @Test
    void an_event_that_no_score_asks_for_is_in_once_it_has_been_taken() {
        Envelope<?> target = told(
                TOWNSHIP,
                "target-1",
                "2025-10-03",
                new LinkTargetEvent.LinkTargetRegistered("target-1", LinkTargetEvent.Kind.BASE, "示范基地"),
                1);
        refused(409, "event-not-in", read(0, paths(VILLAGES.getFirst()).getFirst(), target.id()));
        send(List.of(target));
        assertThat(read(1, paths(VILLAGES.getFirst()).getFirst(), target.id(), "wait=4")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_village_that_was_just_established_is_waited_for_by_whom_it_lies_below() {
        String clerk = instances.getFirst().bearer("clerk-1", "TOWNSHIP_CLERK@" + TOWNSHIP);
        for (int i = 0; i < 10; i++) {
            String village = "9903012012" + (10 + i);
            Envelope<?> established = told(
                    village,
                    village,
                    "2024-01-01",
                    new UnitEvent.UnitEstablished(village, UnitEvent.Kind.VILLAGE, "新村", TOWNSHIP),
                    1);
            String path = "/scorecards/" + village + "/2025";
            refused(404, "not-found", readAs(clerk, i % 2, path + "?after=" + established.id()));
            send(List.of(established));
            int instance = i % 2;
            Answer answer = Answer.onceIn(() -> readAs(clerk, instance, path + "?after=" + established.id(), "wait=4"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    @Test
    void an_event_of_a_unit_out_of_reach_is_like_one_that_is_not_in() {
        String own = VILLAGES.getFirst();
        Envelope<?> foreign = told(VILLAGES.getLast(), "b-f", "2025-10-04", update(VILLAGES.getLast(), "foreign"), 920);
        send(List.of(foreign));
        String path = "/scorecards/" + own + "/2025";
        assertThat(readOnceIn(0, path, foreign.id()).status()).isEqualTo(200);
        String secretary = instances.getFirst().bearer("secretary-1", "VILLAGE_SECRETARY@" + own);
        UUID unknown = Command.newEventId();

        for (String wait : List.of("wait=0", "wait=1")) {
            Answer hidden = readAs(secretary, 0, path + "?after=" + foreign.id(), wait);
            Answer absent = readAs(secretary, 0, path + "?after=" + unknown, wait);
            refused(409, "event-not-in", hidden);
            assertThat(hidden.text().replace(foreign.id().toString(), "…"))
                    .isEqualTo(absent.text().replace(unknown.toString(), "…"));
            assertThat(hidden.headers().map().keySet())
                    .isEqualTo(absent.headers().map().keySet());
        }
        refused(404, "not-found", readAs(secretary, 0, "/scorecards/" + VILLAGES.getLast() + "/2025?after=" + unknown));
    }

    @Test
    void what_is_no_event_id_is_refused() {
        String path = "/scorecards/" + VILLAGES.getFirst() + "/2025";
        for (String id : List.of(
                "",
                "x",
                "1-1-1-1-1",
                "%20" + UUID.randomUUID(),
                UUID.randomUUID() + "," + UUID.randomUUID(),
                "{" + UUID.randomUUID() + "}",
                UUID.randomUUID().toString().replace("-", ""),
                "%EF%BC%91" + UUID.randomUUID().toString().substring(1))) {
            String encoded = id.replace("{", "%7B").replace("}", "%7D");
            refused(400, "invalid-request", read(0, path + "?after=" + encoded));
        }
        StringBuilder many = new StringBuilder(path + "?after=" + UUID.randomUUID());
        for (int i = 0; i < 50; i++) {
            many.append("&after=").append(UUID.randomUUID());
        }
        refused(400, "too-many-ids", read(0, many.toString()));
        refused(401, "token-required", instances.getFirst().get(path + "?after=x", "Authorization", ""));
        String upper = Command.newEventId().toString().toUpperCase(java.util.Locale.ROOT);
        refused(409, "event-not-in", read(0, path + "?after=" + upper));
    }

    @Test
    void what_is_no_number_of_seconds_is_no_preference() {
        UUID unknown = Command.newEventId();
        for (String prefer :
                List.of("wait", "wait=", "wait=-1", "wait=1.5", "wait=x", "return=minimal", ",;=", "wait=１")) {
            String ascii = prefer.replace("１", "1e0");
            Answer answer = read(0, paths(VILLAGES.getFirst()).getFirst(), unknown, ascii);
            refused(409, "event-not-in", answer);
            assertThat(answer.headers().firstValue("Preference-Applied"))
                    .as(ascii)
                    .isEmpty();
        }
    }

    @Test
    void the_past_is_in_also_after_a_restart_and_if_nobody_kept_where_it_lay() {
        String village = VILLAGES.get(1);
        Envelope<?> past = told(village, "b-" + village, "2025-10-05", update(village, "past"), 930);
        send(List.of(past));
        String path = "/scorecards/" + village + "/2025";
        assertThat(readOnceIn(0, path, past.id()).status()).isEqualTo(200);
        try (ServiceUnderTest restarted = instances.getFirst().another(NO_HOOK)) {
            assertThat(restarted.get(path + "?after=" + past.id()).status()).isEqualTo(200);
        }
        Envelope<?> older = told(village, "b-" + village, "2025-10-06", update(village, "older"), 931);
        send(List.of(older));
        assertThat(readOnceIn(0, path, older.id()).status()).isEqualTo(200);
        mongo().getCollection("journal")
                .updateOne(
                        Filters.eq("_id", older.id().toString()),
                        Updates.combine(Updates.unset("partition"), Updates.unset("offset"), Updates.unset("reading")));
        assertThat(read(1, path, older.id()).status()).isEqualTo(200);
    }

    @Test
    void in_the_journal_is_not_yet_scored() {
        String village = VILLAGES.get(2);
        Envelope<?> event = told(village, "b-" + village, "2025-10-07", update(village, "half"), 940);
        send(List.of(event));
        String path = "/scorecards/" + village + "/2025";
        assertThat(readOnceIn(0, path, event.id()).status()).isEqualTo(200);

        // as if the process had ended between the journal and the cards
        mongo().getCollection("journal")
                .updateOne(Filters.eq("_id", event.id().toString()), Updates.set("offset", 1_000_000L));

        refused(409, "event-not-in", read(0, path, event.id()));
        refused(409, "event-not-in", read(1, path, event.id(), "wait=1"));
        // the same event again, as a batch that failed half-way comes again
        send(List.of(event));
        assertThat(readOnceIn(1, path, event.id()).status()).isEqualTo(200);
    }

    @Test
    void a_topic_that_begins_anew_is_another_reading() {
        String village = VILLAGES.get(2);
        Envelope<?> before = told(village, "b-" + village, "2025-10-08", update(village, "before"), 950);
        send(List.of(before));
        String path = "/scorecards/" + village + "/2025";
        assertThat(readOnceIn(0, path, before.id()).status()).isEqualTo(200);
        String topic = Contracts.topicOf(BoardEvent.class);

        // as if all partitions had been read far beyond where their next records will lie
        for (Document mark : mongo().getCollection("scored").find(Filters.regex("_id", "^" + topic + "/"))) {
            mongo().getCollection("scored")
                    .updateOne(Filters.eq("_id", mark.get("_id")), Updates.set("upTo.1", 1_000_000L));
        }
        Envelope<?> anew = told(village, "b-" + village, "2025-10-09", update(village, "anew"), 951);
        send(List.of(anew));

        assertThat(readOnceIn(1, path, anew.id()).status()).isEqualTo(200);
        Document entry = mongo().getCollection("journal")
                .find(Filters.eq("_id", anew.id().toString()))
                .first();
        assertThat(entry).isNotNull();
        assertThat(entry.getInteger("reading")).isEqualTo(2);
        assertThat(read(0, path, before.id()).status())
                .as("what was scored stays so")
                .isEqualTo(200);
        Envelope<?> next = told(village, "b-" + village, "2025-10-10", update(village, "next"), 952);
        send(List.of(next));
        assertThat(readOnceIn(0, path, next.id()).status()).isEqualTo(200);
    }

    private static List<String> paths(String village) {
        String card = "/scorecards/" + village + "/2025";
        return List.of(card, card + "/explanation", card + "/canonical", "/rankings/" + TOWNSHIP + "/2025");
    }

    private static MongoOperations mongo() {
        return instances.getFirst().mongo();
    }

    private static BoardUpdated update(String village, String id) {
        return new BoardUpdated("b-" + village, id + "-" + village, "科普挂图");
    }

    private static Envelope<?> told(String unit, String subject, String date, DomainEvent event, long sequence) {
        Envelope<?> one = new Story(unit, subject).tell(date, event).events().getFirst();
        return new Envelope<>(
                one.id(),
                one.subject(),
                LocalDate.parse(date).atStartOfDay(java.time.ZoneOffset.UTC).toInstant(),
                one.recordedAt(),
                2,
                sequence + 1,
                unit,
                one.actor(),
                one.correlationId(),
                null,
                null,
                event);
    }

    private static void send(List<Envelope<?>> events) {
        topics.publish(events);
    }

    private static Answer read(int instance, String path, UUID after, String... prefer) {
        return read(instance, path + (path.contains("?") ? "&" : "?") + "after=" + after, prefer);
    }

    /** Waits as long as it takes. */
    private static Answer readOnceIn(int instance, String path, UUID after) {
        return Answer.onceIn(() -> read(instance, path, after, "wait=4"));
    }

    private static Answer read(int instance, String path, String... prefer) {
        return instances.get(instance).get(path, preferring(prefer));
    }

    private static Answer readAs(String bearer, int instance, String path, String... prefer) {
        return instances
                .get(instance)
                .get(
                        path,
                        Stream.concat(Stream.of("Authorization", bearer), Stream.of(preferring(prefer)))
                                .toArray(String[]::new));
    }

    private static String[] preferring(String... preferences) {
        return Stream.of(preferences)
                .flatMap(preference -> Stream.of("Prefer", preference))
                .toArray(String[]::new);
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
