package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Villages that recorded for weeks without a network hand everything in at once: shuffled, in batches, side by side, one row in
 * twenty twice. Each row is answered as it must be, and each card is that of a village which sent the same in order.
 *
 * <p>A few villages always; 20 with 500 rows each with {@code -Dkepu.offline-batches=full}.
 */
class OfflineBatchesIT {
    private static final boolean FULL = "full".equals(System.getProperty("kepu.offline-batches"));
    private static final int VILLAGES = FULL ? 20 : 4;

    /** Of each village: facts in any order, then the verdicts over some of them. */
    private static final int FACTS = FULL ? 460 : 92;

    private static final int VERDICTS = FULL ? 40 : 8;
    private static final int ROWS_OF_A_BATCH = FULL ? 1000 : 100;
    private static final int SIDE_BY_SIDE = 4;
    private static final int DOUBLES_PER_CENT = 5;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String COUNTY = "990197";
    private static final String TOWNSHIP = COUNTY + "100";
    private static final String IN_ORDER = TOWNSHIP + "200";
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 2, 3);

    private static Installation installation;

    /** What a village has before it goes offline. */
    private record Village(
            String unitId, String team, List<String> members, List<String> links, String board, String room) {}

    /** @param refusal code with which it must be refused; blank: it is accepted */
    private record Fact(ObjectNode row, String refusal) {
        String key() {
            return row.get("idempotencyKey").asString();
        }
    }

    @BeforeAll
    static void run_the_story() {
        StoryRun.completed();
        installation = Installation.running();
        establish(COUNTY, "COUNTY", null);
        establish(TOWNSHIP, "TOWNSHIP", COUNTY);
    }

    @Test
    void what_comes_shuffled_in_parallel_batches_and_partly_twice_is_answered_row_by_row_and_scores_as_in_order()
            throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Village inOrder = village(IN_ORDER);
        List<Village> offline = IntStream.rangeClosed(1, VILLAGES)
                .mapToObj(number -> village(TOWNSHIP + (200 + number)))
                .toList();
        installation.settle();

        long begun = System.nanoTime();
        Map<String, JsonNode> ordered = new TreeMap<>();
        handIn(facts(inOrder), recorder(), 1, ordered);
        handIn(verdicts(inOrder, ordered), inspector(), 1, ordered);
        Map<String, JsonNode> receipts = new ConcurrentHashMap<>();
        handIn(
                shuffled(offline.stream().flatMap(one -> facts(one).stream()).toList(), random),
                recorder(),
                SIDE_BY_SIDE,
                receipts);
        handIn(
                shuffled(
                        offline.stream()
                                .flatMap(one -> verdicts(one, receipts).stream())
                                .toList(),
                        random),
                inspector(),
                SIDE_BY_SIDE,
                receipts);
        long took = System.nanoTime() - begun;
        installation.settle();

        System.out.printf(
                "%d rows of %d villages answered in %d ms, seed %d%n",
                receipts.size(), VILLAGES, took / 1_000_000, seed);
        assertThat(receipts).as("seed %d", seed).hasSize(VILLAGES * (FACTS + VERDICTS));
        assertThat(receipts.values().stream()
                        .flatMap(receipt -> receipt.path("events").valueStream())
                        .map(JsonNode::asString))
                .as("nothing was told twice")
                .doesNotHaveDuplicates();
        JsonNode expected = card(IN_ORDER);
        assertThat(expected.get("composite").decimalValue()).isPositive();
        for (Village village : offline) {
            assertThat(card(village.unitId()))
                    .as("seed %d, %s", seed, village.unitId())
                    .isEqualTo(expected);
        }
    }

    /** Some of them again, and all of them in any order. */
    private static List<Fact> shuffled(List<Fact> facts, Random random) {
        List<Fact> all = new ArrayList<>(facts);
        for (int i = 0; i < facts.size() * DOUBLES_PER_CENT / 100; i++) {
            all.add(facts.get(random.nextInt(facts.size())));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static void handIn(List<Fact> facts, String token, int sideBySide, Map<String, JsonNode> receipts)
            throws InterruptedException, ExecutionException {
        List<Future<?>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(sideBySide)) {
            for (int from = 0; from < facts.size(); from += ROWS_OF_A_BATCH) {
                List<Fact> batch = facts.subList(from, Math.min(facts.size(), from + ROWS_OF_A_BATCH));
                sent.add(threads.submit(() -> answered(batch, token, receipts)));
            }
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    /** Sent until it is complete, as a client does. */
    private static void answered(List<Fact> batch, String token, Map<String, JsonNode> receipts) {
        ArrayNode commands = JSON.createArrayNode();
        batch.forEach(fact -> commands.add(fact.row()));
        String body = JSON.createObjectNode().set("commands", commands).toString();
        JsonNode answer;
        do {
            Http.Answer came = Http.send(
                    "POST",
                    installation.gatewayAddress(),
                    "/api/v1/batches",
                    Map.of("Authorization", "Bearer " + token),
                    body);
            assertThat(came.status()).as(came.body()).isEqualTo(200);
            answer = came.json();
        } while (!answer.get("complete").asBoolean());
        for (int i = 0; i < batch.size(); i++) {
            JsonNode row = answer.get("rows").get(i);
            Fact fact = batch.get(i);
            if (fact.refusal().isEmpty()) {
                assertThat(row.get("outcome").asString())
                        .as("%s: %s", fact, row)
                        .isEqualTo("ACCEPTED");
                JsonNode other = receipts.putIfAbsent(fact.key(), row.get("receipt"));
                assertThat(other == null || other.equals(row.get("receipt")))
                        .as("the second time the same receipt: %s, %s", other, row)
                        .isTrue();
            } else {
                assertThat(row.at("/problem/code").asString())
                        .as("%s: %s", fact, row)
                        .isEqualTo(fact.refusal());
                receipts.put(fact.key(), row.get("problem"));
            }
        }
    }

    /** What a village recorded offline, by the same plan in each; two of it nobody may record. */
    private static List<Fact> facts(Village village) {
        List<Fact> facts = new ArrayList<>();
        facts.add(refused(
                village,
                facts.size(),
                "/api/v1/volunteers/teams/" + village.team() + "/links",
                "{\"membershipId\":\"%s\",\"targetId\":\"townships\",\"occurredAt\":\"2999-01-01T00:00:00Z\"}"
                        .formatted(village.members().getFirst()),
                "occurred-in-future"));
        facts.add(refused(
                village,
                facts.size(),
                "/api/v1/volunteers/trainings",
                "{\"teamId\":\"%s\",\"kind\":\"POLICY\",\"topic\":\"政策\",\"minutes\":60,\"attendees\":[\"nobody\"],\"occurredAt\":\"2025-03-01T01:00:00Z\"}"
                        .formatted(village.team()),
                "unknown-member"));
        while (facts.size() < FACTS) {
            int n = facts.size();
            LocalDate day = FIRST_DAY.plusDays(n * 300L / FACTS);
            switch (n % 5) {
                case 0, 1 ->
                    facts.add(accepted(
                            village,
                            n,
                            "/api/v1/volunteers/service-records",
                            "{\"teamId\":\"%s\",\"membershipId\":\"%s\",\"minutes\":%d,\"placeKind\":\"FIELD\",\"task\":\"修剪\",\"paid\":false,\"occurredAt\":\"%sT%02d:00:00Z\"}"
                                    .formatted(
                                            village.team(),
                                            village.members().get(n % 10),
                                            30 + n % 30,
                                            day,
                                            n / 10 % 8)));
                case 2 ->
                    facts.add(accepted(
                            village,
                            n,
                            "/api/v1/volunteers/visits",
                            "{\"teamId\":\"%s\",\"linkId\":\"%s\",\"note\":\"走访%d\",\"occurredAt\":\"%sT08:00:00Z\"}"
                                    .formatted(village.team(), village.links().get(n % 2), n, day)));
                case 3 ->
                    facts.add(accepted(
                            village,
                            n,
                            "/api/v1/organization/boards/" + village.board() + "/updates",
                            "{\"title\":\"第%d期\",\"occurredAt\":\"%sT09:00:00Z\"}".formatted(n, day)));
                default ->
                    facts.add(accepted(
                            village,
                            n,
                            "/api/v1/reading-rooms/rooms/" + village.room() + "/days",
                            "{\"date\":\"%s\",\"sessions\":[{\"from\":\"09:00\",\"to\":\"14:00\"}]}"
                                    .formatted(FIRST_DAY.plusDays(n / 5))));
            }
        }
        return facts;
    }

    /** Over the first services and visits of a village, by somebody else. */
    private static List<Fact> verdicts(Village village, Map<String, JsonNode> receipts) {
        List<Fact> verdicts = new ArrayList<>();
        for (int n = 2; verdicts.size() < VERDICTS; n++) {
            String of = n % 5 < 2 ? "service-records" : n % 5 == 2 ? "visits" : "";
            if (!of.isEmpty()) {
                String id = receipts.get(key(village, n)).get("id").asString();
                Fact verdict = accepted(
                        village,
                        FACTS + verdicts.size(),
                        "/api/v1/volunteers/" + of + "/" + id + "/verification",
                        "{\"evidence\":\"签到表\",\"occurredAt\":\"2025-12-30T01:00:00Z\"}");
                verdict.row().put("ifMatch", 1);
                verdicts.add(verdict);
            }
        }
        return verdicts;
    }

    private static Fact accepted(Village village, int number, String path, String body) {
        return refused(village, number, path, body, "");
    }

    private static Fact refused(Village village, int number, String path, String body, String code) {
        ObjectNode row = JSON.createObjectNode()
                .put("method", "POST")
                .put("path", path)
                .put("idempotencyKey", key(village, number))
                .put("unitId", village.unitId());
        row.set("body", JSON.readTree(body));
        return new Fact(row, code);
    }

    private static String key(Village village, int number) {
        return "offline-" + village.unitId() + "-" + number;
    }

    private static Village village(String unitId) {
        establish(unitId, "VILLAGE", TOWNSHIP);
        String since = "\"occurredAt\":\"2025-01-02T01:00:00Z\"}";
        made("/api/v1/organization/units/" + unitId + "/resident-counts", "{\"residents\":1200," + since);
        String team = made("/api/v1/volunteers/teams", "{\"unitId\":\"" + unitId + "\",\"name\":\"科普服务队\"," + since)
                .get("id")
                .asString();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            members.add(item(
                    "/api/v1/volunteers/teams/" + team + "/members",
                    "{\"volunteerId\":\"v-" + i + "\",\"name\":\"张三\"," + since));
        }
        String target = made(
                        "/api/v1/organization/link-targets",
                        "{\"unitId\":\"" + unitId + "\",\"kind\":\"BASE\",\"name\":\"蔬菜基地\"," + since)
                .get("id")
                .asString();
        installation.settle();
        List<String> links = members.subList(0, 2).stream()
                .map(member -> item(
                        "/api/v1/volunteers/teams/" + team + "/links",
                        "{\"membershipId\":\"" + member + "\",\"targetId\":\"" + target + "\"," + since))
                .toList();
        String board = made(
                        "/api/v1/organization/boards",
                        "{\"unitId\":\"" + unitId + "\",\"place\":\"村口\",\"combined\":true," + since)
                .get("id")
                .asString();
        String room = made(
                        "/api/v1/reading-rooms/rooms",
                        "{\"unitId\":\"" + unitId + "\",\"level\":\"VILLAGE\",\"name\":\"农家书屋\"," + since)
                .get("id")
                .asString();
        return new Village(unitId, team, members, links, board, room);
    }

    private static void establish(String unitId, String kind, String parent) {
        made(
                "/api/v1/organization/units",
                "{\"unitId\":\"%s\",\"kind\":\"%s\",\"name\":\"单位%s\",%s\"occurredAt\":\"2020-01-01T00:00:00Z\"}"
                        .formatted(
                                unitId,
                                kind,
                                unitId.substring(unitId.length() - 3),
                                parent == null ? "" : "\"parentId\":\"" + parent + "\","));
        installation.settle();
    }

    private static String item(String path, String body) {
        return made(path, body).get("itemId").asString();
    }

    private static JsonNode made(String path, String body) {
        Http.Answer answer = Http.send(
                "POST",
                installation.gatewayAddress(),
                path,
                Map.of(
                        "Authorization",
                        "Bearer "
                                + (path.endsWith("/units")
                                        ? installation
                                                .tokens()
                                                .good("offline-admin", List.of("SYSTEM_ADMINISTRATOR@all"))
                                        : recorder())),
                body);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json();
    }

    private static String recorder() {
        return installation
                .tokens()
                .good("offline-recorder", List.of("TOWNSHIP_CLERK@" + COUNTY, "ROOM_KEEPER@" + COUNTY));
    }

    private static String inspector() {
        return installation.tokens().good("offline-inspector", List.of("INSPECTOR@" + COUNTY));
    }

    /** Without the only thing in which cards of villages that did the same may differ. */
    private static JsonNode card(String unitId) {
        Http.Answer answer = Http.send(
                "GET",
                installation.gatewayAddress(),
                "/api/v1/assessment/scorecards/" + unitId + "/2025",
                Map.of("Authorization", "Bearer " + recorder()),
                null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().asObject().without("unitId");
    }
}
