package kepu.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import kepu.gateway.RunningGateway;
import kepu.gateway.StubService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** How much is enough, with limits small enough to reach: one a second after a few at once. */
class LimitsTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final int PER_PRINCIPAL = 5;
    private static final int PER_ADDRESS = 20;
    private static final int SIGN_INS = 3;
    private static final int PUBLIC_WRITES = 2;
    private static final int AT_ONCE = 6;
    private static final int PER_SERVICE = 4;
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NEXT = new AtomicInteger(10);

    private static RunningGateway gateway;
    private String address;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                "--kepu.gateway.limits.principal.per-second=1",
                "--kepu.gateway.limits.principal.burst=" + PER_PRINCIPAL,
                "--kepu.gateway.limits.address.per-second=1",
                "--kepu.gateway.limits.address.burst=" + PER_ADDRESS,
                "--kepu.gateway.limits.sign-in.per-second=1",
                "--kepu.gateway.limits.sign-in.burst=" + SIGN_INS,
                "--kepu.gateway.limits.public-write.per-second=1",
                "--kepu.gateway.limits.public-write.burst=" + PUBLIC_WRITES,
                "--kepu.gateway.limits.calls-per-address=" + AT_ONCE,
                "--kepu.gateway.limits.connections-per-address=30",
                "--kepu.gateway.bulkhead.calls=" + PER_SERVICE,
                "--kepu.gateway.bulkhead.longest-wait=100ms",
                "--kepu.gateway.header-deadline=1500ms",
                "--server.tomcat.connection-timeout=1m");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well_and_nobody_has_been_here() {
        gateway.services.values().forEach(StubService::reset);
        address = "127.0.0." + NEXT.incrementAndGet();
    }

    @Nested
    class Rates {
        @Test
        void one_principal_has_its_share_wherever_it_calls_from() throws Exception {
            var bearer = gateway.issuer.bearer("greedy");

            var refused = refused(PER_PRINCIPAL, "200", i -> asked(TEAMS, bearer, "127.0.1." + (1 + i)));

            assertThat(refused.answer())
                    .contains("\"code\":\"rate-limited\"", "Retry-After: 1\r\n", "X-RateLimit-Limit: " + PER_PRINCIPAL)
                    .contains("X-RateLimit-Remaining: 0\r\n");
            assertThat(asked(TEAMS, gateway.issuer.bearer("modest"), address)).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.volunteers().asked()).hasSize(refused.before() + 1);
        }

        @Test
        void after_a_while_there_is_more() throws Exception {
            var bearer = gateway.issuer.bearer("patient");
            refused(PER_PRINCIPAL, "200", _ -> asked(TEAMS, bearer, address));

            await().pollDelay(Duration.ofMillis(1000))
                    .untilAsserted(
                            () -> assertThat(asked(TEAMS, bearer, address)).startsWith("HTTP/1.1 200 "));
        }

        @Test
        void one_address_has_its_share_whoever_calls_from_it() throws Exception {
            var refused = refused(PER_ADDRESS, "404", _ -> asked("/nowhere", null, address));

            assertThat(refused.answer()).contains("\"rate-limited\"");
            assertThat(asked("/nowhere", null, "127.0.2.1")).startsWith("HTTP/1.1 404 ");
        }

        @Test
        void passwords_are_not_tried_as_often_as_pages_are_read() throws Exception {
            assertThat(refused(SIGN_INS, "200", _ -> posted("/login")).answer()).contains("\"rate-limited\"");
            address = "127.0.0." + NEXT.incrementAndGet();
            refused(SIGN_INS, "200", i -> posted(i % 2 == 0 ? "/login" : "/oauth2/token"));
            assertThat(asked("/login", null, address)).startsWith("HTTP/1.1 200 ");
        }

        @Test
        void what_anybody_may_write_has_a_lower_limit_than_what_anybody_may_read() throws Exception {
            var path = "/api/v1/volunteers/public/x";
            assertThat(refused(PUBLIC_WRITES, "200", _ -> posted(path)).answer())
                    .contains("\"rate-limited\"");
            assertThat(asked(path, null, address)).startsWith("HTTP/1.1 200 ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/health", "/info"})
        void whoever_watches_the_gateway_is_not_counted(String path) throws Exception {
            for (int i = 0; i < PER_ADDRESS + 5; i++) {
                assertThat(asked(path, null, address)).startsWith("HTTP/1.1 200 ");
            }
        }

        /** The first answer that is a refusal, and how many came before it. */
        private record Refused(int before, String answer) {}

        private interface Ask {
            String number(int number) throws IOException;
        }

        /** Asks until it is enough: after the burst, and after one call more for each second that went by meanwhile. */
        private static Refused refused(int burst, String due, Ask ask) throws IOException {
            long start = System.nanoTime();
            for (int i = 0; i < 10 * burst; i++) {
                var answer = ask.number(i);
                if (answer.startsWith("HTTP/1.1 429 ")) {
                    assertThat(i)
                            .isBetween(
                                    burst,
                                    burst
                                            + (int) Duration.ofNanos(System.nanoTime() - start)
                                                    .toSeconds());
                    return new Refused(i, answer);
                }
                assertThat(answer).startsWith("HTTP/1.1 " + due + " ");
            }
            throw new AssertionError("never enough");
        }

        private String posted(String path) throws IOException {
            return exchanged("POST " + path + " HTTP/1.1\r\nContent-Length: 0\r\n", address);
        }
    }

    @Nested
    class At_one_time {
        @Test
        void an_address_has_so_many_calls_and_no_more() throws Exception {
            gateway.identity().hangs();
            gateway.volunteers().hangs();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = new ArrayList<Future<String>>();
                for (int i = 0; i < AT_ONCE; i++) {
                    // Two services, for neither lets one caller have that many.
                    int which = i;
                    calls.add(threads.submit(() -> which % 2 == 0
                            ? asked("/login", null, address)
                            : asked(TEAMS, gateway.issuer.bearer("p-" + which), address)));
                }
                await().until(() -> gateway.identity().asked().size()
                                + gateway.volunteers().asked().size()
                        == AT_ONCE);

                assertThat(asked("/nowhere", null, address))
                        .startsWith("HTTP/1.1 429 ")
                        .contains("\"code\":\"too-many-at-once\"", "Retry-After: 1\r\n");
                assertThat(asked("/nowhere", null, "127.0.3.1")).startsWith("HTTP/1.1 404 ");

                gateway.services.values().forEach(StubService::reset);
                for (var call : calls) {
                    call.get();
                }
            }
            await().untilAsserted(
                            () -> assertThat(asked("/nowhere", null, address)).startsWith("HTTP/1.1 404 "));
        }

        @Test
        void a_service_gets_so_many_calls_and_the_others_go_on() throws Exception {
            gateway.volunteers().hangs();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = hanging(threads, PER_SERVICE);

                var answer = send("p-9", TEAMS);

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
                var problem = JSON.readTree(answer.body());
                assertThat(problem.get("code").asString()).isEqualTo("service-busy");
                assertThat(problem.get("missing").asString()).isEqualTo("volunteers");
                assertThat(problem.get("detail").asString()).startsWith("“志愿服务”正在处理的请求过多");
                assertThat(gateway.volunteers().asked()).hasSize(PER_SERVICE);
                assertThat(send("p-9", "/api/v1/identity/me").statusCode()).isEqualTo(200);

                gateway.volunteers().reset();
                for (var call : calls) {
                    call.get();
                }
            }
            assertThat(send("p-9", TEAMS).statusCode()).isEqualTo(200);
        }

        @Test
        void an_address_has_so_many_connections_and_no_more() throws Exception {
            var open = new ArrayList<Socket>();
            try {
                for (int i = 0; i < 30; i++) {
                    var socket = gateway.connect(address);
                    open.add(socket);
                    assertThat(exchanged(socket)).startsWith("HTTP/1.1 200 ");
                }
                try (var oneMore = gateway.connect(address);
                        var other = gateway.connect("127.0.3.2")) {
                    assertThat(exchanged(other)).startsWith("HTTP/1.1 200 ");
                    assertThat(isTurnedAway(oneMore)).isTrue();
                }
                open.removeFirst().close();
                await().untilAsserted(() -> {
                    try (var again = gateway.connect(address)) {
                        assertThat(isTurnedAway(again)).isFalse();
                    }
                });
            } finally {
                for (var socket : open) {
                    socket.close();
                }
            }
        }

        private List<Future<String>> hanging(ExecutorService threads, int count) {
            var calls = new ArrayList<Future<String>>();
            for (int i = 0; i < count; i++) {
                var bearer = gateway.issuer.bearer("p-" + i);
                calls.add(threads.submit(() -> asked(TEAMS, bearer, "127.0.4.1")));
            }
            await().until(() -> gateway.volunteers().asked().size() == count);
            return calls;
        }

        /** One exchange on a connection that stays. */
        private static String exchanged(Socket socket) throws IOException {
            RunningGateway.write(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            var start = new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
            return start;
        }

        private static boolean isTurnedAway(Socket socket) throws IOException {
            try {
                return exchanged(socket).isEmpty();
            } catch (SocketException reset) {
                return true;
            }
        }
    }

    @Nested
    class Slow_callers {
        /** Has less patience with bodies, silence and whoever does not take an answer. */
        private static RunningGateway hasty;

        @BeforeAll
        static void start() {
            hasty = new RunningGateway(
                    "--kepu.gateway.body-deadline=2s",
                    "--kepu.gateway.write-deadline=1s",
                    "--server.tomcat.connection-timeout=2s");
        }

        @AfterAll
        static void stop() {
            hasty.close();
        }

        @BeforeEach
        void nobody_has_asked() {
            hasty.volunteers().reset();
        }

        @Test
        void who_spells_out_headers_is_shown_out_at_the_deadline() throws Exception {
            try (var socket = gateway.connect(address)) {
                long start = System.nanoTime();
                RunningGateway.write(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n");

                var answer = drip(socket, "X");

                assertThat(answer).startsWith("HTTP/1.1 408 ");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
            }
        }

        @Test
        void who_says_nothing_is_let_go() throws Exception {
            try (var socket = hasty.connect(address)) {
                assertThat(RunningGateway.rest(socket)).isEmpty();
            }
        }

        @Test
        void who_spells_out_a_body_is_told_so_at_the_deadline() throws Exception {
            try (var socket = hasty.connect(address)) {
                RunningGateway.write(socket, post(hasty, 200_000));

                var answer = drip(socket, "x");

                assertThat(answer)
                        .startsWith("HTTP/1.1 408 ")
                        .contains("\"code\":\"body-too-slow\"", "Connection: close");
                assertThat(hasty.volunteers().asked()).isEmpty();
            }
        }

        @Test
        void who_stops_in_the_middle_of_a_body_is_told_so() throws Exception {
            try (var socket = hasty.connect(address)) {
                RunningGateway.write(socket, post(hasty, 200_000) + "half of it");

                assertThat(RunningGateway.rest(socket))
                        .startsWith("HTTP/1.1 408 ")
                        .contains("\"body-too-slow\"");
            }
        }

        @Test
        void who_is_refused_does_not_hold_on_by_sending_a_body() throws Exception {
            try (var socket = gateway.connect(address)) {
                RunningGateway.write(
                        socket, "POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n\r\n");

                assertThat(drip(socket, "x")).startsWith("HTTP/1.1 401 ");
            }
        }

        @Test
        void who_takes_its_time_within_the_deadline_is_served() throws Exception {
            try (var socket = gateway.connect(address)) {
                RunningGateway.write(socket, post(gateway, 4).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                for (int i = 0; i < 4; i++) {
                    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                    RunningGateway.write(socket, "x");
                }

                assertThat(RunningGateway.rest(socket)).startsWith("HTTP/1.1 200 ");
                assertThat(gateway.volunteers().asked())
                        .extracting(StubService.Asked::body)
                        .containsExactly("xxxx");
            }
        }

        @Test
        @ExtendWith(OutputCaptureExtension.class)
        void who_does_not_take_its_answer_holds_no_service(CapturedOutput log) throws Exception {
            gateway.volunteers().answers(200, "x".repeat(15_000_000));
            try (var _ = askForALot(gateway, "/not-taken")) {
                await().until(() -> gateway.volunteers().asked().size() == 1);

                // Sooner than anybody is cut off there.
                await().atMost(Duration.ofSeconds(30)).until(LimitsTest.this::isFreeAgain);
                assertThat(isOver(log, "/not-taken")).isFalse();
            }
            await().until(() -> isOver(log, "/not-taken"));
            assertThat(log.getOut()).doesNotContain("ERROR", "Exception");
        }

        @Test
        @ExtendWith(OutputCaptureExtension.class)
        void who_does_not_take_its_answer_is_cut_off(CapturedOutput log) throws Exception {
            hasty.volunteers().answers(200, "x".repeat(15_000_000));
            try (var socket = askForALot(hasty, "/cut-off")) {
                await().until(() -> isOver(log, "/cut-off"));

                assertThat(RunningGateway.rest(socket))
                        .startsWith("HTTP/1.1 200 ")
                        .hasSizeLessThan(15_000_000);
            }
            assertThat(log.getOut()).doesNotContain("ERROR", "Exception");
        }

        @Test
        @ExtendWith(OutputCaptureExtension.class)
        void who_takes_its_answer_by_drops_is_cut_off_at_the_deadline(CapturedOutput log) throws Exception {
            hasty.volunteers().answers(200, "x".repeat(15_000_000));
            try (var socket = askForALot(hasty, "/by-drops")) {
                await().pollInterval(Duration.ofMillis(100))
                        .until(() ->
                                socket.getInputStream().readNBytes(20_000).length < 20_000 || isOver(log, "/by-drops"));

                assertThat(RunningGateway.rest(socket)).hasSizeLessThan(15_000_000);
            }
            assertThat(log.getOut()).doesNotContain("ERROR", "Exception");
        }

        /** Whether the gateway is through with it. */
        private static boolean isOver(CapturedOutput log, String path) {
            return log.getOut().contains("GET " + TEAMS + path);
        }

        private Socket askForALot(RunningGateway gateway, String path) throws IOException {
            var socket = new Socket();
            socket.setReceiveBufferSize(8192);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            socket.setSoTimeout(60_000);
            RunningGateway.write(
                    socket,
                    "GET " + TEAMS + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                            + gateway.issuer.bearer("p-" + address) + "\r\n\r\n");
            return socket;
        }

        private String post(RunningGateway gateway, int length) {
            return "POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + gateway.issuer.bearer("p-" + address) + "\r\nContent-Length: " + length + "\r\n\r\n";
        }

        /** A byte every tenth of a second until the other side ends it; whatever it said. */
        private static String drip(Socket socket, String what) throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answer = threads.submit(() -> RunningGateway.rest(socket));
                await().pollInterval(Duration.ofMillis(100)).until(() -> {
                    if (!answer.isDone()) {
                        try {
                            RunningGateway.write(socket, what);
                        } catch (IOException ended) {
                            return true;
                        }
                    }
                    return answer.isDone();
                });
                return answer.get();
            }
        }
    }

    @Nested
    class Second_tries {
        @Test
        void a_read_whose_connection_broke_is_sent_once_more() throws Exception {
            breaksTheFirst(1);

            assertThat(send("r-1", TEAMS).statusCode()).isEqualTo(200);
            assertThat(gateway.volunteers().asked()).hasSize(2);
        }

        @Test
        void a_write_is_not() throws Exception {
            breaksTheFirst(1);

            var answer = gateway.send(gateway.as("r-2", TEAMS).POST(BodyPublishers.ofString("{}")));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(gateway.volunteers().asked()).hasSize(1);
        }

        private static void breaksTheFirst(int count) {
            var left = new AtomicInteger(count);
            gateway.volunteers().answers(exchange -> {
                if (left.getAndDecrement() > 0) {
                    exchange.close();
                } else {
                    ok(exchange);
                }
            });
        }

        private static void ok(HttpExchange exchange) throws IOException {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        }
    }

    private boolean isFreeAgain() {
        var volunteers = gateway.context.getBean(BulkheadRegistry.class).bulkhead("volunteers");
        return volunteers.getMetrics().getAvailableConcurrentCalls() == PER_SERVICE;
    }

    private static HttpResponse<String> send(String subject, String path) throws Exception {
        return gateway.send(gateway.as(subject, path));
    }

    private static String asked(String path, @Nullable String bearer, String from) throws IOException {
        return exchanged(
                "GET " + path + " HTTP/1.1\r\n" + (bearer == null ? "" : "Authorization: " + bearer + "\r\n"), from);
    }

    private static String exchanged(String start, String from) throws IOException {
        try (var socket = gateway.connect(from)) {
            RunningGateway.write(socket, start + "Host: 127.0.0.1\r\nConnection: close\r\n\r\n");
            return RunningGateway.rest(socket);
        }
    }
}
