package kepu.volunteers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.embedded.EmbeddedBroker;
import kepu.embedded.EmbeddedStore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VolunteersIT {
    private static final String VILLAGE = "990101201201";
    private static final String CLOSED_VILLAGE = "990101201299";
    private static final String OTHER_VILLAGE = "990101201202";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static EmbeddedStore store;
    private static ConfigurableApplicationContext service;
    private static HttpClient http;
    private static KafkaConsumer<String, byte[]> topics;
    private static final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
    private static final Map<String, Long> sequences = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder, 0);
        store = EmbeddedStore.inMemory();
        service = Volunteers.start(
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("kepu-volunteers"),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
        http = HttpClient.newHttpClient();
        topics = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Contracts.topicsOwnedBy("volunteers").stream()
                .flatMap(topic -> topics.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        topics.assign(partitions);
        topics.seekToBeginning(partitions);
        tellOfTheOrganization();
    }

    @AfterAll
    static void stop() {
        topics.close();
        http.close();
        service.close();
        store.close();
        broker.close();
    }

    private static void tellOfTheOrganization() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Instant start = Instant.parse("2023-01-01T00:00:00Z");
            tell(producer, VILLAGE, VILLAGE, start, new UnitEstablished(VILLAGE, UnitEvent.Kind.VILLAGE, "青禾村", null));
            tell(
                    producer,
                    CLOSED_VILLAGE,
                    CLOSED_VILLAGE,
                    start,
                    new UnitEstablished(CLOSED_VILLAGE, UnitEvent.Kind.VILLAGE, "旧村", null));
            tell(
                    producer,
                    CLOSED_VILLAGE,
                    CLOSED_VILLAGE,
                    Instant.parse("2024-06-01T00:00:00Z"),
                    new UnitClosed(CLOSED_VILLAGE, "合并"));
            for (int i = 1; i <= 4; i++) {
                String unit = i == 2 ? OTHER_VILLAGE : VILLAGE;
                tell(producer, "b" + i, unit, start, new LinkTargetRegistered("b" + i, Kind.BASE, "基地" + i));
            }
            tell(producer, "b4", VILLAGE, Instant.parse("2025-06-01T00:00:00Z"), new LinkTargetRetired("b4", "转产"));
        }
        // Both copies have arrived once the last of each topic is known.
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        post("/teams", body("unitId", VILLAGE, "name", "等待")).status() == 201);
        Team team = team();
        String member = enlist(team, "waiting", "2025-05-01T00:00:00Z");
        await().atMost(Duration.ofSeconds(15))
                .until(() ->
                        link(team, member, "b4", "2025-07-01T00:00:00Z").code().equals("target-retired"));
    }

    private static void tell(
            KafkaProducer<String, byte[]> producer, String subject, String unitId, Instant at, DomainEvent event)
            throws Exception {
        long sequence = sequences.merge(subject, 1L, Long::sum);
        var envelope = new Envelope<>(
                UUID.randomUUID(), subject, at, at, 0, sequence, unitId, "clerk-1", "c-1", null, null, event);
        producer.send(EventCodec.encode(envelope).toProducerRecord()).get();
    }

    @Test
    void a_team_reaches_its_strength_with_ten_and_loses_it_below() {
        Team team = team();
        List<String> members = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            members.add(enlist(team, "v" + i, "2025-01-%02dT00:00:00Z".formatted(i)));
        }
        JsonNode full = get("/teams/" + team.id()).body();
        assertThat(full.get("activeMembers").asInt()).isEqualTo(10);
        assertThat(full.has("understaffedSince")).isFalse();

        Answer suspended = post(
                team.path() + "/members/" + members.getFirst() + "/suspension",
                body("reason", "连续缺席活动", "occurredAt", "2025-03-01T08:00:00+08:00"));

        assertThat(suspended.status()).isEqualTo(200);
        JsonNode view = get("/teams/" + team.id()).body();
        assertThat(view.get("activeMembers").asInt()).isEqualTo(9);
        assertThat(view.get("requiredStrength").asInt()).isEqualTo(10);
        assertThat(view.get("understaffedSince").asString()).isEqualTo("2025-03-01T00:00:00Z");
        assertThat(view.get("daysBelowStrengthThisYear").asInt()).isPositive();
        assertThat(view.at("/members/0/name").asString()).isEqualTo("张*");
        assertThat(view.at("/members/0/state").asString()).isEqualTo("SUSPENDED");
        assertThat(view.get("warnings"))
                .hasSize(9)
                .allSatisfy(
                        warning -> assertThat(warning.get("code").asString()).isEqualTo("member-without-link"));

        List<Envelope<?>> told = told(team.id(), 14);
        assertThat(heard.stream().map(ConsumerRecord::key)).contains(VILLAGE);
        assertThat(told.getFirst().data()).isEqualTo(new TeamFormed(team.id(), "青禾村流动党员科普服务队"));
        assertThat(told.get(1).data()).isEqualTo(new VolunteerEnlisted(team.id(), members.getFirst(), "v1"));
        assertThat(told.get(11).data()).isEqualTo(new TeamRestored(team.id(), 10, 10));
        assertThat(told.get(13).data()).isEqualTo(new TeamUnderstaffed(team.id(), 9, 10));
        assertThat(told.get(13).occurredAt()).isEqualTo(Instant.parse("2025-03-01T00:00:00Z"));
        assertThat(told.get(13).id())
                .hasToString(suspended.body().at("/events/1").asString());
        assertThat(told).allSatisfy(envelope -> {
            assertThat(envelope.unitId()).isEqualTo(VILLAGE);
            assertThat(envelope.actor()).isEqualTo("clerk-1");
        });
        assertThat(heard)
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .noneMatch(value -> value.contains("张三"));
    }

    @Test
    void a_retried_enlistment_gets_the_first_answer_and_another_body_is_refused() {
        Team team = team();
        String body = body("volunteerId", "v1", "name", "张三", "occurredAt", "2025-01-01T00:00:00Z");
        Answer first = post(team.path() + "/members", body, "Idempotency-Key", "enlist-1");
        Answer again = post(team.path() + "/members", body, "Idempotency-Key", "enlist-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(post(
                                team.path() + "/members",
                                body("volunteerId", "v2", "name", "张三"),
                                "Idempotency-Key",
                                "enlist-1")
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(post(team.path() + "/members", body, "Idempotency-Key", "enlist-2")
                        .code())
                .isEqualTo("already-member");
    }

    @Test
    void a_third_link_is_refused_and_a_departure_ends_the_two() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        Answer first = link(team, member, "b1", "2025-02-01T00:00:00Z");
        Answer second = link(team, member, "b2", "2025-02-01T00:00:00Z");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);

        Answer third = link(team, member, "b3", "2025-03-01T00:00:00Z");

        assertThat(third.status()).isEqualTo(409);
        assertThat(third.code()).isEqualTo("third-link");
        assertThat(third.body().get("detail").asString()).contains("最多两个");
        assertThat(link(team, member, "b1", "2025-03-01T00:00:00Z").code()).isEqualTo("already-linked");
        assertThat(post(
                                team.path() + "/members/" + member + "/departure",
                                body("reason", "外出务工", "occurredAt", "2025-05-01T00:00:00Z"))
                        .status())
                .isEqualTo(200);

        String firstLink = first.body().get("itemId").asString();
        String secondLink = second.body().get("itemId").asString();
        List<Envelope<?>> told = told(team.id(), 7);
        assertThat(told.stream().map(Envelope::data).skip(2).map(DomainEvent.class::cast))
                .containsExactly(
                        new LinkStarted(firstLink, team.id(), member, "b1", Kind.BASE),
                        new LinkStarted(secondLink, team.id(), member, "b2", Kind.BASE),
                        new VolunteerLeft(team.id(), member, "外出务工"),
                        new LinkEnded(firstLink, team.id(), member, "外出务工"),
                        new LinkEnded(secondLink, team.id(), member, "外出务工"));
        JsonNode view = get("/teams/" + team.id()).body();
        assertThat(view.at("/links/0/until").asString()).isEqualTo("2025-05-01T00:00:00Z");
        assertThat(view.at("/links/0/targetName").asString()).isEqualTo("基地1");
        assertThat(view.get("warnings")).isEmpty();
    }

    @Test
    void a_link_that_was_ended_makes_room_for_another() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        link(team, member, "b2", "2025-02-01T00:00:00Z");
        String end = body("reason", "对象停产", "occurredAt", "2025-04-01T00:00:00Z");

        assertThat(post(team.path() + "/links/" + link + "/end", end).status()).isEqualTo(200);
        assertThat(post(team.path() + "/links/" + link + "/end", end).code()).isEqualTo("link-already-ended");
        assertThat(link(team, member, "b3", "2025-04-01T00:00:00Z").status()).isEqualTo(201);
    }

    @Test
    void what_the_organization_has_not_told_of_cannot_be_referred_to() {
        Answer refused = post("/teams", body("unitId", "990101209999", "name", "无名"), "Accept-Language", "en");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unknown-unit");
        assertThat(refused.body().get("detail").asString()).contains("may take a moment");

        assertThat(post("/teams", body("unitId", CLOSED_VILLAGE, "name", "旧村", "occurredAt", "2024-06-01T00:00:00Z"))
                        .code())
                .isEqualTo("unit-closed");
        assertThat(post("/teams", body("unitId", CLOSED_VILLAGE, "name", "旧村", "occurredAt", "2024-05-31T23:59:59Z"))
                        .status())
                .isEqualTo(201);

        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        assertThat(link(team, member, "b9", "2025-03-01T00:00:00Z").code()).isEqualTo("unknown-target");
        assertThat(link(team, member, "b4", "2025-06-01T00:00:00Z").code()).isEqualTo("target-retired");
        assertThat(link(team, member, "b4", "2025-05-31T23:59:59Z").status()).isEqualTo(201);
    }

    @Test
    void a_visit_is_verified_by_somebody_else_and_again_after_a_correction() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String early = body("teamId", team.id(), "linkId", link, "note", "查看柑橘", "occurredAt", "2025-01-31T23:59:59Z");
        assertThat(post("/visits", early, "Kepu-Actor", "v1").code()).isEqualTo("link-not-active");
        Answer made = post(
                "/visits",
                body("teamId", team.id(), "linkId", link, "note", "查看柑橘", "occurredAt", "2025-03-01T00:00:00Z"),
                "Kepu-Actor",
                "v1");
        assertThat(made.status()).isEqualTo(201);
        String id = made.body().get("id").asString();
        String verification = body("evidence", "电话回访", "occurredAt", "2025-03-02T00:00:00Z");

        assertThat(post("/visits/" + id + "/verification", verification, "Kepu-Actor", "v1")
                        .code())
                .isEqualTo("own-record");
        assertThat(post("/visits/" + id + "/verification", verification).status())
                .isEqualTo(200);
        assertThat(post("/visits/" + id + "/verification", verification).code()).isEqualTo("already-verified");

        String correction = body("linkId", link, "note", "查看大棚", "occurredAt", "2025-03-05T00:00:00Z");
        assertThat(put("/visits/" + id, correction, "Kepu-Actor", "v2").status())
                .isEqualTo(428);
        assertThat(put("/visits/" + id, correction, "Kepu-Actor", "v2", "If-Match", "\"1\"")
                        .code())
                .isEqualTo("version-mismatch");
        assertThat(put("/visits/" + id, correction, "Kepu-Actor", "v2", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        String again = body("evidence", "电话回访", "occurredAt", "2025-03-06T00:00:00Z");
        assertThat(post("/visits/" + id + "/verification", again, "Kepu-Actor", "v2")
                        .code())
                .isEqualTo("own-record");
        assertThat(post("/visits/" + id + "/verification", again, "Kepu-Actor", "v1")
                        .code())
                .isEqualTo("own-record");
        assertThat(get("/visits/" + id).body().get("state").asString()).isEqualTo("UNVERIFIED");
        assertThat(post("/visits/" + id + "/rejection", body("reason", "无人到访", "occurredAt", "2025-03-06T00:00:00Z"))
                        .status())
                .isEqualTo(200);
        assertThat(post("/visits/" + id + "/verification", again).status()).isEqualTo(200);
        JsonNode view = get("/visits/" + id).body();
        assertThat(view.get("state").asString()).isEqualTo("VERIFIED");
        assertThat(view.at("/verdict/by").asString()).isEqualTo("clerk-1");
        assertThat(view.get("recordedBy").asString()).isEqualTo("v1");
        assertThat(view.get("correctedBy").asString()).isEqualTo("v2");
        assertThat(post("/visits/" + id + "/withdrawal", body("reason", "重复录入")).status())
                .isEqualTo(200);
        assertThat(post("/visits/" + id + "/rejection", body("reason", "无人到访")).code())
                .isEqualTo("already-withdrawn");

        Instant visited = Instant.parse("2025-03-01T00:00:00Z");
        Instant corrected = Instant.parse("2025-03-05T00:00:00Z");
        assertThat(told(id, 6).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new VisitMade(id, link, member, "查看柑橘"),
                        new VisitVerified(id, "clerk-1", "电话回访", visited),
                        new VisitCorrected(id, link, member, "查看大棚", visited),
                        new VisitRejected(id, "clerk-1", "无人到访", corrected),
                        new VisitVerified(id, "clerk-1", "电话回访", corrected),
                        new VisitWithdrawn(id, "重复录入", corrected));
    }

    @Test
    void a_visit_stays_with_the_links_of_its_team() {
        Team team = team();
        Team other = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String stranger = enlist(other, "v1", "2025-01-01T00:00:00Z");
        String link = link(team, member, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        String foreign = link(other, stranger, "b1", "2025-02-01T00:00:00Z")
                .body()
                .get("itemId")
                .asString();
        Answer made = post("/visits", body("teamId", team.id(), "linkId", link, "note", ""));
        assertThat(made.status()).isEqualTo(201);

        Answer corrected = put(
                "/visits/" + made.body().get("id").asString(),
                body("linkId", foreign, "note", ""),
                "If-Match",
                "\"1\"");

        assertThat(corrected.status()).isEqualTo(422);
        assertThat(corrected.code()).isEqualTo("unknown-link");
        assertThat(post("/visits", body("teamId", "nowhere", "linkId", link, "note", ""))
                        .code())
                .isEqualTo("unknown-team");
    }

    @Test
    void a_training_counts_members_of_the_team_and_can_be_corrected_and_withdrawn() {
        Team team = team();
        String member = enlist(team, "v1", "2025-01-01T00:00:00Z");
        String held = """
                {"teamId": "%s", "kind": "TECHNIQUE", "topic": "柑橘修剪", "minutes": %d, "attendees": ["%s"],
                 "occurredAt": "2025-03-01T00:00:00Z"}""";
        assertThat(post("/trainings", held.formatted(team.id(), 90, "m9")).code())
                .isEqualTo("unknown-member");
        assertThat(post("/trainings", held.formatted(team.id(), 0, member)).code())
                .isEqualTo("invalid-body");
        assertThat(post("/trainings", held.formatted(team.id(), 1441, member)).code())
                .isEqualTo("invalid-body");
        assertThat(post("/trainings", held.formatted(team.id(), 1440, member)).status())
                .isEqualTo(201);
        Answer created = post("/trainings", held.formatted(team.id(), 1, member));
        assertThat(created.status()).isEqualTo(201);
        String id = created.body().get("id").asString();

        String correction = """
                {"kind": "POLICY", "topic": "惠农政策", "minutes": 60, "attendees": ["%s"],
                 "occurredAt": "2025-03-02T00:00:00Z"}""";
        assertThat(put("/trainings/" + id, correction.formatted("m9"), "If-Match", "\"1\"")
                        .code())
                .isEqualTo("unknown-member");
        assertThat(put("/trainings/" + id, correction.formatted(member), "If-Match", "\"1\"")
                        .status())
                .isEqualTo(200);
        JsonNode view = get("/trainings/" + id).body();
        assertThat(view.get("kind").asString()).isEqualTo("POLICY");
        assertThat(view.at("/attendees/0").asString()).isEqualTo(member);
        assertThat(post("/trainings/" + id + "/withdrawal", body("reason", "因雨取消"))
                        .status())
                .isEqualTo(200);
        assertThat(post("/trainings/" + id + "/withdrawal", body("reason", "因雨取消"))
                        .code())
                .isEqualTo("already-withdrawn");

        Set<String> attendees = Set.of(member);
        assertThat(told(id, 3).stream().map(Envelope::data).map(DomainEvent.class::cast))
                .containsExactly(
                        new TrainingHeld(id, team.id(), TrainingEvent.Kind.TECHNIQUE, "柑橘修剪", 1, attendees),
                        new TrainingCorrected(
                                id,
                                team.id(),
                                TrainingEvent.Kind.POLICY,
                                "惠农政策",
                                60,
                                attendees,
                                Instant.parse("2025-03-01T00:00:00Z")),
                        new TrainingWithdrawn(id, "因雨取消", Instant.parse("2025-03-02T00:00:00Z")));
    }

    @Test
    void the_teams_of_a_unit_come_in_pages() {
        List<String> formed = List.of(team().id(), team().id(), team().id());
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = get("/teams?limit=2&unit=" + VILLAGE + (cursor == null ? "" : "&cursor=" + cursor))
                    .body();
            assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            cursor = page.has("next") ? page.get("next").asString() : null;
        } while (cursor != null);

        assertThat(seen).containsAll(formed).doesNotHaveDuplicates().isSorted();
        assertThat(get("/teams?unit=" + VILLAGE + "&limit=101").status()).isEqualTo(400);
        assertThat(get("/teams?unit=990101209999").body().get("items")).isEmpty();
    }

    @Test
    void a_text_that_no_event_may_hold_is_refused_in_the_callers_language() {
        Answer refused = post("/teams", body("unitId", VILLAGE, "name", "a\u0001b"), "Accept-Language", "en");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid-body");
        assertThat(refused.body().get("detail").asString()).contains("must not contain control characters");
        assertThat(post(team().path() + "/members", body("volunteerId", "张三", "name", "张三"))
                        .code())
                .isEqualTo("invalid-body");
    }

    private record Team(String id) {
        String path() {
            return "/teams/" + id;
        }
    }

    private record Answer(int status, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }
    }

    private static Team team() {
        Answer formed =
                post("/teams", body("unitId", VILLAGE, "name", "青禾村流动党员科普服务队", "occurredAt", "2024-12-01T00:00:00Z"));
        assertThat(formed.status()).isEqualTo(201);
        return new Team(formed.body().get("id").asString());
    }

    private static String enlist(Team team, String volunteerId, String at) {
        Answer enlisted =
                post(team.path() + "/members", body("volunteerId", volunteerId, "name", "张三", "occurredAt", at));
        assertThat(enlisted.status()).isEqualTo(201);
        return enlisted.body().get("itemId").asString();
    }

    private static Answer link(Team team, String member, String target, String from) {
        return post(team.path() + "/links", body("membershipId", member, "targetId", target, "occurredAt", from));
    }

    /** Everything that an aggregate told, in the order of its sequence, which has no gap. */
    private static List<Envelope<?>> told(String subject, int count) {
        List<Envelope<?>> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            topics.poll(Duration.ofMillis(50)).forEach(heard::add);
            found.clear();
            heard.stream()
                    .<Envelope<?>>map(message -> EventCodec.decode(message).orElseThrow())
                    .filter(envelope -> envelope.subject().equals(subject))
                    .forEach(found::add);
            return found.size() >= count;
        });
        found.sort(Comparator.comparing(Envelope::sequence));
        assertThat(found)
                .extracting(Envelope::sequence)
                .doesNotHaveDuplicates()
                .hasSize(count)
                .endsWith((long) count);
        return found;
    }

    private static String body(String... namesAndValues) {
        var body = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return JSON.writeValueAsString(body);
    }

    private static Answer get(String path) {
        return send("GET", path, null);
    }

    private static Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    private static Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    private static Answer send(String method, String path, @Nullable String body, String... headers) {
        String port = service.getEnvironment().getProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/volunteers" + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("Kepu-Actor", "clerk-1")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
