package kepu.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What a batch may say, and which of its commands are sent. */
class BatchReaderTest {
    private static final Row.Limits LIMITS =
            new Row.Limits(Set.of("volunteers", "reading-rooms"), DataSize.ofKilobytes(8), DataSize.ofKilobytes(256));

    @Test
    void a_body_stays_as_it_was_written() {
        var rows = read("""
                {"commands": [
                  {"method": "POST", "path": "/api/v1/volunteers/teams", "body": { "name" : "红旗村\\u0021", "n": 1.50, "a": [{}, 1E2] } , "idempotencyKey": "k-1"},
                  {"path": "/x", "body": {}, "ifMatch": 3, "unitId": "u-1", "method": null}]}""");

        assertThat(text(rows.getFirst())).isEqualTo("{ \"name\" : \"红旗村\\u0021\", \"n\": 1.50, \"a\": [{}, 1E2] }");
        assertThat(text(rows.getLast())).isEqualTo("{}");
        assertThat(rows.getLast())
                .extracting(Row::index, Row::method, Row::path, Row::idempotencyKey, Row::ifMatch, Row::unitId)
                .containsExactly(1, null, "/x", null, 3L, "u-1");
    }

    @Test
    void the_thousandth_command_is_read_and_one_more_is_too_many() {
        assertThat(read(batch(1000))).hasSize(1000);

        assertRefused(batch(1001), 422, "batch-too-long");
    }

    @Test
    void a_batch_may_be_empty() {
        assertThat(read("{\"commands\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | body-required",
                "null                                      | body-required",
                "[]                                        | invalid-json",
                "{\"commands\":[]}{}                       | invalid-json",
                "{\"commands\":[]                          | invalid-json",
                "{}                                        | invalid-body",
                "{\"commands\":null}                       | invalid-json",
                "{\"commands\":[1]}                        | invalid-json",
                "{\"commands\":[{\"method\":1}]}           | invalid-json",
                "{\"commands\":[{\"body\":[]}]}            | invalid-json",
                "{\"commands\":[{\"ifMatch\":\"1\"}]}      | invalid-json",
                "{\"commands\":[{\"ifMatch\":1.0}]}        | invalid-json",
                "{\"commands\":[{\"ifMatch\":9223372036854775808}]} | invalid-json",
                "{\"commands\":[],\"x\":1}                 | unknown-field",
                "{\"commands\":[{\"x\":1}]}                | unknown-field",
                "{\"commands\":[{\"body\":{\"a\":[{\"$ne\":1}]}}]} | unknown-field",
                "{\"commands\":[],\"commands\":[]}         | duplicate-field",
                "{\"commands\":[{\"body\":{\"a\":1,\"a\":1}}]} | duplicate-field",
                "{\"commands\":[{\"path\":\"\\ud83d\"}]}   | invalid-body",
                "{\"commands\":[{\"path\":\"\\u0007\"}]}   | invalid-body"
            })
    void what_is_no_batch_is_refused_as_a_whole(String body, String code) {
        assertRefused(body, 400, code);
    }

    @Test
    void the_number_of_a_person_is_no_key() {
        assertRefused("{\"commands\":[{\"idempotencyKey\":\"13800138000\"}]}", 422, "personal-data-in-text");
        assertThat(read("{\"commands\":[{\"idempotencyKey\":\"6f1e5a0c-7c39-4f6e-9c0d-138001380001\"}]}"))
                .hasSize(1);
    }

    @Test
    void what_is_no_utf8_is_refused() {
        for (var bytes : List.of(
                "{\"commands\":[]}".getBytes(StandardCharsets.UTF_16),
                "\uFEFF{\"commands\":[]}".getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', (byte) 0xC0, '}'})) {
            assertThatThrownBy(() -> new BatchReader().read(bytes)).hasMessage("invalid-encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/volunteers/teams",
                "/api/v1/volunteers/teams/t-1/members",
                "/api/v1/reading-rooms/rooms/a%3Ab",
                "/api/v1/volunteers/teams/%E7%BA%A2"
            })
    void a_command_goes_to_a_path_of_a_service(String path) {
        assertThat(refusal("POST", path, "k")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/volunteers",
                "/api/v1/volunteers/",
                "/api/v1/archive/teams",
                "/api/v2/volunteers/teams",
                "/actuator/health",
                "/oauth2/token",
                "/api/v1/volunteers/../identity/accounts",
                "/api/v1/volunteers/%2e%2e/actuator",
                "/api/v1/volunteers/./teams",
                "/api/v1/volunteers//teams",
                "/api/v1/volunteers/teams/",
                "/api/v1/volunteers/a%2Fb",
                "/api/v1/volunteers/a%5cb",
                "/api/v1/volunteers/a%3bb",
                "/api/v1/volunteers/a%252e",
                "/api/v1/volunteers/a;b",
                "/api/v1/volunteers/a?b=1",
                "/api/v1/volunteers/a#b",
                "/api/v1/volunteers/a b",
                "http://127.0.0.1/api/v1/volunteers/teams",
                ""
            })
    void and_nowhere_else(String path) {
        assertThat(refusal("POST", path, "k")).isEqualTo("row-path-not-allowed");
    }

    @Test
    void a_command_is_a_post_or_a_put() {
        assertThat(refusal("PUT", "/api/v1/volunteers/teams/1", "k")).isEmpty();
        for (var method : List.of("GET", "DELETE", "PATCH", "post", "")) {
            assertThat(refusal(method, "/api/v1/volunteers/teams", "k")).isEqualTo("row-method-not-allowed");
        }
    }

    @Test
    void a_batch_is_no_command() {
        assertThat(refusal("POST", "/api/v1/batches", "k")).isEqualTo("batch-in-batch");
        assertThat(refusal("POST", "/api/v1/batches/1", "k")).isEqualTo("batch-in-batch");
    }

    @Test
    void a_command_has_a_key_of_up_to_128_characters_that_a_header_can_hold() {
        assertThat(refusal("POST", "/api/v1/volunteers/teams", "k".repeat(128))).isEmpty();
        for (var key : List.of("", " ", "k".repeat(129), "键", "a\tb", " k")) {
            assertThat(refusal("POST", "/api/v1/volunteers/teams", key)).isEqualTo("idempotency-key-required");
        }
    }

    private static String refusal(String method, String path, String key) {
        return new Row(0, method, path, null, key, null, null)
                .refusal(LIMITS)
                .map(problem -> problem.code())
                .orElse("");
    }

    private static String batch(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "{\"unitId\":\"u\"}")
                .collect(Collectors.joining(",", "{\"commands\":[", "]}"));
    }

    private static List<Row> read(String body) {
        return new BatchReader().read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String body, int status, String code) {
        assertThatThrownBy(() -> read(body))
                .asInstanceOf(InstanceOfAssertFactories.type(BatchRefused.class))
                .extracting(BatchRefused::problem)
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.status().value()).isEqualTo(status);
                });
    }

    private static String text(Row row) {
        var body = row.body();
        return body == null ? "" : new String(body.bytes(), body.from(), body.length(), StandardCharsets.UTF_8);
    }
}
