package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import kepu.access.TestIssuer;
import kepu.defaults.board.BoardApplication;
import kepu.defaults.board.Kafka;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command's way through HTTP, outbox, Kafka and a subscription, as a store of traces that speaks Zipkin's protocol sees it. */
@Timeout(600)
class TracingIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<JsonNode> spans = new CopyOnWriteArrayList<>();

    private static TestStore store;
    private static TestBroker broker;
    private static TestIssuer issuer;
    private static HttpServer traces;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() throws IOException {
        store = TestStore.open();
        broker = TestBroker.open();
        issuer = TestIssuer.start();
        traces = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        traces.createContext("/api/v2/spans", TracingIT::collect);
        traces.start();
        service = BoardApplication.start(
                issuer.settings().getFirst(),
                "--server.port=0",
                "--spring.mongodb.uri=" + store.uri("traced"),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--management.tracing.export.enabled=true",
                "--management.tracing.sampling.probability=1.0",
                "--management.tracing.export.zipkin.endpoint=http://127.0.0.1:"
                        + traces.getAddress().getPort() + "/api/v2/spans");
    }

    @AfterAll
    static void stop() {
        service.close();
        traces.stop(0);
        issuer.close();
        broker.close();
        store.close();
    }

    private static void collect(HttpExchange exchange) {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream sent = exchange.getRequestBody();
                InputStream read = packed ? new GZIPInputStream(sent) : sent) {
            JSON.readTree(read).forEach(spans::add);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", issuer.bearer("p-7", "VILLAGE_SECRETARY@all"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static String register(String... headers) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                call("POST", "/api/v1/boards", "{\"unitId\":\"510182101201\",\"place\":\"村口\"}", headers);
        assertThat(answer.statusCode()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asString();
    }

    private static Stream<JsonNode> spans(String kind) {
        return spans.stream().filter(span -> span.path("kind").asString("").equals(kind));
    }

    private static String traceparentOf(String board) {
        Kafka kafka = new Kafka(broker.bootstrapServers());
        return await().until(
                        () -> kafka.read("kepu.organization.boards").stream()
                                .filter(told ->
                                        Kafka.text(told.headers(), "ce_subject").equals(board))
                                .map(told -> Kafka.text(told.headers(), "traceparent"))
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    @Test
    void a_command_is_one_trace_that_its_event_names_and_the_batch_that_takes_it_links() throws Exception {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        String gateway = "b7ad6b7169203331";

        String board = register("traceparent", "00-" + traceId + "-" + gateway + "-01");

        JsonNode http = await().until(
                        () -> spans("SERVER")
                                .filter(span -> span.path("traceId").asString().equals(traceId))
                                .findFirst()
                                .orElse(JSON.nullNode()),
                        span -> !span.isNull());
        assertThat(http.path("parentId").asString()).isEqualTo(gateway);
        assertThat(http.at("/tags/uri").asString()).isEqualTo("/api/v1/boards");
        assertThat(http.at("/localEndpoint/serviceName").asString()).isEqualTo("organization");
        String span = http.path("id").asString();
        assertThat(traceparentOf(board)).isEqualTo("00-" + traceId + "-" + span + "-01");
        await().untilAsserted(() -> assertThat(spans("CONSUMER")).anySatisfy(batch -> {
            assertThat(batch.path("name").asString()).isEqualTo("batch copying");
            assertThat(batch.path("traceId").asString()).isNotEqualTo(traceId);
            assertThat(links(batch)).contains(traceId + "-" + span);
            assertThat(batch.path("annotations"))
                    .anySatisfy(
                            note -> assertThat(note.path("value").asString()).isEqualTo(traceId));
        }));
    }

    private static Stream<String> links(JsonNode batch) {
        JsonNode tags = batch.path("tags");
        return Stream.iterate(0, i -> tags.has("links[" + i + "].traceId"), i -> i + 1)
                .map(i -> tags.path("links[" + i + "].traceId").asString() + "-"
                        + tags.path("links[" + i + "].spanId").asString());
    }

    @Test
    void a_trace_begins_here_if_the_caller_brings_none() throws Exception {
        String traceparent = traceparentOf(register());

        assertThat(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        await().untilAsserted(() -> assertThat(spans("SERVER"))
                .anySatisfy(span -> assertThat(span.path("id").asString()).isEqualTo(traceparent.substring(36, 52))));
    }

    @Test
    void what_the_caller_does_not_record_is_recorded_nowhere_but_named_all_the_same() throws Exception {
        String traceId = UUID.randomUUID().toString().replace("-", "");

        String board = register("traceparent", "00-" + traceId + "-b7ad6b7169203331-00");

        assertThat(traceparentOf(board)).matches("00-" + traceId + "-[0-9a-f]{16}-00");
        String later = traceparentOf(register()); // spans leave in order
        await().untilAsserted(() -> assertThat(spans("CONSUMER").flatMap(TracingIT::links))
                .anySatisfy(link -> assertThat(link).startsWith(later.substring(3, 35))));
        assertThat(spans)
                .noneMatch(span -> span.path("traceId").asString().equals(traceId))
                .noneMatch(span -> links(span).anyMatch(link -> link.startsWith(traceId)));
    }

    @Test
    void a_span_says_nobodys_number_and_probes_are_no_spans() throws Exception {
        String number = "13812345678";
        call("GET", "/actuator/health", "");
        call("GET", "/api/v1/boards/" + number, "");
        call("GET", "/api/v1/boards/broken", "");

        await().untilAsserted(() -> assertThat(spans("SERVER"))
                .anySatisfy(span -> assertThat(span.at("/tags/uri").asString()).isEqualTo("/api/v1/boards/{id}"))
                .anySatisfy(span -> assertThat(span.at("/tags/uri").asString()).isEqualTo("/api/v1/boards/broken")));
        assertThat(spans.toString()).doesNotContain(number, "secret", "/actuator");
    }

    @Test
    void the_relay_s_sending_is_no_span() throws Exception {
        traceparentOf(register());

        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(spans("PRODUCER")).isEmpty());
    }
}
