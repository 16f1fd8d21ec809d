package kepu.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway, or a service alone, as a client sees it.
 *
 * @param authorization header of every request; none if empty
 */
record Api(URI gateway, String authorization) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** With a token of one of the sample's machine accounts, good for ten minutes. */
    static Api asSample(URI gateway, Path accounts, String name) {
        try (Stream<String> lines = Files.lines(accounts)) {
            String[] fields = lines.map(line -> line.split("\t"))
                    .filter(line -> line[0].equals("machine") && line[1].equals(name))
                    .findFirst()
                    .orElseThrow();
            HttpResponse<String> answer = token(gateway, fields[4] + ":" + fields[5]);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            String token = JSON.readTree(answer.body()).at("/access_token").asString();
            return new Api(gateway, "Bearer " + token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param pair id and secret of a machine account, with a colon between */
    static HttpResponse<String> token(URI gateway, String pair) {
        return exchange(HttpRequest.newBuilder(gateway.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
    }

    HttpResponse<String> get(String path) {
        return exchange(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** A day so long after the year's last fact that midnight does not matter. */
    static LocalDate longAfter(int year) {
        return LocalDate.of(year + 1, 6, 30);
    }

    /** As of that day. */
    String canonical(String village, int year) {
        HttpResponse<String> response =
                get("/api/v1/assessment/scorecards/" + village + "/" + year + "/canonical?asOf=" + longAfter(year));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    JsonNode post(String path, String body) {
        HttpResponse<String> response = tryPost(path, body);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isBetween(200, 201);
        return JSON.readTree(response.body());
    }

    HttpResponse<String> tryPost(String path, String body) {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** A retry under the same key is the same command. */
    HttpResponse<String> tryPost(String path, String body, String idempotencyKey) {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> exchange(HttpRequest request) {
        return exchange(HTTP, request);
    }

    static HttpResponse<String> exchange(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
