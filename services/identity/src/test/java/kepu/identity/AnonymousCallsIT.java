package kepu.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import kepu.embedded.PortTaken;
import kepu.embedded.StoreConnection;
import kepu.embedded.TestBroker;
import kepu.embedded.TestStore;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Calls of nobody in particular, of every kind, leave nothing behind. What they leave of the heap is measured by
 * {@code infra/checks/bench/run abuse}, with 20,000 of them.
 */
class AnonymousCallsIT {
    private static final int CALLS = 3_000;
    private static final int AT_ONCE = 8;
    private static final Set<String> OF_THE_START = Set.of("signing-keys", "snapshots");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static TestBroker broker;
    private static TestStore store;
    private static StoreConnection connection;
    private static ConfigurableApplicationContext service;
    private static HttpClient http;
    private static String issuer;

    private String csrfCookie = "";
    private String csrf = "";

    @BeforeAll
    static void start() {
        broker = TestBroker.open();
        store = TestStore.open();
        connection = StoreConnection.to(store.uri("identity"));
        issuer = "http://127.0.0.1:" + PortTaken.claimForLater("identity", 0);
        service = Identity.start(
                "--server.port=" + URI.create(issuer).getPort(),
                "--management.server.port=0",
                "--kepu.tokens.issuer=" + issuer,
                "--kepu.identity.bcrypt-strength=4",
                "--kepu.identity.key-bits=2048",
                "--kepu.identity.key-secret=" + folder.resolve("key-secret"),
                "--kepu.identity.first-password-file=" + folder.resolve("first-password"),
                "--spring.mongodb.uri=" + connection.uri(),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        service.close();
        connection.close();
        store.close();
        broker.close();
    }

    @Test
    void leave_no_session_no_document_and_no_series_behind() throws Exception {
        readAForm();
        call(0, 200);
        var documents = documents();
        long series = series();
        long bytes = usedAfterCollection();

        var statuses = call(200, CALLS);

        assertThat(statuses.keySet())
                .as("503 where a busy machine keeps somebody waiting")
                .isSubsetOf(200, 302, 303, 400, 401, 403, 404, 405, 429, 503)
                .contains(200, 403);
        assertThat(sessions()).isZero();
        assertThat(documents()).isEqualTo(documents);
        assertThat(series()).isEqualTo(series);
        System.out.printf(
                "%d anonymous calls, answered %s: heap %,d KB before, %,d KB after%n",
                CALLS, statuses, bytes / 1024, usedAfterCollection() / 1024);
    }

    private Map<Integer, Integer> call(int from, int count) throws Exception {
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        try (var callers = Executors.newFixedThreadPool(AT_ONCE)) {
            var calls = IntStream.range(from, from + count)
                    .<Future<?>>mapToObj(number -> callers.submit(() -> {
                        var answer = http.send(request(number).build(), BodyHandlers.ofString());
                        assertThat(answer.headers().allValues("Set-Cookie"))
                                .noneMatch(cookie -> cookie.startsWith("kepu-signin"));
                        statuses.merge(answer.statusCode(), 1, Integer::sum);
                        return number;
                    }))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        }
        return new TreeMap<>(statuses);
    }

    /** One after the other all kinds, each time with other texts and from another address. */
    private HttpRequest.Builder request(int number) {
        var made = "n" + number;
        var request = switch (number % 15) {
            case 0 -> get("/login?next=" + made);
            case 1 ->
                get("/oauth2/authorize?response_type=code&client_id=kepu-console&scope=openid&state=" + made
                        + "&redirect_uri=" + issuer + "/console/&code_challenge_method=S256&code_challenge="
                        + "x".repeat(43));
            case 2 -> get("/oauth2/authorize?response_type=code&client_id=" + made);
            case 3 ->
                post("/login", "username=" + made + "&password=x&_csrf=" + csrf).header("Cookie", csrfCookie);
            case 4 -> post("/login", "username=" + made + "&password=x");
            case 5 -> post("/oauth2/token", "grant_type=client_credentials&client_id=" + made + "&client_secret=x");
            case 6 -> post("/oauth2/token", "grant_type=authorization_code&client_id=kepu-console&code=" + made);
            case 7 -> post("/oauth2/token", "grant_type=refresh_token&client_id=kepu-console&refresh_token=" + made);
            case 8 -> get("/.well-known/openid-configuration");
            case 9 -> get("/oauth2/jwks");
            case 10 -> get("/login").header("Cookie", "kepu-signin=" + made + "; kepu-request=" + made);
            case 11 -> get("/password");
            case 12 -> get("/userinfo").header("Authorization", "Bearer " + made);
            case 13 -> get("/connect/logout?id_token_hint=" + made);
            default -> get("/nowhere/" + made);
        };
        return request.header("X-Forwarded-For", "10.%d.%d.1".formatted(number / 250, number % 250));
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(issuer + path));
    }

    private static HttpRequest.Builder post(String path, String form) {
        return get(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    /** A token against forged forms is good for as long as its cookie. */
    private void readAForm() throws IOException, InterruptedException {
        HttpResponse<String> page = http.send(get("/login").build(), BodyHandlers.ofString());
        csrfCookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
        Matcher field = CSRF.matcher(page.body());
        assertThat(field.find()).isTrue();
        csrf = field.group(1);
    }

    private static int sessions() {
        var tomcat = (TomcatWebServer) ((WebServerApplicationContext) service).getWebServer();
        var context = (Context) tomcat.getTomcat().getHost().findChildren()[0];
        return context.getManager().getActiveSessions();
    }

    /** But for what comes of the first start alone, a little later: keys, and snapshots of the first account. */
    private static Map<String, Long> documents() {
        var mongo = service.getBean(MongoOperations.class);
        Map<String, Long> counts = new TreeMap<>();
        mongo.getCollectionNames().stream()
                .filter(name -> !OF_THE_START.contains(name))
                .forEach(name -> counts.put(name, mongo.getCollection(name).countDocuments()));
        return counts;
    }

    private static long series() {
        return service.getBean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("http.server")
                        || meter.getId().getName().startsWith("kepu."))
                .count();
    }

    private static long usedAfterCollection() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
