package kepu.sample.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers like the gateway as far as the loader can see, and remembers what it was asked. */
final class FakeGateway implements AutoCloseable {
    /** A command as it arrived. */
    record Arrived(
            String method,
            String path,
            String key,
            String client,
            @Nullable String ifMatch,
            JsonNode body) {}

    /** An answer that it gives instead of its own. */
    record Refusal(int status, String code, @Nullable String retryAfter) {}

    private static final String RANKING = """
            {"unitId":"990101201","year":2025,"asOf":"2026-11-24","entries":[
             {"unitId":"A","name":"青禾村","party":99.9998,"science":100.0,"composite":100.00,"band":"EXCELLENT","rank":1},
             {"unitId":"B","name":"星河村","party":"80.0474","science":"8.5","composite":"44.27","band":"FAIL",
              "unrankedReason":{"zh":"不满六个月","en":"too young"}}],
             "townships":[{"unitId":"990101201","name":"松涛乡","party":99.9998,"science":100,"composite":100}]}
            """;

    static final ClientCredentials ADMINISTRATOR = new ClientCredentials("administrator", "a secret: 100 %");

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> openings = new ConcurrentHashMap<>();
    private final List<Arrived> openingsArrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, String> firstAnswers = new ConcurrentHashMap<>();
    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger freshness = new AtomicInteger();
    private volatile Function<Arrived, @Nullable Refusal> mood = command -> null;
    private volatile boolean scores = true;

    FakeGateway() {
        this(0);
    }

    FakeGateway(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        secrets.put(ADMINISTRATOR.id(), ADMINISTRATOR.secret());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int port() {
        return server.getAddress().getPort();
    }

    void mood(Function<Arrived, @Nullable Refusal> newMood) {
        mood = newMood;
    }

    void neverScores() {
        scores = false;
    }

    List<Arrived> arrived() {
        return arrived;
    }

    /** From now on every token that was issued is worth nothing. */
    void forgetTokens() {
        tokens.clear();
    }

    /** How many tokens are good. */
    int goodTokens() {
        return tokens.size();
    }

    /** What identity was asked. */
    List<Arrived> openings() {
        return openingsArrived;
    }

    /** Commands that were stored, repetitions not counted. */
    int stored() {
        return stored.get();
    }

    int lookups() {
        return lookups.get();
    }

    int freshnessQuestions() {
        return freshness.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals("/oauth2/token")) {
                token(exchange, text);
                return;
            }
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String client = tokens.get(authorization.replaceFirst("^Bearer ", ""));
            if (client == null) {
                answer(exchange, 401, "{\"code\":\"token-invalid\"}");
                return;
            }
            switch (path) {
                case "/api/v1/organization/units/990101" ->
                    answer(exchange, stored.get() == 0 ? 404 : 200, "{\"code\":\"unknown-unit\"}");
                case "/api/v1/assessment/journal/lookup" -> lookUp(exchange, text);
                case "/api/v1/assessment/freshness" ->
                    // Behind by two on the first question.
                    answer(exchange, 200, "{\"behind\":" + (freshness.incrementAndGet() == 1 || !scores ? 2 : 0) + "}");
                case "/api/v1/assessment/rankings/990101201/2025" -> answer(exchange, 200, RANKING);
                case String card
                when card.endsWith("/2025/canonical") ->
                    answer(exchange, 200, "{\"unit\":\"" + card.split("/")[5] + "\"}");
                default -> {
                    Arrived command = new Arrived(
                            exchange.getRequestMethod(),
                            path,
                            String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                            client,
                            exchange.getRequestHeaders().getFirst("If-Match"),
                            JsonMapper.shared().readTree(text));
                    if (path.startsWith("/api/v1/identity/")) {
                        identity(exchange, command);
                    } else {
                        command(exchange, command);
                    }
                }
            }
        }
    }

    private void token(HttpExchange exchange, String form) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String[] pair = new String(
                        Base64.getDecoder().decode(header.replaceFirst("^Basic ", "")), StandardCharsets.UTF_8)
                .split(":");
        String id = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
        String secret = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
        if (!form.equals("grant_type=client_credentials") || !secret.equals(secrets.get(id))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String token = "token-" + number.incrementAndGet();
        tokens.put(token, id);
        answer(exchange, 200, "{\"access_token\":\"%s\",\"expires_in\":600}".formatted(token));
    }

    /** Ids follow from idempotency keys; secrets are told once. */
    private void identity(HttpExchange exchange, Arrived command) throws IOException {
        openingsArrived.add(command);
        Map<String, Object> fields = new LinkedHashMap<>();
        String last = command.path().substring(command.path().lastIndexOf('/') + 1);
        String id = last.equals("accounts") || last.equals("clients")
                ? openings.computeIfAbsent(command.key(), key -> "new-" + key)
                : command.path().split("/")[5];
        boolean told = id.startsWith("new-");
        if (told) {
            id = id.substring("new-".length());
            openings.put(command.key(), id);
        }
        fields.put("id", id);
        String secret = "secret-" + number.incrementAndGet();
        if (last.equals("accounts") && told || last.equals("password-reset")) {
            fields.put("firstPassword", secret);
        } else if (last.equals("clients") && told || last.equals("secret")) {
            fields.put("clientSecret", secret);
            secrets.put(id, secret);
        } else if (last.equals("closure")) {
            secrets.remove(id);
        }
        fields.put("version", 1);
        fields.put("events", List.of("event-" + secret));
        answer(exchange, 201, JsonMapper.shared().writeValueAsString(fields));
    }

    private void lookUp(HttpExchange exchange, String text) throws IOException {
        List<String> ids = new ArrayList<>();
        JsonMapper.shared().readTree(text).path("ids").forEach(id -> ids.add(id.asString()));
        if (ids.size() > 1_000) {
            answer(exchange, 400, "{\"code\":\"invalid-body\"}");
            return;
        }
        // The last one of the very first question arrives a moment later.
        List<String> missing = lookups.incrementAndGet() == 1 ? List.of(ids.getLast()) : List.of();
        answer(exchange, 200, JsonMapper.shared().writeValueAsString(Map.of("missing", missing)));
    }

    private void command(HttpExchange exchange, Arrived command) throws IOException {
        arrived.add(command);
        Refusal refusal = mood.apply(command);
        if (refusal != null) {
            if (refusal.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", refusal.retryAfter());
            }
            answer(
                    exchange,
                    refusal.status(),
                    "{\"status\":%d,\"code\":\"%s\",\"detail\":\"because\"}"
                            .formatted(refusal.status(), refusal.code()));
            return;
        }
        String receipt = firstAnswers.computeIfAbsent(command.key(), key -> {
            int order = stored.incrementAndGet();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", "id-of-" + key);
            if (command.path().matches(".*/(members|links|appointments)")) {
                fields.put("itemId", "item-of-" + key);
            }
            fields.put("version", order);
            fields.put("events", List.of("event-" + order));
            return JsonMapper.shared().writeValueAsString(fields);
        });
        answer(exchange, 201, receipt);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
