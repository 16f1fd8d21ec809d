package kepu.sample.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kepu.sample.command.SampleCommand;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the gateway as one machine account and bears with it: what may pass by waiting (a restart, a limit, a local
 * copy on its way, a token whose time is over) is tried again with growing pauses, anything else stops the load.
 */
final class GatewayClient implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration COPIES_ARRIVE_WITHIN = Duration.ofMinutes(1);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final URI gateway;
    private final ClientCredentials account;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private @Nullable Token token;

    GatewayClient(URI gateway, ClientCredentials account, Duration patience) {
        this.gateway = gateway;
        this.account = account;
        this.patience = patience;
    }

    /** @param renewAt by {@link System#nanoTime}, well before its end */
    private record Token(String text, long renewAt) {}

    private interface Attempt {
        HttpRequest request();
    }

    /** Sends a command whose placeholders are resolved. */
    Receipt send(SampleCommand command) {
        String what = command.ref() + " (" + command.method() + " " + command.path() + ")";
        return receipt(
                what,
                send(
                        what,
                        command.method(),
                        command.path(),
                        command.body(),
                        command.idempotencyKey(),
                        command.ifMatch()));
    }

    /** Sends a command that is answered with more than a receipt. */
    JsonNode post(String path, Map<String, Object> body, String idempotencyKey) {
        return send("POST " + path, "POST", path, body, idempotencyKey, null);
    }

    private JsonNode send(
            String what,
            String method,
            String path,
            Map<String, Object> body,
            String idempotencyKey,
            @Nullable String ifMatch) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .method(method, json(body));
        if (ifMatch != null) {
            request.header("If-Match", '"' + ifMatch + '"');
        }
        HttpResponse<String> answer = signed(what, request, true);
        if (answer.statusCode() / 100 != 2) {
            throw refused(what, answer);
        }
        return parsed(what, answer);
    }

    private static Receipt receipt(String what, JsonNode answer) {
        List<String> events = new ArrayList<>();
        answer.path("events").forEach(event -> events.add(event.asString()));
        JsonNode itemId = answer.path("itemId");
        String id = answer.path("id").asString("");
        if (id.isEmpty()) {
            throw new LoadStopped("the answer to " + what + " had no id");
        }
        return new Receipt(
                id,
                itemId.isString() ? itemId.asString() : null,
                answer.path("version").asLong(),
                events);
    }

    JsonNode get(String path) {
        return parsed("GET " + path, read(path));
    }

    /** The answer as it came. */
    String text(String path) {
        return read(path).body();
    }

    private HttpResponse<String> read(String path) {
        HttpResponse<String> answer = signed("GET " + path, request(path), false);
        if (answer.statusCode() != 200) {
            throw refused("GET " + path, answer);
        }
        return answer;
    }

    boolean exists(String path) {
        HttpResponse<String> answer = signed("GET " + path, request(path), false);
        return switch (answer.statusCode()) {
            case 200 -> true;
            case 404 -> false;
            default -> throw refused("GET " + path, answer);
        };
    }

    /** Asks a question that is posted. */
    JsonNode ask(String path, Object body) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(json(body));
        HttpResponse<String> answer = signed("POST " + path, request, false);
        if (answer.statusCode() != 200) {
            throw refused("POST " + path, answer);
        }
        return parsed("POST " + path, answer);
    }

    @Override
    public void close() {
        closed.countDown();
        http.shutdownNow();
    }

    /** Waits that long, unless the client is closed or the thread is interrupted: then the load stops. */
    void pause(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new LoadStopped("the client was closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadStopped("interrupted", interrupted);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept-Language", "zh-CN");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }

    /** With a token; where that is refused, once more with a new one. */
    private HttpResponse<String> signed(String what, HttpRequest.Builder request, boolean command) {
        AtomicReference<@Nullable Token> used = new AtomicReference<>();
        Attempt attempt = () -> {
            Token newest = token(null);
            used.set(newest);
            return with(request, newest);
        };
        HttpResponse<String> answer = untilAnswered(what, attempt, command);
        if (answer.statusCode() != 401) {
            return answer;
        }
        token(used.get());
        return untilAnswered(what, attempt, command);
    }

    private static HttpRequest with(HttpRequest.Builder request, Token token) {
        return request.setHeader("Authorization", "Bearer " + token.text()).build();
    }

    /** @param useless token that was refused, if one was */
    private synchronized Token token(@Nullable Token useless) {
        Token kept = token;
        if (kept == null || kept == useless || System.nanoTime() - kept.renewAt() > 0) {
            kept = newToken();
            token = kept;
        }
        return kept;
    }

    private Token newToken() {
        String what = "the token of " + account.id();
        HttpRequest request = request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", account.basic())
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        HttpResponse<String> answer = untilAnswered(what, () -> request, false);
        if (answer.statusCode() != 200) {
            throw refused(what, answer);
        }
        JsonNode body = parsed(what, answer);
        long seconds = body.path("expires_in").asLong(0);
        String text = body.path("access_token").asString("");
        if (text.isEmpty()) {
            throw new LoadStopped(what + " was answered without a token");
        }
        return new Token(text, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds * 3 / 4));
    }

    private HttpResponse<String> untilAnswered(String what, Attempt attempt, boolean command) {
        long began = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            HttpResponse<String> answer = null;
            IOException broken = null;
            HttpRequest request = attempt.request();
            try {
                answer = http.send(request, BodyHandlers.ofString());
            } catch (IOException unreachable) {
                broken = unreachable;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new LoadStopped(what + ": interrupted", interrupted);
            }
            Duration bearable = answer == null ? patience : bearable(answer, command);
            if (answer != null && bearable.isZero()) {
                return answer;
            }
            long wait = Math.max(pause, answer == null ? 0 : retryAfterMillis(answer));
            if (System.nanoTime() - began + wait * 1_000_000 > bearable.toNanos()) {
                if (answer == null) {
                    throw new LoadStopped(
                            what + ": " + gateway + " was not reachable for " + patience.toSeconds() + " s", broken);
                }
                throw refused(what, answer);
            }
            pause(wait);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** For how long such an answer may be tried again; zero when it is final. */
    private Duration bearable(HttpResponse<String> answer, boolean command) {
        return switch (answer.statusCode()) {
            case 429, 502, 503, 504 -> patience;
            case 409 -> "request-in-progress".equals(code(answer)) ? patience : Duration.ZERO;
            // Units and targets reach the other services a moment after they were registered; until then a unit lies
            // in nobody's reach.
            case 404 -> command && "not-found".equals(code(answer)) ? COPIES_ARRIVE_WITHIN : Duration.ZERO;
            case 422 -> {
                String code = code(answer);
                yield code != null && code.startsWith("unknown-") ? COPIES_ARRIVE_WITHIN : Duration.ZERO;
            }
            default -> Duration.ZERO;
        };
    }

    private static long retryAfterMillis(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(value -> Long.parseLong(value) * 1_000)
                .orElse(0L);
    }

    private static LoadStopped refused(String what, HttpResponse<String> answer) {
        String code = code(answer);
        String body = answer.body();
        return new LoadStopped("%s was refused: %d %s %s"
                .formatted(
                        what,
                        answer.statusCode(),
                        code == null ? "(no problem code)" : code,
                        body.length() > 500 ? body.substring(0, 500) + "…" : body)
                .strip());
    }

    private static @Nullable String code(HttpResponse<String> answer) {
        try {
            JsonNode code = JsonMapper.shared().readTree(answer.body()).path("code");
            return code.isString() ? code.asString() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static JsonNode parsed(String what, HttpResponse<String> answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException notJson) {
            throw new LoadStopped(what + " was answered with something else than JSON", notJson);
        }
    }
}
