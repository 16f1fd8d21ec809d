package kepu.bench.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Calls of nobody to identity, without the gateway and its limits. */
final class Nobodies {
    private static final int AT_ONCE = 8;

    /** Checking a password takes a quarter of a second, by design. */
    private static final int ONE_GUESSES_IN = 100;

    private final HttpClient http;
    private final URI identity;
    private final SignInPage signIn;

    Nobodies(HttpClient http, URI identity, SignInPage signIn) {
        this.http = http;
        this.identity = identity;
        this.signIn = signIn;
    }

    /** How often each status came; 0 if none did. */
    Map<Integer, Integer> call(int from, int count) throws InterruptedException {
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
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
                ? form("/login", "username=" + made + "&password=x&_csrf=" + signIn.csrf())
                        .header("Cookie", signIn.cookie())
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
        return HttpRequest.newBuilder(identity.resolve(path));
    }

    private HttpRequest.Builder form(String path, String fields) {
        return identity(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }
}
