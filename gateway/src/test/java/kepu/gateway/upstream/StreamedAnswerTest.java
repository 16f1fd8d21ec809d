package kepu.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import kepu.gateway.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A list as a file (CSV) is passed on as it comes: it may be larger and take longer than any other answer. */
@Timeout(600)
class StreamedAnswerTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final int LIMIT = 64 * 1024;
    private static final int ATTEMPTS = 4; // after five failures the circuit opens
    private static final byte[] ROW = "t-1,990101201,青禾村服务队\r\n".getBytes(StandardCharsets.UTF_8);

    private static RunningGateway gateway;

    /** A second without a byte is too much for it. */
    private static RunningGateway hasty;

    private static HttpClient client;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway("--kepu.gateway.answer-limit=64KB");
        hasty = new RunningGateway("--kepu.gateway.read-timeout=1s");
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        hasty.close();
    }

    @BeforeEach
    void the_service_is_well() {
        gateway.volunteers().reset();
        hasty.volunteers().reset();
    }

    @Test
    void the_first_row_arrives_while_the_service_still_writes_the_others() throws Exception {
        var hasSeenTheFirst = new CountDownLatch(1);
        int rows = 4 * LIMIT / ROW.length;
        gateway.volunteers().answers(exchange -> {
            begin(exchange);
            if (await(hasSeenTheFirst, 30_000)) {
                for (int row = 1; row < rows; row++) {
                    exchange.getResponseBody().write(ROW);
                }
            }
            exchange.close();
        });

        var answer = file();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"teams.csv\"");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(ROW.length)).isEqualTo(ROW);
            hasSeenTheFirst.countDown();
            assertThat(body.readAllBytes()).as("more than answer-limit").hasSize((rows - 1) * ROW.length);
        }
    }

    /** Or else whoever has large records of their own would shut the service for everybody. */
    @Test
    void an_answer_that_is_larger_than_the_limit_is_refused_and_is_no_outage() throws Exception {
        for (boolean tellsItsLength : List.of(true, false)) {
            gateway.volunteers().answers(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, tellsItsLength ? LIMIT + 1 : 0);
                exchange.getResponseBody().write(new byte[LIMIT + 1]);
                exchange.close();
            });

            for (int i = 0; i < 10; i++) {
                var answer = gateway.send(gateway.as("p-1", TEAMS));
                assertThat(answer.statusCode()).isEqualTo(422);
                assertThat(answer.body()).contains("\"answer-too-large\"");
                assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            }
        }

        assertThat(gateway.context.getBean(CircuitBreakerRegistry.class).circuitBreaker("volunteers"))
                .satisfies(breaker -> {
                    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
                    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
                });
    }

    @Test
    void one_that_takes_longer_than_other_answers_is_passed_on_as_long_as_it_goes_on() throws Exception {
        hasty.volunteers().answers(exchange -> {
            begin(exchange);
            for (int row = 1; row < 5; row++) {
                await(new CountDownLatch(1), 400);
                exchange.getResponseBody().write(ROW);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });

        // A busy machine may make a second of the 400 ms now and then.
        int read = 0;
        for (int i = 0; i < ATTEMPTS && read < 5 * ROW.length; i++) {
            read = readFrom(hasty);
        }

        assertThat(read).isEqualTo(5 * ROW.length);
    }

    /** How much came until the end, or until it broke off. */
    private static int readFrom(RunningGateway gateway) throws IOException, InterruptedException {
        int read = 0;
        try (InputStream body = begun(gateway)) {
            while (body.read() >= 0) {
                read++;
            }
        } catch (IOException broken) {
            assertThat(read).isLessThan(5 * ROW.length);
        }
        return read;
    }

    /** A file whose head came in time. */
    private static InputStream begun(RunningGateway gateway) throws IOException, InterruptedException {
        var answer = file(gateway);
        for (int i = 0; i < ATTEMPTS && answer.statusCode() == 504; i++) {
            answer = file(gateway);
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void one_that_breaks_off_does_not_look_like_a_whole_one() throws Exception {
        gateway.volunteers().answers(exchange -> {
            begin(exchange);
            throw new IOException("gone");
        });

        try (InputStream body = file().body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void one_that_stalls_is_given_up_and_does_not_look_like_a_whole_one() throws Exception {
        var release = new CountDownLatch(1);
        hasty.volunteers().answers(exchange -> {
            begin(exchange);
            await(release, 60_000);
            exchange.close();
        });

        try (InputStream body = begun(hasty)) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
        release.countDown();
    }

    @Test
    void one_is_compressed_for_whoever_asks_for_it_and_half_of_it_is_no_whole_one_either() throws Exception {
        gateway.volunteers().answers(exchange -> {
            begin(exchange);
            exchange.getResponseBody().write(ROW);
            exchange.close();
        });
        var whole = client.send(zipped().build(), BodyHandlers.ofInputStream());
        try (InputStream body = whole.body()) {
            assertThat(whole.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(new GZIPInputStream(body).readAllBytes()).hasSize(2 * ROW.length);
        }

        gateway.volunteers().answers(exchange -> {
            begin(exchange);
            throw new IOException("gone");
        });
        try (InputStream body =
                client.send(zipped().build(), BodyHandlers.ofInputStream()).body()) {
            InputStream unzipped = new GZIPInputStream(body);
            assertThat(unzipped.readNBytes(ROW.length))
                    .as("what was there is told at once")
                    .isEqualTo(ROW);
            assertThatThrownBy(unzipped::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    private static HttpRequest.Builder zipped() {
        return gateway.as("p-1", TEAMS).header("Accept", "text/csv").header("Accept-Encoding", "gzip");
    }

    @Test
    void a_refusal_comes_whole_and_every_other_answer_keeps_to_the_limit() throws Exception {
        gateway.volunteers().answers(404, "{\"code\":\"not-found\"}", "Content-Type", "application/problem+json");
        try (InputStream body = file().body()) {
            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"code\":\"not-found\"}");
        }

        gateway.volunteers().answers(200, "\"" + "x".repeat(LIMIT) + "\"");
        assertThat(file().statusCode()).isEqualTo(422);
    }

    private static HttpResponse<InputStream> file() throws IOException, InterruptedException {
        return file(gateway);
    }

    private static HttpResponse<InputStream> file(RunningGateway gateway) throws IOException, InterruptedException {
        return client.send(gateway.as("p-1", TEAMS).header("Accept", "text/csv").build(), BodyHandlers.ofInputStream());
    }

    /** Head and first row of a file of unknown length. */
    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/csv;charset=UTF-8");
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"teams.csv\"");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(ROW);
        exchange.getResponseBody().flush();
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
