package kepu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The gateway under abuse, over real sockets, with shorter deadlines for callers, while a well-behaved client from another
 * address goes about its work: it is answered, 99 times in 100 within 3 s on whatever machine. That it is within 300 ms is
 * measured by {@code infra/checks/bench/run abuse}.
 *
 * <p>Attackers, gateway, service and client share one process; what is measured is the client's wait in that crowd.
 */
class GatewayAbuseTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final String WELL_BEHAVED = "127.0.0.1";
    private static final Duration PROMISED = Duration.ofSeconds(3);

    /** A 99th percentile needs a few hundred calls to mean anything. */
    private static final int FEWEST_CALLS = 200;

    private static final int ATTEMPTS = 10;

    /** Longer than a body is read and dropped afterwards, so that one place is taken once while a crowd is there. */
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(3);

    /** What the service takes over a call, where the calls are to be there at once. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final int AT_ONCE = 64;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(
                "--kepu.gateway.header-deadline=1500ms",
                "--kepu.gateway.body-deadline=" + BODY_DEADLINE.toSeconds() + "s",
                "--kepu.gateway.limits.calls-per-address=" + AT_ONCE,
                "--server.tomcat.connection-timeout=1m",
                "--logging.level.kepu.gateway.access=warn");
        // What a fresh JVM takes for its first calls is nobody's doing.
        try (var client = client()) {
            for (int i = 0; i < 400; i++) {
                client.call();
            }
        }
        crowd("127.0.0.99").ask(600, 100, _ -> ManyConnections.bytes(get("Bearer none")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well() {
        gateway.volunteers().reset();
    }

    @Test
    void hundreds_of_connections_that_never_finish_their_headers_are_shown_out() throws Exception {
        var beginning = ManyConnections.bytes("GET " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");

        var ended = whileAClientWorks(
                "600 connections with slow headers", () -> crowd("127.0.0.2").drip(600, _ -> beginning, "X"));

        assertThat(count(ended).keySet()).containsExactly("408");
    }

    @Test
    void connections_that_never_finish_their_bodies_are_shown_out() throws Exception {
        var beginning = post(bearer("slow"), 200_000);
        var most = new AtomicLong();

        var ended = whileAClientWorks(
                "200 connections with slow bodies",
                () -> timed(BODY_DEADLINE, most, () -> crowd("127.0.0.3").drip(200, _ -> beginning, "x")));

        assertThat(count(ended)).containsOnlyKeys("408", "429");
        assertThat(count(ended).get("408")).isBetween((long) AT_ONCE * ended.size() / 200, most.get());
        assertThat(gateway.volunteers().asked())
                .allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void connections_that_go_on_sending_after_a_refusal_are_shown_out_too() throws Exception {
        var beginning = post(null, 200_000);

        var ended = whileAClientWorks(
                "200 connections with slow bodies and no token",
                () -> crowd("127.0.0.4").drip(200, _ -> beginning, "x"));

        assertThat(count(ended).keySet()).isSubsetOf("401", "429").contains("401");
    }

    @Test
    void bodies_of_300_kilobytes_are_refused() throws Exception {
        var request = post(bearer("big"), 300 * 1024);
        var whole = Arrays.copyOf(request, request.length + 300 * 1024);

        var ended = whileAClientWorks(
                "300 KB bodies, 4 at a time", () -> crowd("127.0.0.5").ask(100, 4, _ -> whole));

        // After its burst the address is refused for that alone.
        assertThat(count(ended).keySet()).isSubsetOf("413", "429").contains("413");
        assertThat(ended)
                .filteredOn(answer -> status(answer).equals("413"))
                .hasSizeGreaterThanOrEqualTo(100)
                .allMatch(answer -> answer.contains("\"code\":\"body-too-large\""));
        assertThat(gateway.volunteers().asked())
                .allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void of_a_thousand_calls_at_once_an_address_gets_its_share() throws Exception {
        // A service that takes its time over them, so that the calls really are there at once.
        gateway.volunteers().answers(exchange -> {
            if (exchange.getRequestURI().getQuery() != null) {
                LockSupport.parkNanos(SLOW.toNanos());
            }
            var body = "{}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        var request = ManyConnections.bytes(get(bearer("crowd")).replace(TEAMS, TEAMS + "?slow"));
        var most = new AtomicLong();

        var ended = whileAClientWorks(
                "1,000 calls at once",
                () -> timed(SLOW, most, () -> crowd("127.0.0.6").ask(1000, 1000, _ -> request)));

        assertThat(count(ended)).containsOnlyKeys("200", "429");
        assertThat(count(ended).get("200")).isBetween((long) AT_ONCE, most.get());
    }

    /**
     * Adds up how many could be let in, each of whom holds a place for so long at least: as many as there are places, and
     * as many again each time that others could follow them.
     */
    private static List<String> timed(Duration held, AtomicLong most, Callable<List<String>> abuse) throws Exception {
        long start = System.nanoTime();
        var answers = abuse.call();
        most.addAndGet(AT_ONCE * ((System.nanoTime() - start) / held.toNanos()));
        return answers;
    }

    @Test
    void a_flood_of_forged_and_garbled_requests_is_refused_one_by_one() throws Exception {
        var requests = new LinkedHashMap<String, String>();
        gateway.issuer
                .badTokens("p-1", "SYSTEM_ADMINISTRATOR@all")
                .forEach((what, token) -> requests.put(get("Bearer " + token), "401"));
        var good = get(bearer("garbler"));
        requests.put(good.replace("127.0.0.1", "evil.example"), "400");
        requests.put(good.replace("Connection", "Content-Length: 3\r\nContent-Length: 4\r\nConnection"), "400");
        requests.put(good.replace("GET", "TRACE"), "405");
        requests.put(good.replace(TEAMS, "/" + "a".repeat(9000)), "414");
        requests.put(good.replace("Connection", "X: " + "x".repeat(20_000) + "\r\nConnection"), "431");
        requests.put(good.replace(TEAMS, TEAMS + "?a=%zz"), "400");
        requests.put(good.replace(TEAMS, TEAMS + "?a=%C4%E3"), "400");
        requests.put(good.replace("Connection", "Transfer-Encoding: x\r\nConnection"), "400");
        requests.put(
                good.replace("Connection", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection")
                        + "0\r\n\r\n",
                "400");
        requests.put(
                get("Bearer none").replace("GET", "POST").replace("Connection", "Content-Length: 2\r\nConnection")
                        + "{}and more",
                "401");
        var due = List.copyOf(requests.values());
        var sent = requests.keySet().stream().map(ManyConnections::bytes).toList();

        var ended = whileAClientWorks(
                "forged and garbled requests, 4 at a time",
                () -> crowd("127.0.0.7").ask(260, 4, i -> sent.get(i % sent.size())));

        // After its burst the address is refused for that alone; and the issuer, where keys are looked up, is not asked
        // again for each key that somebody makes up.
        assertThat(count(ended).keySet())
                .contains(due.toArray(String[]::new))
                .isSubsetOf("400", "401", "405", "414", "431", "429", "503");
        assertThat(ended)
                .filteredOn(answer -> status(answer).equals("503"))
                .allMatch(answer -> answer.contains("\"code\":\"keys-unavailable\""));
        assertThat(gateway.volunteers().asked())
                .allMatch(asked -> asked.uri().getPath().equals(TEAMS));
    }

    /**
     * Attacks for as long as the client needs for its calls, and holds the gateway to its promise for these alone.
     *
     * <p>Whatever else the machine does, such as the tests of another module, makes the client wait too, and is no fault of
     * the gateway's; so the promise is kept if it is in one of ten attacks.
     */
    private static List<String> whileAClientWorks(String attack, Callable<List<String>> abuse) throws Exception {
        var ended = new ArrayList<String>();
        var best = Duration.ofDays(1);
        for (int attempt = 1; attempt <= ATTEMPTS && best.compareTo(PROMISED) >= 0; attempt++) {
            var p99 = ninetyNinth(attack, abuse, ended);
            best = p99.compareTo(best) < 0 ? p99 : best;
        }
        assertThat(best).as(attack).isLessThan(PROMISED);
        return ended;
    }

    private static Duration ninetyNinth(String attack, Callable<List<String>> abuse, List<String> ended)
            throws Exception {
        var over = new AtomicBoolean();
        var nanos = new ConcurrentLinkedQueue<Long>();
        // A thread of the machine's: the client's own turn is not among the gateway's many.
        try (var threads = Executors.newSingleThreadExecutor()) {
            var work = threads.submit(() -> {
                try (var client = client()) {
                    while (!over.get()) {
                        long start = System.nanoTime();
                        client.call();
                        nanos.add(System.nanoTime() - start);
                        // Some 150 calls a second: a busy client, but not one that is the load itself.
                        LockSupport.parkNanos(5_000_000);
                    }
                }
                return "done";
            });
            try {
                do {
                    ended.addAll(abuse.call());
                } while (nanos.size() < FEWEST_CALLS && !work.isDone());
            } finally {
                over.set(true);
            }
            work.get();
        }
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        var p99 = Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]);
        System.out.printf(
                "%s: a client's %d calls meanwhile took p50 %d ms, p99 %d ms, at most %d ms; the abuse was answered %s%n",
                attack,
                sorted.length,
                Duration.ofNanos(sorted[sorted.length / 2]).toMillis(),
                p99.toMillis(),
                Duration.ofNanos(sorted[sorted.length - 1]).toMillis(),
                count(ended));
        return p99;
    }

    private static SteadyClient client() throws IOException {
        return new SteadyClient(gateway.connect(WELL_BEHAVED), get(bearer("well-behaved")));
    }

    private static ManyConnections crowd(String from) {
        return new ManyConnections(from, gateway.port());
    }

    private static Map<String, Long> count(List<String> answers) {
        return answers.stream()
                .map(GatewayAbuseTest::status)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String status(String answer) {
        return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "none: " + answer;
    }

    private static String bearer(String subject) {
        return gateway.issuer.bearer(subject, "TOWNSHIP_CLERK@990101201");
    }

    private static String get(String authorization) {
        return "GET " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization
                + "\r\nConnection: close\r\n\r\n";
    }

    private static byte[] post(@Nullable String bearer, int length) {
        return ManyConnections.bytes("POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (bearer == null ? "" : "Authorization: " + bearer + "\r\n") + "Content-Length: " + length
                + "\r\n\r\n");
    }
}
