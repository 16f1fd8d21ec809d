package kepu.bench.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of an installation, its administrator: reads a unit and writes villages, and waits for the answers. */
final class WaitingClient {
    static final int CALLS_PER_SECOND = 50;
    static final int ONE_WRITES_IN = 10;

    private static final String OCCURRED = "'occurredAt':'2020-01-01T08:00:00+08:00'";

    private final HttpClient http;
    private final URI gateway;
    private final String authorization;
    private final AtomicInteger villages = new AtomicInteger();

    /** @param client id and secret, with a colon between them */
    WaitingClient(HttpClient http, URI gateway, String client) throws IOException, InterruptedException {
        this.http = http;
        this.gateway = gateway;
        authorization = token(client);
        done(establish("{'unitId':'990101','kind':'COUNTY','name':'县'," + OCCURRED + "}"));
        done(establish("{'unitId':'99010120','kind':'TOWNSHIP','name':'乡','parentId':'990101'," + OCCURRED + "}"));
    }

    /** What its calls are authorized by. */
    String authorization() {
        return authorization;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path));
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

    /** Authorizes a machine besides, so that this client's own limits are not its. */
    String otherMachine() throws IOException, InterruptedException {
        JsonNode opened = done(post("/api/v1/identity/clients", "{'name':'attacker','unitId':'all'}"));
        String id = opened.at("/id").asString();
        done(post("/api/v1/identity/accounts/" + id + "/grants", "{'role':'MACHINE_CLIENT','unitId':'all'}"));
        return token(id + ":" + opened.at("/clientSecret").asString());
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
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(singleQuoted.replace('\'', '"')))
                .build();
    }

    /** Calls are due at their time, however long those before them take, and wait from then on. */
    Waits calls(Duration duration) throws InterruptedException {
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
                        : request(Attacks.UNIT)
                                .header("Authorization", authorization)
                                .build();
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
}
