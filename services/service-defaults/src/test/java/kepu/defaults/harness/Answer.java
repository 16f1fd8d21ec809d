package kepu.defaults.harness;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service answered.
 *
 * @param body empty object if the answer is not JSON
 */
public record Answer(int status, HttpHeaders headers, String text, JsonNode body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What is answered once the event that is asked for is in: on a busy machine that takes longer than one may wait at once. */
    public static Answer onceIn(Supplier<Answer> asked) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .until(asked::get, answer -> !answer.code().equals("event-not-in"));
    }

    public static Answer of(HttpResponse<String> response) {
        boolean isJson = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        String text = response.body();
        JsonNode body = isJson && !text.isEmpty() ? JSON.readTree(text) : JSON.createObjectNode();
        return new Answer(response.statusCode(), response.headers(), text, body);
    }

    /** The stable code of a refusal; empty if there is none. */
    public String code() {
        return text("code");
    }

    /** The id in a receipt or a view. */
    public String id() {
        return body.get("id").asString();
    }

    /** A field of the body; empty if it is absent. */
    public String text(String field) {
        return body.path(field).asString("");
    }

    public String etag() {
        return headers.firstValue("ETag").orElseThrow();
    }

    /** Empty if it is absent. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
