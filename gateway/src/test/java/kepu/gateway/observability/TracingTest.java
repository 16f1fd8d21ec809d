package kepu.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import kepu.gateway.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a request through the gateway leaves in a store of traces that speaks Zipkin's protocol. */
@Timeout(600)
class TracingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final List<JsonNode> spans = new CopyOnWriteArrayList<>();

    private static HttpServer traces;
    private static RunningGateway gateway;

    @BeforeAll
    static void open() throws IOException {
        traces = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        traces.createContext("/api/v2/spans", TracingTest::collect);
        traces.start();
        gateway = new RunningGateway(
                "--management.tracing.export.enabled=true",
                "--management.tracing.sampling.probability=1.0",
                "--management.tracing.export.zipkin.endpoint=http://127.0.0.1:"
                        + traces.getAddress().getPort() + "/api/v2/spans");
    }

    @AfterAll
    static void close() {
        gateway.close();
        traces.stop(0);
    }

    @BeforeEach
    void forget() {
        gateway.volunteers().reset();
    }

    private static void collect(HttpExchange exchange) {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (var sent = exchange.getRequestBody();
                var read = packed ? new GZIPInputStream(sent) : sent) {
            JSON.readTree(read).forEach(spans::add);
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Stream<JsonNode> spans(String kind, String traceId) {
        return spans.stream()
                .filter(span -> span.path("kind").asString("").equals(kind))
                .filter(span -> span.path("traceId").asString().equals(traceId));
    }

    private static JsonNode span(String kind, String traceId) {
        return await().until(() -> spans(kind, traceId).findFirst().orElse(JSON.nullNode()), span -> !span.isNull());
    }

    @Test
    void a_request_and_the_call_that_it_needs_are_spans_of_the_callers_trace() throws Exception {
        var traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

        var answer =
                gateway.send(gateway.as("p-1", TEAMS).header("traceparent", "00-" + traceId + "-" + CALLER + "-01"));

        var request = span("SERVER", traceId);
        var call = span("CLIENT", traceId);
        assertThat(request.path("parentId").asString()).isEqualTo(CALLER);
        assertThat(request.at("/localEndpoint/serviceName").asString()).isEqualTo("gateway");
        assertThat(answer.headers().firstValue("traceparent"))
                .hasValue("00-" + traceId + "-" + request.path("id").asString() + "-01");
        assertThat(call.path("parentId").asString())
                .isEqualTo(request.path("id").asString());
        assertThat(call.at("/tags/http.path").asString()).isEqualTo(TEAMS);
        assertThat(call.at("/tags/http.status_code").asString()).isEqualTo("200");
        var asked = gateway.volunteers().asked().getFirst().headers();
        assertThat(asked)
                .containsEntry(
                        "Traceparent",
                        List.of("00-" + traceId + "-" + call.path("id").asString() + "-01"));
        assertThat(asked.keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-b3") || name.equalsIgnoreCase("b3"));
    }

    @Test
    void the_parts_of_a_composed_read_are_calls_of_one_request() throws Exception {
        var traceId = "5bf92f3577b34da6a3ce929d0e0e4736";
        gateway.send(gateway.as("p-1", "/api/v1/villages/370102001001/2026")
                .header("traceparent", "00-" + traceId + "-" + CALLER + "-01"));

        var request = span("SERVER", traceId);
        var call = span("CLIENT", traceId);
        assertThat(call.path("parentId").asString())
                .isEqualTo(request.path("id").asString());
    }

    @Test
    void a_call_that_gets_no_answer_says_so() throws Exception {
        var traceId = "6bf92f3577b34da6a3ce929d0e0e4736";
        gateway.volunteers().down();
        try {
            gateway.send(gateway.as("p-1", TEAMS).header("traceparent", "00-" + traceId + "-" + CALLER + "-01"));
        } finally {
            gateway.volunteers().up();
        }

        assertThat(span("CLIENT", traceId).at("/tags/error").asString()).isNotEmpty();
    }

    @Test
    void what_the_caller_does_not_record_is_not_recorded_here() throws Exception {
        var traceId = "7bf92f3577b34da6a3ce929d0e0e4736";

        var answer =
                gateway.send(gateway.as("p-1", TEAMS).header("traceparent", "00-" + traceId + "-" + CALLER + "-00"));
        var later = gateway.send(gateway.as("p-1", TEAMS))
                .headers()
                .firstValue("traceparent")
                .orElseThrow();
        span("SERVER", later.substring(3, 35));

        assertThat(answer.headers().firstValue("traceparent").orElseThrow())
                .matches("00-" + traceId + "-[0-9a-f]{16}-00");
        assertThat(spans).noneMatch(span -> span.path("traceId").asString().equals(traceId));
    }

    @Test
    void a_span_says_nobodys_number() throws Exception {
        var traceId = "8bf92f3577b34da6a3ce929d0e0e4736";
        gateway.send(gateway.as("p-1", TEAMS + "/13812345678")
                .header("traceparent", "00-" + traceId + "-" + CALLER + "-01"));

        assertThat(span("SERVER", traceId).toString()).doesNotContain("13812345678");
        assertThat(span("CLIENT", traceId).at("/tags/http.path").asString()).isEqualTo(TEAMS + "/***");
    }
}
