package kepu.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.gateway.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Many commands in one request, carried out by services that remember the keys they have seen. */
class BatchTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final int AT_ONCE = 4;
    private static final int PER_SECOND = 50;
    private static final int BURST = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private static RunningGateway gateway;

    /** Has less patience with services and with batches, and lets a caller do less. */
    private static RunningGateway hasty;

    private final Map<String, String> receipts = new ConcurrentHashMap<>();
    private String caller = "";
    private String bearer = "";

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAllServices(
                "--kepu.gateway.batch.deadline=1m", "--kepu.gateway.batch.at-once-per-caller=" + AT_ONCE);
        hasty = new RunningGateway(
                "--kepu.gateway.read-timeout=2s",
                "--kepu.gateway.batch.deadline=" + DEADLINE.toSeconds() + "s",
                "--kepu.gateway.limits.principal.per-second=" + PER_SECOND,
                "--kepu.gateway.limits.principal.burst=" + BURST);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        hasty.close();
    }

    @BeforeEach
    void services_that_remember_keys() {
        caller = "p-" + NEXT.incrementAndGet();
        bearer = gateway.issuer.bearer(caller);
        Stream.of(gateway, hasty)
                .flatMap(each -> each.services.values().stream())
                .forEach(service -> {
                    service.reset();
                    service.answers(this::carryOut);
                });
        gateway.context
                .getBean(CircuitBreakerRegistry.class)
                .getAllCircuitBreakers()
                .forEach(CircuitBreaker::reset);
    }

    /** The same key gets the first receipt, and the service says that it knew it. */
    private void carryOut(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        boolean isKnown = receipts.containsKey(key);
        var receipt = receipts.computeIfAbsent(key, _ -> "{\"id\":\"made-by-" + key + "\",\"version\":1}");
        if (isKnown) {
            exchange.getResponseHeaders().set("Idempotency-Replayed", "true");
        }
        answer(exchange, 201, receipt);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Test
    void each_command_goes_to_its_service_as_if_it_were_sent_by_itself() throws Exception {
        var second = command("/api/v1/reading-rooms/rooms/r-1", "k-2", "u-1")
                .put("method", "PUT")
                .put("ifMatch", 7);

        var answer = send(command(TEAMS, "k-1", "u-1"), second);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"complete\":true,\"rows\":["
                        + "{\"index\":0,\"outcome\":\"ACCEPTED\",\"status\":201,"
                        + "\"receipt\":{\"id\":\"made-by-k-1\",\"version\":1}},"
                        + "{\"index\":1,\"outcome\":\"ACCEPTED\",\"status\":201,"
                        + "\"receipt\":{\"id\":\"made-by-k-2\",\"version\":1}}]}");
        var team = gateway.volunteers().asked().getFirst();
        assertThat(team.method()).isEqualTo("POST");
        assertThat(team.uri().toString()).isEqualTo(TEAMS);
        assertThat(team.body()).isEqualTo("{\"n\":1}");
        assertThat(team.headers())
                .containsEntry("Idempotency-key", List.of("k-1"))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("Authorization", List.of(bearer))
                .doesNotContainKey("If-match");
        var room = gateway.services.get("reading-rooms").asked().getFirst();
        assertThat(room.method()).isEqualTo("PUT");
        assertThat(room.headers()).containsEntry("If-match", List.of("\"7\""));
    }

    @Test
    void a_command_that_a_service_knew_already_says_so_and_others_say_nothing_of_it() throws Exception {
        send(command(TEAMS, "k-1", "u-1"));

        var rows = rows(send(command(TEAMS, "k-1", "u-1"), command(TEAMS, "k-2", "u-1")));

        assertThat(rows.get(0).path("known").asBoolean()).isTrue();
        assertThat(rows.get(0).at("/receipt/id").asString()).isEqualTo("made-by-k-1");
        assertThat(rows.get(1).has("known")).isFalse();
    }

    @Test
    void shuffled_units_with_doubles_keep_the_order_of_each_unit() throws Exception {
        long seed = System.nanoTime();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 400; i++) {
            order.add(i % 20);
        }
        Collections.shuffle(order, new Random(seed));
        var commands = new ArrayList<ObjectNode>();
        var ofUnit = new int[20];
        for (int unit : order) {
            commands.add(command(TEAMS, "u" + unit + "-" + ofUnit[unit]++, "u" + unit));
            if (commands.size() % 20 == 0) { // one in twenty comes twice
                commands.add(commands.getLast().deepCopy());
            }
        }

        var answer = send(commands.toArray(ObjectNode[]::new));

        assertThat(JSON.readTree(answer.body()).get("complete").asBoolean())
                .as("seed %d", seed)
                .isTrue();
        var rows = rows(answer);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(rows.get(i).at("/receipt/id").asString())
                    .as("row %d, seed %d", i, seed)
                    .isEqualTo(
                            "made-by-" + commands.get(i).get("idempotencyKey").asString());
        }
        assertThat(receipts).hasSize(400);
        for (int unit = 0; unit < 20; unit++) {
            var prefix = "u" + unit + "-";
            assertThat(keys(gateway)
                            .filter(key -> key.startsWith(prefix))
                            .distinct()
                            .toList())
                    .as("unit %d, seed %d", unit, seed)
                    .containsExactlyElementsOf(IntStream.range(0, ofUnit[unit])
                            .mapToObj(i -> prefix + i)
                            .toList());
        }
    }

    @Test
    void four_units_go_side_by_side_and_the_fifth_waits() throws Exception {
        var release = new CountDownLatch(1);
        var underWay = new AtomicInteger();
        gateway.volunteers().answers(exchange -> {
            underWay.incrementAndGet();
            wait(release);
            carryOut(exchange);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> send(
                    command(TEAMS, "a", "u-1"),
                    command(TEAMS, "b", "u-2"),
                    command(TEAMS, "c", "u-3"),
                    command(TEAMS, "d", "u-4"),
                    command(TEAMS, "e", "u-5")));
            await().until(() -> underWay.get() == 4);
            await().during(Duration.ofMillis(200)).until(() -> underWay.get() == 4);
            release.countDown();

            assertThat(rows(answer.get())).hasSize(5);
        }
    }

    private static void wait(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_the_gateway_refuses_costs_no_other_row_anything() throws Exception {
        var rows = rows(send(
                command("/api/v1/batches", "k-1", "u-1"),
                command(TEAMS, "k-2", "u-1").put("method", "DELETE"),
                command("/api/v1/archive/x", "k-3", "u-1"),
                command(TEAMS, "k-4", "u-1").putNull("idempotencyKey"),
                command(TEAMS, "k-5", "u-1")));

        assertThat(rows)
                .extracting(row ->
                        row.get("outcome").asString() + " " + row.get("status").asInt() + " "
                                + row.at("/problem/code").asString())
                .containsExactly(
                        "REFUSED 400 batch-in-batch",
                        "REFUSED 400 row-method-not-allowed",
                        "REFUSED 400 row-path-not-allowed",
                        "REFUSED 400 idempotency-key-required",
                        "ACCEPTED 201 ");
        assertThat(rows.getFirst().at("/problem/detail").asString()).isEqualTo("批次里不能再有批次。请逐条写明其中的命令。");
        assertThat(gateway.volunteers().asked()).hasSize(1);
    }

    @Test
    void what_a_service_refuses_is_told_as_the_service_said_it_and_stops_nothing() throws Exception {
        var problem = "{\"type\":\"about:blank\",\"status\":422,\"code\":\"third-link\",\"detail\":\"…\"}";
        gateway.volunteers().answers(exchange -> {
            if ("k-1".equals(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                answer(exchange, 422, problem);
            } else {
                carryOut(exchange);
            }
        });

        var answer = send(command(TEAMS, "k-1", "u-1"), command(TEAMS, "k-2", "u-1"));

        assertThat(JSON.readTree(answer.body()).get("complete").asBoolean()).isTrue();
        assertThat(rows(answer).getFirst().get("problem").toString()).isEqualTo(problem);
        assertThat(outcomes(answer)).containsExactly("REFUSED", "ACCEPTED");
    }

    @Test
    void after_a_row_without_an_answer_its_unit_stops_and_the_same_batch_again_completes_it() throws Exception {
        var commands = new ObjectNode[] {
            command(TEAMS, "k-1", "u-1"),
            command(TEAMS, "k-2", "u-1"),
            command(TEAMS, "k-3", "u-2"),
            command(TEAMS, "k-4", "u-1")
        };
        var release = new CountDownLatch(1);
        hasty.volunteers().answers(exchange -> {
            if ("k-2".equals(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                receipts.put("k-2", "{\"id\":\"made-by-k-2\"}"); // carried out, but nobody hears of it
                wait(release);
            }
            carryOut(exchange);
        });

        var first = sendHastily(commands);
        release.countDown();
        var codes = rows(first).stream()
                .map(row -> row.at("/problem/code").asString())
                .toList();

        assertThat(outcomes(first)).containsExactly("ACCEPTED", "UNANSWERED", "ACCEPTED", "NOT_SENT");
        assertThat(codes).containsExactly("", "service-timeout", "", "earlier-row-unanswered");
        assertThat(rows(first).get(3).get("status").asInt()).isEqualTo(424);
        assertThat(JSON.readTree(first.body()).get("complete").asBoolean()).isFalse();
        assertThat(keys(hasty)).doesNotContain("k-4");

        hasty.volunteers().answers(this::carryOut);
        var again = sendHastily(commands);

        assertThat(outcomes(again)).containsOnly("ACCEPTED");
        assertThat(rows(again))
                .extracting(row -> row.path("known").asBoolean())
                .containsExactly(true, true, true, false);
        assertThat(JSON.readTree(again.body()).get("complete").asBoolean()).isTrue();
    }

    @Test
    void an_open_breaker_and_a_service_that_is_down_for_now_hold_up_their_units_only() throws Exception {
        gateway.context
                .getBean(CircuitBreakerRegistry.class)
                .circuitBreaker("campaigns")
                .transitionToForcedOpenState();
        gateway.services.get("assessment").answers(503, "{\"code\":\"store-unavailable\"}", "Retry-After", "9");

        var rows = rows(send(
                command("/api/v1/campaigns/activities", "k-1", "u-1"),
                command(TEAMS, "k-2", "u-1"),
                command("/api/v1/assessment/schemes", "k-3", "u-2"),
                command(TEAMS, "k-4", "u-2"),
                command(TEAMS, "k-5", "u-3")));

        assertThat(rows)
                .extracting(row -> row.get("outcome").asString() + " "
                        + row.at("/problem/code").asString() + " "
                        + row.path("retryAfter").asInt(0))
                .containsExactly(
                        "UNANSWERED service-unavailable 5",
                        "NOT_SENT earlier-row-unanswered 0",
                        "UNANSWERED store-unavailable 9",
                        "NOT_SENT earlier-row-unanswered 0",
                        "ACCEPTED  0");
    }

    @Test
    void a_thousand_commands_are_taken_and_one_more_is_not() throws Exception {
        var commands = new ArrayList<ObjectNode>();
        for (int i = 0; i < 1000; i++) {
            commands.add(command("/nowhere", "k-" + i, "u-" + i % 7));
        }
        assertThat(rows(send(commands.toArray(ObjectNode[]::new)))).hasSize(1000);

        commands.add(command("/nowhere", "k", "u"));
        var answer = send(commands.toArray(ObjectNode[]::new));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("batch-too-long");
    }

    @Test
    void each_row_costs_a_call_and_rows_beyond_the_burst_wait_until_the_batch_is_out_of_time() throws Exception {
        var commands = new ArrayList<ObjectNode>();
        for (int i = 0; i < 950; i++) {
            commands.add(command(TEAMS, "k-" + i, "u-" + i % 4));
        }

        long start = System.nanoTime();
        var answer = sendHastily(commands.toArray(ObjectNode[]::new));
        var took = Duration.ofNanos(System.nanoTime() - start);

        // Some a busy machine may leave without an answer; the others of their unit are then not sent for that.
        assertThat(outcomes(answer)).contains("ACCEPTED", "NOT_SENT").isSubsetOf("ACCEPTED", "UNANSWERED", "NOT_SENT");
        assertThat(rows(answer))
                .filteredOn(row -> row.get("outcome").asString().equals("NOT_SENT"))
                .extracting(row -> row.at("/problem/code").asString())
                .contains("batch-out-of-time")
                .isSubsetOf("batch-out-of-time", "earlier-row-unanswered");
        // Each unit's row waits for its turn as long as that would come in time.
        assertThat(took).isGreaterThanOrEqualTo(DEADLINE.minusSeconds(1));
        assertThat(hasty.volunteers().asked())
                .hasSizeLessThanOrEqualTo(BURST + (int) Math.ceil(PER_SECOND * took.toMillis() / 1000.0));
    }

    @Test
    void a_batch_may_be_larger_than_a_single_command_but_not_larger_than_two_megabytes() throws Exception {
        var commands =
                IntStream.range(0, 7).mapToObj(i -> ofLength(200_000, "k-" + i)).toArray(ObjectNode[]::new);
        assertThat(outcomes(send(commands))).hasSize(7).containsOnly("ACCEPTED");

        var answer = send(ofLength(2 * 1024 * 1024, "k"));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"body-too-large\"", "2048 KB");
    }

    @Test
    void a_row_is_held_to_the_limits_of_a_single_command() throws Exception {
        int fits = 256 * 1024 - "{\"text\":\"\"}".length();
        var rows = rows(send(
                ofLength(fits, "k-1"),
                ofLength(fits + 1, "k-2"),
                command(TEAMS + "/" + "x/".repeat(10) + "%E4".repeat(4_000), "k-3", "u-1"),
                command("/api/v1/volunteers/te%61ms", "k-4", "u-1"),
                command("/api/v1/volunteers/public/questions", "k-6", "u-1"),
                command(TEAMS, "k-5", "u-1")));

        assertThat(rows)
                .extracting(row -> row.get("status").asInt() + " "
                        + row.at("/problem/code").asString())
                .containsExactly(
                        "201 ",
                        "413 body-too-large",
                        "414 uri-too-long",
                        "400 row-path-not-allowed",
                        "400 row-path-not-allowed",
                        "201 ");
        assertThat(gateway.volunteers().asked()).hasSize(2);
    }

    @Test
    void a_token_that_ends_while_the_batch_is_under_way_leaves_the_rest_for_another() throws Exception {
        gateway.volunteers().answers(exchange -> {
            if ("k-2".equals(exchange.getRequestHeaders().getFirst("Idempotency-Key"))) {
                answer(exchange, 401, "{\"code\":\"token-invalid\"}");
            } else {
                carryOut(exchange);
            }
        });

        var answer = send(command(TEAMS, "k-1", "u-1"), command(TEAMS, "k-2", "u-1"), command(TEAMS, "k-3", "u-1"));

        assertThat(outcomes(answer)).containsExactly("ACCEPTED", "UNANSWERED", "NOT_SENT");
        assertThat(JSON.readTree(answer.body()).get("complete").asBoolean()).isFalse();
    }

    private static ObjectNode ofLength(int characters, String key) {
        var command = command(TEAMS, key, "u-1");
        command.putObject("body").put("text", "x".repeat(characters));
        return command;
    }

    @Test
    void a_caller_has_so_many_batches_under_way_and_no_more() throws Exception {
        var release = new CountDownLatch(1);
        gateway.volunteers().answers(exchange -> {
            wait(release);
            carryOut(exchange);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> threads.submit(() -> send(command(TEAMS, "k-" + i, "u-1"))))
                    .toList();
            await().until(() -> gateway.volunteers().asked().size() == AT_ONCE);

            var oneMore = send(command("/nowhere", "k", "u-1"));
            release.countDown();

            assertThat(oneMore.statusCode()).isEqualTo(429);
            assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
            assertThat(JSON.readTree(oneMore.body()).get("code").asString()).isEqualTo("too-many-batches");
            for (var batch : first) {
                assertThat(batch.get().statusCode()).isEqualTo(200);
            }
        }
        // A batch is over a little after its answer has come.
        await().until(() -> send(command("/nowhere", "k", "u-1")).statusCode() == 200);
    }

    @Test
    void a_batch_is_json_without_parameters_from_somebody_who_is_signed_in() throws Exception {
        var text = gateway.send(gateway.as(caller, "/api/v1/batches").POST(BodyPublishers.ofString("{}")));
        var parameter = gateway.send(json(gateway.as(caller, "/api/v1/batches?dry=1"), "{\"commands\":[]}"));
        var nobody = gateway.send(json(gateway.request("/api/v1/batches"), "{\"commands\":[]}"));
        var wrong = gateway.send(json(gateway.as(caller, "/api/v1/batches"), "{\"commands\":[{\"body\":1}]}")
                .header("Accept-Language", "en"));

        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(parameter.body()).contains("\"unknown-parameter\"");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(wrong.body()).get("detail").asString())
                .isEqualTo("Field commands[0].body is wrong: it must be a group of fields, in braces.");
    }

    private static ObjectNode command(String path, String key, String unitId) {
        var command = JSON.createObjectNode()
                .put("method", "POST")
                .put("path", path)
                .put("idempotencyKey", key)
                .put("unitId", unitId);
        command.putObject("body").put("n", 1);
        return command;
    }

    private HttpResponse<String> send(ObjectNode... commands) throws IOException, InterruptedException {
        return send(gateway, bearer, commands);
    }

    private HttpResponse<String> sendHastily(ObjectNode... commands) throws IOException, InterruptedException {
        return send(hasty, hasty.issuer.bearer(caller), commands);
    }

    private static HttpResponse<String> send(RunningGateway gateway, String bearer, ObjectNode... commands)
            throws IOException, InterruptedException {
        var batch = JSON.createObjectNode();
        var list = batch.putArray("commands");
        for (var command : commands) {
            list.add(command);
        }
        var request = gateway.request("/api/v1/batches").header("Authorization", bearer);
        return gateway.send(json(request, batch.toString()));
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static List<JsonNode> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return List.copyOf(
                JSON.readTree(answer.body()).get("rows").valueStream().toList());
    }

    private static List<String> outcomes(HttpResponse<String> answer) {
        return rows(answer).stream().map(row -> row.get("outcome").asString()).toList();
    }

    /** In the order in which the service was asked. */
    private static Stream<String> keys(RunningGateway gateway) {
        return gateway.volunteers().asked().stream()
                .map(asked -> asked.headers().getFirst("Idempotency-Key"));
    }
}
