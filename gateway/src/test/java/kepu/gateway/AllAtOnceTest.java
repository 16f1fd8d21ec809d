package kepu.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Every attack on the front door of which we know at one time, each from an address of its own, while a client goes about its
 * work. How long the client waits is what {@code infra/checks/bench/run abuse} measures.
 */
@ExtendWith(OutputCaptureExtension.class)
class AllAtOnceTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int REQUESTS = 120;
    private static final int AT_ONCE = 3;
    private static final int FEWEST_CALLS = 150;

    private static RunningGateway gateway;

    private final Map<String, Attack> attacks = new LinkedHashMap<>();

    /** @param due the statuses that are right for it; beside them only 429 */
    private record Attack(Set<String> due, Callable<List<String>> run) {}

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                "--kepu.gateway.header-deadline=1500ms",
                "--kepu.gateway.body-deadline=1500ms",
                "--server.tomcat.connection-timeout=1m",
                "--logging.level.kepu.gateway.access=warn");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void they_are_nobody_else_s_concern(CapturedOutput log) throws Exception {
        gateway.identity().answers(AllAtOnceTest::asIdentityDoes);
        prepare();
        Map<String, Future<List<String>>> running = new LinkedHashMap<>();
        int calls = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = new SteadyClient(gateway.connect("127.0.0.1"), get(TEAMS, bearer("well-behaved")))) {
            attacks.forEach((name, attack) -> running.put(name, threads.submit(attack.run())));
            while (calls < FEWEST_CALLS || !running.values().stream().allMatch(Future::isDone)) {
                client.call();
                calls++;
                LockSupport.parkNanos(20_000_000);
            }
        }

        Map<String, Set<String>> statuses = new TreeMap<>();
        for (var attack : running.entrySet()) {
            statuses.put(
                    attack.getKey(),
                    attack.getValue().get().stream().map(AllAtOnceTest::status).collect(toSet()));
        }
        System.out.println(calls + " calls of a client were answered 200 while these were tried: " + statuses);
        statuses.forEach((name, answered) -> {
            assertThat(answered)
                    .as(name)
                    .containsAnyElementsOf(attacks.get(name).due());
            answered.removeAll(attacks.get(name).due());
            assertThat(answered).as(name).isSubsetOf("429");
        });
        assertThat(gateway.context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
                .allSatisfy(breaker -> {
                    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
                    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
                });
        assertThat(log.getAll()).doesNotContain(" ERROR ", "\tat ");
    }

    private void prepare() {
        var good = bearer("attacker");
        flood("queries that nobody can read", get(TEAMS + "?a=%zz", good), "400");
        flood("the same where people sign in", get("/login?a=%C4%E3"), "400");
        flood("encoded paths", get("/%61pi/v1/volunteers/teams"), "404");
        flood(
                "eleven languages",
                get(TEAMS, good, "Accept-Language: ar, de, en, es, fr, hi, ja, ko, pt, ru, zh"),
                "200");
        flood("headers of 9 KB", get(TEAMS, good, "X: " + "x".repeat(9 * 1024)), "200");
        flood("300 cookies", get("/login", "Cookie: " + "a=b; ".repeat(300)), "200");
        flood("codings of bodies that nobody knows", post("/login", "", "Transfer-Encoding: x"), "400");
        flood("two lengths", post(TEAMS, "0\r\n\r\n", good, "Content-Length: 5", "Transfer-Encoding: chunked"), "400");
        flood("bytes behind a refused body", post(TEAMS, "{}GET / HTTP/1.1\r\n\r\n", "Content-Length: 2"), "401");
        flood("forged tokens", get(TEAMS, "Authorization: Bearer " + forged()), "401");
        flood("foreign hosts", get(TEAMS, good).replace("Host: 127.0.0.1", "Host: evil.example"), "400");
        flood("long addresses", get("/" + "a".repeat(9000)), "414");
        flood("large bodies", post(TEAMS, "x".repeat(300 * 1024), good, "Content-Length: " + 300 * 1024), "413");
        flood(
                "batches of brackets",
                post(
                        "/api/v1/batches",
                        "[".repeat(50_000),
                        good,
                        "Content-Type: application/json",
                        "Content-Length: 50000"),
                "400");
        flood("pages for signing in", get("/oauth2/authorize?client_id=kepu-console&state=x"), "200");
        flood("wrong passwords", post("/login", "username=a&password=b", FORM, "Content-Length: 21"), "200");
        flood("questions that are none", post("/consultations", "a=b", FORM, "Content-Length: 3"), "400");
        flood("codes of certificates", get("/certificates?code=ABCDEFGHJKMN"), "200", "503");
        flood("probes", get("/health"), "200");
        at(
                "60 account openings at once",
                crowd -> crowd.ask(
                        60,
                        60,
                        _ -> ManyConnections.bytes(post("/api/v1/identity/accounts", "{}", good, "Content-Length: 2"))),
                "503");
        at(
                "slow headers",
                crowd -> crowd.drip(300, _ -> ManyConnections.bytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"), "X"),
                "408");
        at(
                "slow bodies",
                crowd -> crowd.drip(
                        100, _ -> ManyConnections.bytes(post(TEAMS, "", good, "Content-Length: 200000")), "x"),
                "408");
        at(
                "slow passwords",
                crowd -> crowd.drip(100, _ -> ManyConnections.bytes(post("/login", "", "Content-Length: 1000")), "x"),
                "408");
        at("silent connections", crowd -> crowd.ask(900, 900, _ -> ManyConnections.bytes("G")), "408");
    }

    private interface Crowd {
        List<String> attack(ManyConnections crowd) throws IOException;
    }

    private void flood(String name, String request, String... due) {
        at(name, crowd -> crowd.ask(REQUESTS, AT_ONCE, _ -> ManyConnections.bytes(request)), due);
    }

    private void at(String name, Crowd crowd, String... due) {
        var from = new ManyConnections("127.0.1." + (1 + attacks.size()), gateway.port());
        attacks.put(name, new Attack(Set.of(due), () -> crowd.attack(from)));
    }

    /** Accounts are opened one after the other, and who does not get a turn in time is told so. */
    private static void asIdentityDoes(HttpExchange exchange) throws IOException {
        boolean isOpening = exchange.getRequestURI().getPath().endsWith("/accounts");
        if (isOpening) {
            LockSupport.parkNanos(1_000_000_000);
        }
        exchange.sendResponseHeaders(isOpening ? 503 : 200, -1);
        exchange.close();
    }

    private static String forged() {
        return gateway.issuer
                .badTokens("p-1", "SYSTEM_ADMINISTRATOR@all")
                .values()
                .iterator()
                .next();
    }

    private static String bearer(String subject) {
        return "Authorization: " + gateway.issuer.bearer(subject, "TOWNSHIP_CLERK@990101201");
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private static String post(String path, String body, String... headers) {
        return get(path, headers).replaceFirst("GET", "POST") + body;
    }

    private static String status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "none: " + answer;
    }
}
