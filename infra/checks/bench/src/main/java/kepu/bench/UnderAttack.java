package kepu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kepu.bench.front.Attack;
import kepu.bench.installation.BenchStore;
import kepu.bench.installation.InstallationProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a client of an installation waits while what an outsider can try is tried, one thing after the other and then all at
 * once; and what 20,000 calls of nobody leave in memory.
 */
final class UnderAttack {
    private static final int CALLS_PER_SECOND = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final Duration ALL = Duration.ofSeconds(20);
    private static final int ONE_WRITES_IN = 10;

    private static final int ANONYMOUS_CALLS = 20_000;
    private static final int ANONYMOUS_AT_ONCE = 8;

    /** Checking a password takes a quarter of a second, by design. */
    private static final int ONE_GUESSES_IN = 100;

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String UNIT = "/api/v1/organization/units/990101";
    private static final String OCCURRED = "'occurredAt':'2020-01-01T08:00:00+08:00'";

    private final InstallationProcess installation;
    private final PrintStream out;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger villages = new AtomicInteger();
    private final String administrator;
    private final String attacker;
    private final String csrfCookie;
    private final String csrf;

    /** How long calls took, in order, and what else than a good answer came. */
    private record Waits(double[] millis, Map<String, Integer> refusals) {
        double percentile(double share) {
            return millis.length == 0 ? Double.NaN : millis[(int) (millis.length * share)];
        }
    }

    private UnderAttack(InstallationProcess installation, Path client, PrintStream out)
            throws IOException, InterruptedException {
        this.installation = installation;
        this.out = out;
        administrator = token(Files.readString(client).strip());
        setUp();
        attacker = "Authorization: " + token(machine());
        HttpResponse<String> page = http.send(request("/login").build(), BodyHandlers.ofString());
        csrfCookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", -1)[0];
        Matcher field = CSRF.matcher(page.body());
        csrf = field.find() ? field.group(1) : "";
    }

    /** @param jvm options of the installation's JVM */
    static void run(BenchStore.Choice choice, List<String> jvm, Path folder, PrintStream out)
            throws InterruptedException, IOException {
        String prefix = BenchStore.newPrefix();
        Path client = folder.resolve("client");
        List<String> settings = List.of(
                "--kepu.identity.bootstrap-client=" + client,
                "--kepu.identity.first-password-file=" + folder.resolve("first-password"));
        try (InstallationProcess installation = InstallationProcess.start(choice, prefix, folder, settings, jvm)) {
            UnderAttack bench = new UnderAttack(installation, client, out);
            out.println();
            out.printf(
                    "Under attack: a client makes %d calls a second, one in %d a write; %s%n",
                    CALLS_PER_SECOND, ONE_WRITES_IN, String.join(" ", jvm));
            out.printf("  store: %s%n", installation.store());
            bench.measure();
            bench.remembers();
            out.printf("  lines of ERROR in the log: %d%n", errors(folder.resolve("logs")));
        } finally {
            String given = choice.environment().getOrDefault("MONGODB_URI", "");
            if (!given.isBlank()) {
                BenchStore.drop(given, prefix);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(installation.gateway().resolve(path));
    }

    private String token(String client) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(
                request("/oauth2/token")
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        return "Bearer "
                + JsonMapper.shared()
                        .readTree(answer.body())
                        .at("/access_token")
                        .asString();
    }

    private void setUp() throws IOException, InterruptedException {
        done(establish("{'unitId':'990101','kind':'COUNTY','name':'县'," + OCCURRED + "}"));
        done(establish("{'unitId':'99010120','kind':'TOWNSHIP','name':'乡','parentId':'990101'," + OCCURRED + "}"));
    }

    /** A machine besides, whose token is good, so that the client's own limits are not the attackers'. */
    private String machine() throws IOException, InterruptedException {
        JsonNode opened = done(post("/api/v1/identity/clients", "{'name':'attacker','unitId':'all'}"));
        String id = opened.at("/id").asString();
        done(post("/api/v1/identity/accounts/" + id + "/grants", "{'role':'MACHINE_CLIENT','unitId':'all'}"));
        return id + ":" + opened.at("/clientSecret").asString();
    }

    private JsonNode done(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(request.uri() + " " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpRequest establish(String singleQuoted) {
        return post("/api/v1/organization/units", singleQuoted);
    }

    private HttpRequest post(String path, String singleQuoted) {
        return request(path)
                .header("Authorization", administrator)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(singleQuoted.replace('\'', '"')))
                .build();
    }

    private void measure() throws InterruptedException {
        List<Attack> attacks = attacks();
        client(WARM_UP); // a cold JVM is not what is measured
        meanwhile(attacks, EACH, new TreeMap<>());
        print("nothing", client(EACH), "");
        for (Attack attack : attacks) {
            Map<String, Integer> answers = new TreeMap<>();
            Waits waits = meanwhile(List.of(attack), EACH, answers);
            print(attack.name(), waits, String.valueOf(answers));
        }
        print("all of these at once", meanwhile(attacks, ALL, new TreeMap<>()), "");
    }

    private Waits meanwhile(List<Attack> attacks, Duration duration, Map<String, Integer> answers)
            throws InterruptedException {
        List<Attack.Running> running = new ArrayList<>();
        for (Attack attack : attacks) {
            running.add(attack.begin(running.size(), installation.gateway().getPort()));
        }
        try {
            return client(duration);
        } finally {
            running.forEach(Attack.Running::stop);
            for (Attack.Running attack : running) {
                attack.await();
                answers.putAll(attack.answers());
            }
        }
    }

    private void print(String attack, Waits waits, String answers) {
        out.printf(
                "  %-36s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   %s %s%n",
                attack,
                waits.percentile(0.5),
                waits.percentile(0.99),
                waits.percentile(1 - 1e-9),
                waits.refusals().isEmpty() ? "" : "client refused " + waits.refusals() + ";",
                answers);
    }

    /** Calls are due at their time, however long those before them take, and wait from then on. */
    private Waits client(Duration duration) throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        Map<String, Integer> refusals = new ConcurrentHashMap<>();
        int calls = Math.toIntExact(duration.toSeconds() * CALLS_PER_SECOND);
        long first = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                long due = first + i * 1_000_000_000L / CALLS_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                HttpRequest request = i % ONE_WRITES_IN == 0
                        ? establish("{'unitId':'99010120%04d','kind':'VILLAGE','name':'村','parentId':'99010120',%s}"
                                .formatted(villages.incrementAndGet(), OCCURRED))
                        : request(UNIT).header("Authorization", administrator).build();
                threads.execute(() -> {
                    String refusal = refusal(request);
                    if (refusal.isEmpty()) {
                        millis.add((System.nanoTime() - due) / 1e6);
                    } else {
                        refusals.merge(refusal, 1, Integer::sum);
                    }
                });
            }
        }
        return new Waits(
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray(), refusals);
    }

    private String refusal(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() < 300 ? "" : String.valueOf(answer.statusCode());
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private List<Attack> attacks() {
        String guess = "username=nobody&password=x&_csrf=" + csrf;
        return List.of(
                Attack.flood("queries that nobody can read", 50, get(UNIT + "?a=%zz", attacker)),
                Attack.flood("the same where people sign in", 50, get("/oauth2/authorize?a=%C4%E3")),
                Attack.flood("encoded paths", 50, get("/%61pi/v1/organization/units/990101")),
                Attack.flood(
                        "eleven languages",
                        50,
                        get(UNIT, attacker, "Accept-Language: ar,de,en,es,fr,hi,ja,ko,pt,ru,zh")),
                Attack.flood("headers of 9 KB", 50, get(UNIT, attacker, "X: " + "x".repeat(9 * 1024))),
                Attack.flood("300 cookies", 50, get("/login", "Cookie: " + "a=b; ".repeat(300))),
                Attack.flood("Transfer-Encoding: x", 50, raw("/login", "", "Transfer-Encoding: x")),
                Attack.flood(
                        "two lengths",
                        50,
                        raw(UNIT, "0\r\n\r\n", attacker, "Content-Length: 5", "Transfer-Encoding: chunked")),
                Attack.flood(
                        "bytes behind a refused body", 50, raw(UNIT, "{}GET / HTTP/1.1\r\n\r\n", "Content-Length: 2")),
                Attack.flood("forged tokens", 50, get(UNIT, forged())),
                Attack.flood("foreign hosts", 50, get(UNIT).replace("Host: localhost", "Host: evil.example")),
                Attack.flood(
                        "bodies of 300 KB",
                        20,
                        raw(UNIT, "x".repeat(300 * 1024), attacker, "Content-Length: " + 300 * 1024)),
                Attack.flood(
                        "batches of brackets",
                        20,
                        raw(
                                "/api/v1/batches",
                                "[".repeat(50_000),
                                attacker,
                                "Content-Type: application/json",
                                "Content-Length: 50000")),
                Attack.flood("pages for signing in", 100, get("/login")),
                Attack.flood("wrong passwords", 20, submit("/login", guess, "Cookie: " + csrfCookie)),
                Attack.flood(
                        "wrong secrets of machines",
                        20,
                        submit("/oauth2/token", "grant_type=client_credentials&client_id=x&client_secret=y")),
                Attack.flood("codes of certificates", 50, get("/certificates?code=ABCDEFGHJKMN")),
                Attack.flood("questions to no room", 20, submit("/consultations", "room=x&key=k&question=q")),
                Attack.flood("probes", 200, get("/health")),
                new Attack("60 account openings at once", 60, 60, _ -> opening(), ""),
                Attack.slow("300 connections with slow headers", 300, "GET / HTTP/1.1\r\nHost: localhost\r\n", "X"),
                Attack.slow(
                        "64 connections with slow bodies", 64, raw("/login", "", FORM, "Content-Length: 1000"), "x"),
                Attack.slow("1,000 connections that say nothing", 1000, "", ""));
    }

    private String opening() {
        String body = "{\"username\":\"" + UUID.randomUUID() + "\",\"displayName\":\"某人\",\"unitId\":\"all\"}";
        return raw(
                "/api/v1/identity/accounts",
                new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                "Authorization: " + administrator,
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }

    /** The signature of another token. */
    private String forged() {
        return attacker.substring(0, attacker.length() - 8) + "AAAAAAAA";
    }

    private static String get(String path, String... headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private static String raw(String path, String body, String... headers) {
        return get(path, headers).replaceFirst("GET", "POST") + body;
    }

    private static String submit(String path, String fields, String... headers) {
        return raw(
                path,
                fields,
                Stream.concat(Stream.of(headers), Stream.of(FORM, "Content-Length: " + fields.length()))
                        .toArray(String[]::new));
    }

    /** Heap of the whole installation, in which nothing else goes on. */
    private void remembers() throws InterruptedException {
        anonymous(0, ANONYMOUS_CALLS / 20);
        long before = installation.usedHeap();
        Map<Integer, Integer> statuses = anonymous(ANONYMOUS_CALLS / 20, ANONYMOUS_CALLS);
        long after = installation.usedHeap();
        out.printf(
                "  %,d anonymous calls to identity, answered %s: heap in use %,.1f MB before, %,.1f MB after%n",
                ANONYMOUS_CALLS, statuses, before / 1e6, after / 1e6);
    }

    private Map<Integer, Integer> anonymous(int from, int count) throws InterruptedException {
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(ANONYMOUS_AT_ONCE)) {
            IntStream.range(from, from + count)
                    .forEach(number -> threads.execute(() -> {
                        try {
                            statuses.merge(
                                    http.send(nobodys(number).build(), BodyHandlers.discarding())
                                            .statusCode(),
                                    1,
                                    Integer::sum);
                        } catch (IOException e) {
                            statuses.merge(0, 1, Integer::sum);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
        return new TreeMap<>(statuses);
    }

    /** All kinds in turn, each time with other texts and from another address, as the gateway would say. */
    private HttpRequest.Builder nobodys(int number) {
        String made = "n" + number;
        HttpRequest.Builder request = number % ONE_GUESSES_IN == 0
                ? form("/login", "username=" + made + "&password=x&_csrf=" + csrf)
                        .header("Cookie", csrfCookie)
                : switch (number % 10) {
                    case 0 -> identity("/login").header("Cookie", "kepu-signin=" + made);
                    case 1 -> identity("/oauth2/authorize?response_type=code&client_id=kepu-console&state=" + made);
                    case 2 -> identity("/oauth2/authorize?client_id=" + made);
                    case 3 -> form("/login", "username=" + made + "&password=x");
                    case 4 ->
                        form("/oauth2/token", "grant_type=client_credentials&client_id=" + made + "&client_secret=x");
                    case 5 ->
                        form("/oauth2/token", "grant_type=authorization_code&client_id=kepu-console&code=" + made);
                    case 6 ->
                        form("/oauth2/token", "grant_type=refresh_token&client_id=kepu-console&refresh_token=" + made);
                    case 7 -> identity("/.well-known/openid-configuration");
                    case 8 -> identity("/userinfo").header("Authorization", "Bearer " + made);
                    default -> identity("/nowhere/" + made);
                };
        return request.header("X-Forwarded-For", "10.%d.%d.1".formatted(number / 250, number % 250));
    }

    private HttpRequest.Builder identity(String path) {
        return HttpRequest.newBuilder(installation.identity().resolve(path));
    }

    private HttpRequest.Builder form(String path, String fields) {
        return identity(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    private static long errors(Path logs) throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            long errors = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                errors += Files.readAllLines(file).stream()
                        .filter(line -> line.contains(" ERROR "))
                        .count();
            }
            return errors;
        }
    }
}
