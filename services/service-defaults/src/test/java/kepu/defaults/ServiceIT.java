package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.access.TestIssuer;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.board.BoardApplication;
import kepu.defaults.board.Kafka;
import kepu.defaults.consume.EventSubscription;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole service over HTTP, with a real broker and store. */
@Timeout(600)
class ServiceIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BOARD = "{\"unitId\":\"510182101201\",\"place\":\"村口\"}";

    private static final String TEN_COOKIES = "a=b; a=b; a=b; a=b; a=b; a=b; a=b; a=b; a=b; a=b; ";
    private static final String FIFTY_COOKIES = TEN_COOKIES + TEN_COOKIES + TEN_COOKIES + TEN_COOKIES + TEN_COOKIES;
    private static final String TEN_TYPES = "a/b, a/b, a/b, a/b, a/b, a/b, a/b, a/b, a/b, a/b, ";
    private static final String SIXTY_TYPES =
            TEN_TYPES + TEN_TYPES + TEN_TYPES + TEN_TYPES + TEN_TYPES + TEN_TYPES + "*/*";

    private static TestStore store;
    private static TestBroker broker;
    private static ConfigurableApplicationContext service;
    private static String base;
    private static TestIssuer issuer;
    private static String secretary;

    @BeforeAll
    static void start() {
        store = TestStore.open();
        broker = TestBroker.open();
        issuer = TestIssuer.start();
        secretary = issuer.bearer("p-7", "VILLAGE_SECRETARY@all");
        service = BoardApplication.start(
                issuer.settings().getFirst(),
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("boards"),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
        base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
        broker.close();
        store.close();
    }

    private static HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return call(method, path, BodyPublishers.ofString(body), headers);
    }

    private static HttpResponse<String> call(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        request.setHeader("Content-Type", "application/json");
        request.setHeader("Authorization", secretary);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return call("POST", path, body, headers);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return call("GET", path, BodyPublishers.noBody(), headers);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static String register() throws IOException, InterruptedException {
        return json(post("/api/v1/boards", BOARD)).path("id").asString();
    }

    private static JsonNode refused(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "instance");
        assertThat(problem.path("type").asString()).isEqualTo("about:blank");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("title").asString()).isNotBlank().isNotEqualTo(code);
        assertThat(problem.path("detail").asString())
                .isNotBlank()
                .isNotEqualTo(code)
                .doesNotContain("{", "}");
        assertThat(problem.path("instance").asString()).isEqualTo(answer.uri().getPath());
        return problem;
    }

    // from a request to a copy elsewhere

    @Test
    void a_command_becomes_a_document_an_event_and_a_copy() throws Exception {
        HttpResponse<String> made = post("/api/v1/boards", BOARD);

        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode receipt = json(made);
        String id = receipt.path("id").asString();
        assertThat(receipt.propertyNames()).containsExactlyInAnyOrder("id", "unitId", "version", "events");
        assertThat(made.headers().firstValue("Location")).hasValue("/api/v1/boards/" + id);
        assertThat(made.headers().firstValue("ETag")).hasValue("\"1\"");
        HttpResponse<String> seen = get("/api/v1/boards/" + id);
        assertThat(json(seen).path("place").asString()).isEqualTo("村口");
        assertThat(seen.headers().firstValue("ETag")).hasValue("\"1\"");
        ReplicaStore copies = service.getBean(ReplicaStore.class);
        await().until(() -> copies.find(id).isPresent());
        assertThat(copies.find(id).orElseThrow())
                .containsEntry("told", "BoardRegistered[boardId=" + id + ", place=村口, combined=false]");
        assertThat(new Kafka(broker.bootstrapServers()).read("kepu.organization.boards"))
                .anySatisfy(told -> {
                    assertThat(Kafka.text(told.headers(), "ce_subject")).isEqualTo(id);
                    assertThat(Kafka.text(told.headers(), "ce_actor")).isEqualTo("p-7");
                });
    }

    // who may do it

    @Test
    void without_a_token_nobody_gets_in() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1/boards/b")).build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));

        refused(401, "token-required", answer);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void a_token_bad_in_whatever_way_lets_nobody_in() throws Exception {
        for (var bad : issuer.badTokens("p-7", "VILLAGE_SECRETARY@all").entrySet()) {
            HttpResponse<String> answer = post("/api/v1/boards", BOARD, "Authorization", "Bearer " + bad.getValue());

            assertThat(answer.statusCode()).as(bad.getKey()).isEqualTo(401);
            refused(401, "token-invalid", answer);
        }
    }

    @Test
    void who_holds_none_of_the_routes_roles_has_no_right() throws Exception {
        refused(403, "right-missing", post("/api/v1/boards", BOARD, "Authorization", issuer.bearer("p-8")));
        refused(
                403,
                "right-missing",
                post("/api/v1/boards", BOARD, "Authorization", issuer.bearer("p-8", "AUDITOR@all")));
        refused(
                403,
                "right-missing",
                post(
                        "/api/v1/boards",
                        BOARD,
                        "Authorization",
                        issuer.bearer("p-8", "VILLAGE_SECRETARY@all~2026-01-01T00:00:00Z")));
    }

    @Test
    void a_role_reaches_its_unit_and_what_lies_below_it_now_and_nothing_else() throws Exception {
        String id = register();
        told(1, "2020-01-01T00:00:00Z", new UnitEstablished("510182101201", Kind.VILLAGE, "某村", "510182101"));
        told(1, "2020-01-01T00:00:00Z", new UnitEstablished("510182101", Kind.TOWNSHIP, "某乡", "510182"));
        String board = "/api/v1/boards/" + id;

        assertThat(seen(board, "AUDITOR@510182101201")).isEqualTo(200);
        assertThat(seen(board, "AUDITOR@510182101")).isEqualTo(200);
        assertThat(seen(board, "AUDITOR@510182")).isEqualTo(200);
        assertThat(seen(board, "AUDITOR@510182101202")).isEqualTo(404);
        assertThat(seen(board, "AUDITOR@510183")).isEqualTo(404);

        told(2, "2026-01-01T00:00:00Z", new UnitMoved("510182101201", "510183007"));
        assertThat(seen(board, "AUDITOR@510182")).isEqualTo(404);
        assertThat(seen(board, "AUDITOR@510183007")).isEqualTo(200);

        // told late, and long over
        told(3, "2021-01-01T00:00:00Z", new UnitMoved("510182101201", "510182999"));
        assertThat(seen(board, "AUDITOR@510183007")).isEqualTo(200);
        assertThat(seen(board, "AUDITOR@510182999")).isEqualTo(404);
    }

    @Test
    void a_task_on_another_thread_has_the_callers_rights_or_none() throws Exception {
        String aside = "/api/v1/boards/" + register() + "/aside?handedOver=";

        assertThat(seen(aside + true, "AUDITOR@510182101201")).isEqualTo(200);
        assertThat(seen(aside + true, "AUDITOR@510189")).isEqualTo(404);
        assertThat(seen(aside + false, "AUDITOR@510189")).isEqualTo(500);
        assertThat(seen(aside + false, "AUDITOR@all")).isEqualTo(500);
    }

    /** As the subscription hands it over. */
    private static void told(long sequence, String occurredAt, UnitEvent event) {
        Instant at = Instant.parse(occurredAt);
        Envelope<?> envelope = new Envelope<>(
                UUID.randomUUID(), event.unitId(), at, at, 1, sequence, event.unitId(), "it", "it", null, null, event);
        service.getBean("accessToUnits", EventSubscription.class)
                .listener()
                .on(List.of(new ReceivedEvent(envelope, EventCodec.encode(envelope), 0, sequence)));
    }

    private static int seen(String path, String grant) throws IOException, InterruptedException {
        return get(path, "Authorization", issuer.bearer("p-9", grant)).statusCode();
    }

    @Test
    void what_is_out_of_reach_is_like_what_does_not_exist_to_reads_and_writes_alike() throws Exception {
        String id = register();
        String[] stranger = {"Authorization", issuer.bearer("p-8", "VILLAGE_SECRETARY@510182101299")};
        String title = "{\"title\":\"防火\"}";

        refused(404, "not-found", get("/api/v1/boards/" + id, stranger));
        refused(404, "not-found", post("/api/v1/boards/" + id + "/titles", title, stranger));
        refused(404, "not-found", post("/api/v1/boards", BOARD, stranger));
        assertThat(json(get("/api/v1/boards/" + id)).path("updates").asInt()).isZero();
        assertThat(json(get("/api/v1/boards/" + id, stranger))
                        .path("detail")
                        .asString()
                        .replace(id, "X"))
                .isEqualTo(json(get("/api/v1/boards/nobody", stranger))
                        .path("detail")
                        .asString()
                        .replace("nobody", "X"));
    }

    @Test
    void no_refusal_says_a_number_again_that_may_be_somebody_s() throws Exception {
        String number = "13812345678";

        assertThat(get("/api/v1/boards/" + number).body()).doesNotContain(number);
        assertThat(post("/api/v1/boards", "{\"" + number + "\":1}").body())
                .contains("unknown-field")
                .doesNotContain(number);
        HttpResponse<String> answer = post("/api/v1/boards", BOARD.replace("510182101201", number));
        refused(422, "personal-data-in-text", answer);
        assertThat(answer.body()).doesNotContain(number);
    }

    @Test
    void a_correlation_id_goes_with_the_request_into_its_answer() throws Exception {
        assertThat(get("/api/v1/boards/b", "Kepu-Correlation-Id", "c-7")
                        .headers()
                        .firstValue("Kepu-Correlation-Id"))
                .hasValue("c-7");
        assertThat(get("/api/v1/boards/b", "Kepu-Correlation-Id", "not one")
                        .headers()
                        .firstValue("Kepu-Correlation-Id"))
                .hasValueSatisfying(made -> assertThat(made).hasSize(36));
    }

    @Test
    void the_topics_of_the_service_and_of_its_subscriptions_exist() {
        Kafka kafka = new Kafka(broker.bootstrapServers());

        assertThat(kafka.read("kepu.organization.units")).isEmpty();
        assertThat(kafka.read("kepu.organization.boards.copying.dlt")).isEmpty();
        assertThat(kafka.read("kepu.organization.officers.snapshot")).isEmpty();
    }

    @Test
    void what_a_command_told_comes_to_lie_on_the_snapshot_topic_too() throws Exception {
        String id = register();
        Kafka kafka = new Kafka(broker.bootstrapServers());

        await().atMost(Duration.ofMinutes(3))
                .until(() -> kafka.read("kepu.organization.boards.snapshot").stream()
                        .anyMatch(kept -> new String(kept.key(), StandardCharsets.UTF_8).equals(id)));
        await().untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                .contains("kepu_consumer_batch_seconds_count{group=\"organization.snapshot\",outcome=\"applied\"}"));
    }

    // idempotency

    @Test
    void a_retry_gets_the_first_answer() throws Exception {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = post("/api/v1/boards", BOARD, "Idempotency-Key", key);
        HttpResponse<String> again = post("/api/v1/boards", BOARD, "Idempotency-Key", key);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        String id = json(first).path("id").asString();
        HttpResponse<String> change =
                post("/api/v1/boards/" + id + "/titles", "{\"title\":\"防火\"}", "Idempotency-Key", key);
        HttpResponse<String> same =
                post("/api/v1/boards/" + id + "/titles", "{\"title\":\"防火\"}", "Idempotency-Key", key);
        assertThat(json(change).path("version").asInt())
                .as("another path, another key")
                .isEqualTo(2);
        assertThat(same.body()).isEqualTo(change.body());
        assertThat(change.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(same.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(get("/api/v1/boards/" + id)).path("updates").asInt()).isEqualTo(1);
    }

    @Test
    void a_key_belongs_to_its_caller() throws Exception {
        String key = UUID.randomUUID().toString();
        String neighbour = issuer.bearer("p-8", "VILLAGE_SECRETARY@510182101202");
        HttpResponse<String> first = post("/api/v1/boards", BOARD, "Idempotency-Key", key);
        HttpResponse<String> others = post(
                "/api/v1/boards",
                BOARD.replace("510182101201", "510182101202"),
                "Idempotency-Key",
                key,
                "Authorization",
                neighbour);

        assertThat(others.statusCode()).as(others.body()).isEqualTo(201);
        String id = json(first).path("id").asString();
        assertThat(json(others).path("id").asString()).isNotEqualTo(id);
        String colleague = issuer.bearer("p-9", "VILLAGE_SECRETARY@all");
        HttpResponse<String> change =
                post("/api/v1/boards/" + id + "/titles", "{\"title\":\"防火\"}", "Idempotency-Key", key);
        HttpResponse<String> colleagues = post(
                "/api/v1/boards/" + id + "/titles",
                "{\"title\":\"防火\"}",
                "Idempotency-Key",
                key,
                "Authorization",
                colleague);
        assertThat(json(colleagues).path("version").asInt())
                .as("not the other's receipt")
                .isEqualTo(json(change).path("version").asInt() + 1);
    }

    @Test
    void a_key_stays_used_when_its_caller_reaches_the_unit_no_longer() throws Exception {
        String key = UUID.randomUUID().toString();
        String here = issuer.bearer("p-10", "VILLAGE_SECRETARY@510182101201");
        String there = issuer.bearer("p-10", "VILLAGE_SECRETARY@510182101202");
        post("/api/v1/boards", BOARD, "Idempotency-Key", key, "Authorization", here);

        refused(
                422,
                "idempotency-key-reused",
                post(
                        "/api/v1/boards",
                        BOARD.replace("510182101201", "510182101202"),
                        "Idempotency-Key",
                        key,
                        "Authorization",
                        there));
    }

    @Test
    void a_retry_may_be_written_otherwise() throws Exception {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = post("/api/v1/boards", BOARD, "Idempotency-Key", key);
        HttpResponse<String> again = post(
                "/api/v1/boards",
                " {\n\"place\" : \"\\u6751口\", \"unitId\" : \"510182101201\" }",
                "Idempotency-Key",
                key);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void a_key_may_not_be_used_for_another_body() throws Exception {
        String key = UUID.randomUUID().toString();
        post("/api/v1/boards", BOARD, "Idempotency-Key", key);

        refused(
                422,
                "idempotency-key-reused",
                post("/api/v1/boards", BOARD.replace("村口", "桥头"), "Idempotency-Key", key));
    }

    @Test
    void a_key_has_1_to_128_characters() throws Exception {
        assertThat(post("/api/v1/boards", BOARD, "Idempotency-Key", "k".repeat(128))
                        .statusCode())
                .isEqualTo(201);
        refused(400, "invalid-header", post("/api/v1/boards", BOARD, "Idempotency-Key", "k".repeat(129)));
        refused(400, "invalid-header", post("/api/v1/boards", BOARD, "Idempotency-Key", " "));
    }

    // the other headers

    @Test
    void the_actor_is_whose_token_it_is() throws Exception {
        assertThat(json(post("/api/v1/boards/b/visits", "", "Authorization", issuer.bearer("A.b_c:d-9", "AUDITOR@all")))
                        .path("actor")
                        .asString())
                .isEqualTo("A.b_c:d-9");
        assertThat(json(post("/api/v1/boards/b/visits", "", "Kepu-Actor", "somebody-else"))
                        .path("actor")
                        .asString())
                .isEqualTo("p-7");
    }

    @Test
    void a_trace_that_is_none_is_left_out() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        assertThat(json(post("/api/v1/boards/b/visits", "", "traceparent", trace))
                        .path("traceparent")
                        .asString())
                .isEqualTo(trace);
        assertThat(json(post("/api/v1/boards/b/visits", "", "traceparent", trace + "x".repeat(300)))
                        .path("traceparent")
                        .asString())
                .isEqualTo("null");
    }

    @Test
    void a_correlation_is_kept_if_it_can_be() throws Exception {
        assertThat(json(post("/api/v1/boards/b/visits", "", "Kepu-Correlation-Id", "c-1"))
                        .path("correlation")
                        .asString())
                .isEqualTo("c-1");
        assertThat(json(post("/api/v1/boards/b/visits", "", "Kepu-Correlation-Id", "c 1"))
                        .path("correlation")
                        .asString())
                .hasSize(36);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'\"7\"',7", "'W/\"7\"',7", "*,null"})
    void a_seen_version_is_an_etag(String header, String version) throws Exception {
        assertThat(json(post("/api/v1/boards/b/visits", "", "If-Match", header))
                        .path("version")
                        .asString())
                .isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "\"1\", \"2\"", "\"9999999999999999999\""})
    void another_seen_version_is_refused(String header) throws Exception {
        refused(400, "invalid-header", post("/api/v1/boards/b/visits", "", "If-Match", header));
    }

    @Test
    void a_correction_needs_the_version_that_was_seen() throws Exception {
        String path = "/api/v1/boards/" + register();

        refused(428, "if-match-required", call("PUT", path, "{\"title\":\"防火\"}"));
        assertThat(call("PUT", path, "{\"title\":\"防火\"}", "If-Match", "\"1\"")
                        .headers()
                        .firstValue("ETag"))
                .hasValue("\"2\"");
        JsonNode stale = refused(412, "version-mismatch", call("PUT", path, "{\"title\":\"防汛\"}", "If-Match", "\"1\""));
        assertThat(stale.path("detail").asString()).contains("第 1 版", "第 2 版");
    }

    // bodies

    @Test
    void a_field_that_nobody_knows_is_refused() throws Exception {
        JsonNode problem = refused(
                400,
                "unknown-field",
                post(
                        "/api/v1/boards",
                        "{\"unitId\":\"u\",\"place\":\"p\",\"hours\":[{\"from\":1,\"to\":2,\"till\":3}]}"));

        assertThat(problem.path("detail").asString()).contains("hours[0].till");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"unitId\":}", "nonsense", "[1", "{\"unitId\":\"u\",,}"})
    void what_is_no_json_is_refused(String body) throws Exception {
        refused(400, "invalid-json", post("/api/v1/boards", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"unitId\":\"u\",\"place\":\"p\",\"occurredAt\":\"yesterday\"}|occurredAt",
                "{\"unitId\":\"u\",\"place\":\"p\",\"hours\":[{\"from\":\"nine\",\"to\":2}]}|hours[0].from",
                "{\"unitId\":\"u\",\"place\":\"p\",\"hours\":[{\"from\":null,\"to\":2}]}|hours[0].from",
                "{\"unitId\":[],\"place\":\"p\"}|unitId"
            })
    void a_wrong_type_names_its_field(String body, String field) throws Exception {
        JsonNode problem = refused(400, "invalid-json", post("/api/v1/boards", body));

        assertThat(problem.path("detail").asString()).contains(field);
    }

    @Test
    void a_missing_body_is_refused() throws Exception {
        refused(400, "body-required", post("/api/v1/boards", ""));
    }

    @Test
    void what_breaks_a_constraint_is_named_in_the_language_of_the_caller() throws Exception {
        String body = "{\"unitId\":\"" + "u".repeat(25) + "\",\"place\":\" \",\"hours\":[{\"from\":-1,\"to\":2}]}";

        String chinese = refused(400, "invalid-body", post("/api/v1/boards", body))
                .path("detail")
                .asString();
        assertThat(chinese).contains("hours[0].from: ", "place: 不能为空", "unitId: ");
        String english = refused(400, "invalid-body", post("/api/v1/boards", body, "Accept-Language", "en-GB"))
                .path("detail")
                .asString();
        assertThat(english).contains("place: must not be blank");
    }

    @Test
    void a_text_that_no_event_can_carry_is_refused() throws Exception {
        refused(400, "invalid-body", post("/api/v1/boards", "{\"unitId\":\"u\",\"place\":\"a\\u0001b\"}"));
    }

    @Test
    void a_body_may_have_256_kilobytes_and_not_one_more() throws Exception {
        String path = "/api/v1/boards/" + register() + "/titles";
        String frame = "{\"title\":\"\"}";
        String largest = "{\"title\":\"" + "x".repeat(EventCodec.MAX_VALUE_BYTES - frame.length()) + "\"}";

        refused(422, "invalid-body", post(path, largest));
        JsonNode problem = refused(413, "body-too-large", post(path, largest + " "));
        assertThat(problem.path("detail").asString()).contains("262144");
        byte[] streamed = (largest + " ").getBytes(StandardCharsets.UTF_8);
        refused(
                413,
                "body-too-large",
                call("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(streamed))));
        assertThat(post(path, "{\"title\":\"x\"}").statusCode()).isEqualTo(200);
    }

    // times

    @Test
    void a_time_may_lie_5_minutes_ahead_and_back_to_1949() throws Exception {
        assertThat(registerAt(Instant.now().plus(Duration.ofMinutes(4))).statusCode())
                .isEqualTo(201);
        assertThat(registerAt(Instant.parse("1949-10-01T00:00:00Z")).statusCode())
                .isEqualTo(201);
        refused(422, "occurred-in-future", registerAt(Instant.now().plus(Duration.ofMinutes(6))));
        refused(422, "occurred-too-early", registerAt(Instant.parse("1949-09-30T23:59:59Z")));
        refused(422, "occurred-too-early", registerAt(Instant.parse("0000-01-01T00:00:00Z")));
        refused(422, "occurred-in-future", registerAt(Instant.parse("9999-12-31T23:59:59Z")));
        refused(400, "invalid-json", registerAt(Instant.MIN)); // years have four digits
        refused(400, "invalid-json", registerAt(Instant.MAX));
    }

    private static HttpResponse<String> registerAt(Instant at) throws IOException, InterruptedException {
        return post("/api/v1/boards", "{\"unitId\":\"u\",\"place\":\"p\",\"occurredAt\":\"" + at + "\"}");
    }

    // routes and parameters

    @Test
    void what_is_not_there_is_refused_in_the_same_form() throws Exception {
        refused(404, "unknown-route", get("/api/v1/nothing"));
        refused(404, "not-found", get("/api/v1/boards/nobody-knows"));
        assertThat(refused(405, "method-not-allowed", call("DELETE", "/api/v1/boards/b", ""))
                        .path("title")
                        .asString())
                .isEqualTo("不支持该方法");
        assertThat(call("DELETE", "/api/v1/boards/b", "").headers().firstValue("Allow"))
                .isPresent();
        refused(415, "unsupported-media-type", post("/api/v1/boards", BOARD, "Content-Type", "text/plain"));
        refused(406, "not-acceptable", get("/api/v1/boards?limit=1", "Accept", "application/xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?limit=", "?limit=many", "?limit=0", "?limit=101"})
    void a_wrong_parameter_is_named(String query) throws Exception {
        assertThat(refused(400, "invalid-request", get("/api/v1/boards" + query))
                        .path("detail")
                        .asString())
                .contains("limit");
    }

    /** As sent, past clients that would put it right. */
    private static String raw(String line, String... headers) throws IOException {
        URI address = URI.create(base);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            String head = line + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nConnection: close\r\n"
                    + "Authorization: " + secretary + "\r\n"
                    + Arrays.stream(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/boards?limit=%zz",
                "/api/v1/boards?limit=%",
                "/api/v1/boards?limit=1&x=%ff",
                "/api/v1/boards?%=1&limit=1",
                "/api/v1/boards?limit=5&limit=6",
                "/api/v1/boards?limit=5&offset=5",
                "/api/v1/boards?limit=0x10",
                "/api/v1/boards;limit=1?limit=5",
                "/api/v1/boards/years/02026",
                "/api/v1/boards/years/2026?x",
                "/api/v1/boards/%ff",
                "/api/v1/boards/%zz"
            })
    void an_address_that_is_not_as_it_should_be_is_refused(String target) throws Exception {
        assertThat(raw("GET " + target)).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Language: ;;;q=x",
                "Accept-Language: xx-@@@,,,;q=9",
                "Accept-Language: *",
                "Accept: ;;;",
                "Accept: application/json;q=9",
                "Prefer: ,,;=",
                "If-Match: \"",
                "If-None-Match: garbage",
                "If-Modified-Since: yesterday",
                "Range: bytes=9-1",
                "Content-Type: ///",
                "Kepu-Correlation-Id: ???",
                "traceparent: 00-x",
                "X-HTTP-Method-Override: DELETE",
                "Idempotency-Key: ",
                "Accept-Language: ar, de, en, es, fr, hi, ja, ko, pt, ru, zh",
                "Transfer-Encoding: x",
                "Transfer-Encoding: gzip, chunked",
                "Content-Length: 99999999999999999999",
                "Content-Length: x",
                "Expect: x",
                "Accept-Charset: ///",
                "Cookie: $Version=9; a=\"",
                "Cookie: " + FIFTY_COOKIES + FIFTY_COOKIES + FIFTY_COOKIES + FIFTY_COOKIES + FIFTY_COOKIES,
                "Accept: " + SIXTY_TYPES,
                "Range: bytes=0-,0-,0-",
                "Origin: ::",
                "Origin: http://[::1"
            })
    @ExtendWith(OutputCaptureExtension.class)
    void no_header_makes_the_service_fail(String header, CapturedOutput log) throws Exception {
        for (String line :
                List.of("GET /api/v1/boards?limit=1", "POST /api/v1/boards/b/visits", "POST /api/v1/boards")) {
            String answer = raw(line, header);
            assertThat(answer).doesNotStartWith("HTTP/1.1 5").doesNotContain("internal-error", "<html", "Tomcat");
            if (answer.startsWith("HTTP/1.1 4")) {
                assertThat(answer).contains("application/problem+json", "\"code\":");
            }
        }
        assertThat(log.getAll()).doesNotContain(" ERROR ", "\tat ");
    }

    @Test
    void headers_are_taken_as_long_as_the_gateway_lets_them_in_and_longer_ones_are_a_problem() throws Exception {
        String line = "GET /api/v1/boards?limit=1";
        assertThat(raw(line, "X: " + "x".repeat(24 * 1024))).startsWith("HTTP/1.1 200 ");
        assertThat(raw(line, "X: " + "x".repeat(40 * 1024), "Accept-Language: en"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"code\":\"invalid-request\"")
                .doesNotContain("<html", "Tomcat");
    }

    @Test
    void a_header_that_counts_is_there_once() throws Exception {
        String visit = "POST /api/v1/boards/b/visits";
        assertThat(raw(visit, "If-Match: \"1\"", "If-Match: \"2\""))
                .startsWith("HTTP/1.1 400")
                .contains("invalid-header");
        assertThat(raw(visit, "Idempotency-Key: a", "Idempotency-Key: b"))
                .startsWith("HTTP/1.1 400")
                .contains("invalid-header");
        assertThat(raw(visit, "If-Match: \"1\"", "Idempotency-Key: a")).startsWith("HTTP/1.1 200");
    }

    @Test
    void zh_CN_is_spoken_unless_english_is_preferred() throws Exception {
        assertThat(detail("zh-CN")).isEqualTo("2026 年已经结束。");
        assertThat(detail("fr")).isEqualTo("2026 年已经结束。");
        assertThat(detail("en")).isEqualTo("The year 2026 is over.");
        assertThat(detail("fr, en-US;q=0.8, zh;q=0.5")).isEqualTo("The year 2026 is over.");
        assertThat(refused(409, "year-closed", get("/api/v1/boards/years/2026", "Accept-Language", "en"))
                        .path("title")
                        .asString())
                .isEqualTo("Conflict");
    }

    private static String detail(String language) throws IOException, InterruptedException {
        return refused(409, "year-closed", get("/api/v1/boards/years/2026", "Accept-Language", language))
                .path("detail")
                .asString();
    }

    @Test
    void what_fails_inside_tells_nothing_about_the_inside() throws Exception {
        HttpResponse<String> answer = get("/api/v1/boards/broken");

        refused(500, "internal-error", answer);
        assertThat(answer.body()).doesNotContain("secret", "Exception", "kepu.defaults");
    }

    @Test
    void a_store_that_is_away_asks_to_come_again() throws Exception {
        HttpResponse<String> answer = get("/api/v1/boards/storeless");

        refused(503, "store-unavailable", answer);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).doesNotContain("secret");
    }

    // health and metrics

    @Test
    void health_tells_how_far_the_outbox_is_behind() throws Exception {
        HttpResponse<String> answer = get("/actuator/health");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode outbox = json(answer).path("components").path("outbox");
        assertThat(outbox.path("status").asString()).isEqualTo("UP");
        assertThat(outbox.path("details").propertyNames())
                .containsExactlyInAnyOrder("pending", "oldestAgeSeconds", "failing");
        assertThat(json(answer).path("components").path("store").path("status").asString())
                .isEqualTo("UP");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        HealthEndpointGroup readiness =
                service.getBean(HealthEndpointGroups.class).get("readiness");
        assertThat(readiness.isMember("readinessState")).isTrue();
        assertThat(readiness.isMember("outbox")).as("Kafka may be away").isFalse();
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    private static double scraped(String sample) throws IOException, InterruptedException {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length())))
                .sum();
    }

    @Test
    void nothing_of_tracing_is_there_unless_it_is_asked_for() {
        assertThat(service.getBeansOfType(brave.Tracing.class)).isEmpty();
        assertThat(service.getBeansOfType(io.micrometer.tracing.Tracer.class)).isEmpty();
    }

    @Test
    void commands_are_counted_by_their_answer() throws Exception {
        String accepted = "kepu_commands_total{outcome=\"accepted\"}";
        String refused = "kepu_commands_total{outcome=\"refused\"}";
        String failed = "kepu_commands_total{outcome=\"failed\"}";
        double acceptedBefore = scraped(accepted);
        double refusedBefore = scraped(refused);
        double failedBefore = scraped(failed);

        String id = register();
        get("/api/v1/boards/" + id);
        get("/api/v1/boards/broken");
        post("/api/v1/boards", "{}");
        post("/api/v1/boards", BOARD, "Authorization", "Bearer none");
        post("/api/v1/boards/nobody/titles", "{\"title\":\"防火\"}");
        post("/api/v1/boards/" + id + "/breakdowns", "");

        await().untilAsserted(() -> {
            assertThat(scraped(accepted) - acceptedBefore).isEqualTo(1);
            assertThat(scraped(refused) - refusedBefore).isEqualTo(3);
            assertThat(scraped(failed) - failedBefore).isEqualTo(1);
        });
    }

    @Test
    void what_the_objectives_ask_for_can_be_read_off_buckets() throws Exception {
        register();

        await().untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                .contains(
                        "kepu_outbox_age_seconds_bucket{le=\"0.1\"}",
                        "kepu_outbox_age_seconds_bucket{le=\"1.0\"}",
                        "kepu_outbox_age_seconds_bucket{le=\"300.0\"}",
                        "kepu_consumer_batch_seconds_bucket{group=\"copying\",outcome=\"applied\",le=\"1.0\"}",
                        "kepu_projection_watermark_age_seconds{group=\"copying\"} 0.0")
                .containsPattern("http_server_requests_seconds_bucket\\{[^}]*uri=\"/api/v1/boards\"[^}]*le=\"0.5\"}")
                .doesNotContainPattern("http_server_requests_seconds_bucket\\{[^}]*le=\"0.001"));
        assertThat(scraped("kepu_outbox_age_seconds_count")).isPositive();
    }

    @Test
    void no_metric_tells_units_or_people_apart() throws Exception {
        String id = register();
        get("/api/v1/boards/510182101201");
        get("/nowhere/510182101201/" + id);
        post("/api/v1/boards/" + id + "/titles", "{\"title\":\"防火\"}");
        await().untilAsserted(() ->
                assertThat(scraped("kepu_outbox_age_seconds_count")).isPositive());

        MetricLabels.tellNobodyApart(get("/actuator/prometheus").body());
    }

    @Test
    void metrics_are_there_to_be_scraped() throws Exception {
        register();

        // those of Kafka's clients are looked for once a minute
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                        .contains(
                                "\nkepu_outbox_pending ",
                                "\nkepu_outbox_oldest_age_seconds ",
                                "kepu_relay_records_total{",
                                "result=\"sent\"",
                                "result=\"failed\"",
                                "kepu_consumer_records_total{",
                                "outcome=\"applied\"",
                                "outcome=\"parked\"",
                                "kepu_consumer_failures_total{",
                                "kafka_consumer_fetch_manager_records_lag_max{",
                                "kafka_consumer_fetch_manager_records_lag{")
                        .doesNotContain("kafka_consumer_fetch_manager_records_lead{"));
    }
}
