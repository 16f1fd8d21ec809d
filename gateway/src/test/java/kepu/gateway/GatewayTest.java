package kepu.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GatewayTest {
    private static final int LIMIT = 256 * 1024;
    private static final int FILE_LIMIT = 3 * LIMIT;
    private static final Duration READ_TIMEOUT = Duration.ofMillis(1500);
    private static final String VILLAGE = "/api/v1/villages/370102001001/2026";

    private static final JsonMapper JSON = new JsonMapper();

    private static RunningGateway gateway;
    private static String bearer;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAllServices(
                "--kepu.gateway.breaker.window=4",
                "--kepu.gateway.breaker.minimum-calls=4",
                "--kepu.gateway.breaker.open-for=300ms",
                "--kepu.gateway.upload.body-limit=" + FILE_LIMIT + "B");
        bearer = gateway.issuer.bearer("p-1", "TOWNSHIP_CLERK@370102001");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well() {
        gateway.services.values().forEach(StubService::reset);
        gateway.context
                .getBean(CircuitBreakerRegistry.class)
                .getAllCircuitBreakers()
                .forEach(CircuitBreaker::reset);
    }

    @Nested
    class A_file {
        private static final String FILES = "/api/v1/campaigns/files?unitId=370102001&name=a.pdf";

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void may_be_larger_than_any_other_body_and_goes_on_as_it_came(boolean isChunked) throws Exception {
            var file = "0123456789abcdef".repeat(FILE_LIMIT / 16).getBytes(StandardCharsets.US_ASCII);

            assertThat(upload(file, isChunked).statusCode()).isEqualTo(200);

            assertThat(service("campaigns").asked()).singleElement().satisfies(asked -> {
                assertThat(asked.body()).hasSize(FILE_LIMIT).isEqualTo(new String(file, StandardCharsets.US_ASCII));
                assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/octet-stream");
            });
            nothingIsLeft();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void has_a_largest_size_of_its_own(boolean isChunked) throws Exception {
            var answer = upload(new byte[FILE_LIMIT + 1], isChunked);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(service("campaigns").asked()).isEmpty();
            nothingIsLeft();
        }

        @Test
        void whose_sender_is_gone_half_way_reaches_nobody() throws Exception {
            try (var socket = gateway.connect()) {
                RunningGateway.write(
                        socket,
                        "POST " + FILES + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port() + "\r\nAuthorization: "
                                + bearer + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\n"
                                + "x".repeat(500));
                await().until(() -> !filesUnderWay().isEmpty());
            }
            nothingIsLeft();
            assertThat(service("campaigns").asked()).isEmpty();
        }

        private HttpResponse<String> upload(byte[] file, boolean isChunked) throws Exception {
            BodyPublisher body = isChunked
                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file))
                    : BodyPublishers.ofByteArray(file);
            return gateway.send(gateway.request(FILES)
                    .header("Authorization", bearer)
                    .header("Content-Type", "application/octet-stream")
                    .POST(body));
        }

        private static void nothingIsLeft() {
            await().untilAsserted(() -> assertThat(filesUnderWay()).isEmpty());
        }

        private static List<Path> filesUnderWay() throws IOException {
            try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                return files.filter(file -> file.getFileName().toString().startsWith("kepu-upload-"))
                        .toList();
            }
        }
    }

    @Nested
    class Passing_on {
        @ParameterizedTest
        @ValueSource(strings = {"organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity"})
        void each_service_gets_what_is_under_its_name(String service) throws Exception {
            service(service).answers(200, "{\"I\":\"" + service + "\"}");

            var answer = get("/api/v1/" + service + "/things/1");

            assertThat(answer.body()).isEqualTo("{\"I\":\"" + service + "\"}");
            assertThat(service(service).asked())
                    .singleElement()
                    .satisfies(asked ->
                            assertThat(asked.uri().getRawPath()).isEqualTo("/api/v1/" + service + "/things/1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "HEAD"})
        void the_method_stays(String method) throws Exception {
            send(request("/api/v1/volunteers/visits/1").method(method, BodyPublishers.noBody()));

            assertThat(service("volunteers").asked())
                    .singleElement()
                    .extracting(StubService.Asked::method)
                    .isEqualTo(method);
        }

        @Test
        void path_and_query_mean_the_same_to_the_service() throws Exception {
            get(
                    "/api/v1/organization/units/%E6%9D%91%201?parent=a%2Bb&name=%E7%BA%A2%20%E6%97%97&kind=A%26B&kind=C&x=");

            var uri = service("organization").asked().getFirst().uri();
            assertThat(uri.getRawPath()).isEqualTo("/api/v1/organization/units/%E6%9D%91%201");
            assertThat(uri.getRawQuery().split("&"))
                    .containsExactlyInAnyOrder(
                            "parent=a%2Bb", "name=%E7%BA%A2%20%E6%97%97", "kind=A%26B", "kind=C", "x=");
        }

        @Test
        void what_the_caller_says_in_headers_arrives() throws Exception {
            var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            send(request("/api/v1/volunteers/visits")
                    .header("Idempotency-Key", "k-1")
                    .header("If-Match", "\"7\"")
                    .header("Kepu-Actor", "actor-1")
                    .header("Kepu-Correlation-Id", "c-1")
                    .header("Accept-Language", "en")
                    .header("traceparent", trace)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"note\":\"入户\"}")));

            var asked = service("volunteers").asked().getFirst();
            assertThat(asked.body()).isEqualTo("{\"note\":\"入户\"}");
            assertThat(asked.headers())
                    .containsEntry("Idempotency-key", List.of("k-1"))
                    .containsEntry("If-match", List.of("\"7\""))
                    .containsEntry("Kepu-correlation-id", List.of("c-1"))
                    .containsEntry("Accept-language", List.of("en"))
                    .containsEntry("Authorization", List.of(bearer))
                    .containsEntry("Traceparent", List.of(trace))
                    .containsEntry("Content-type", List.of("application/json"));
        }

        @Test
        void what_the_service_answers_arrives() throws Exception {
            service("volunteers")
                    .answers(
                            201,
                            "{\"id\":\"v-1\"}",
                            "Location",
                            "/api/v1/volunteers/visits/v-1",
                            "ETag",
                            "\"1\"",
                            "Cache-Control",
                            "no-store");

            var answer = post("/api/v1/volunteers/visits", BodyPublishers.ofString("{}"));

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("{\"id\":\"v-1\"}");
            assertThat(answer.headers().allValues("Location")).containsExactly("/api/v1/volunteers/visits/v-1");
            assertThat(answer.headers().allValues("ETag")).containsExactly("\"1\"");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        }

        @Test
        void a_location_that_names_the_service_is_turned_into_one_of_the_gateway() throws Exception {
            var volunteers = service("volunteers");
            volunteers.answers(201, "{}", "Location", volunteers.uri() + "/api/v1/volunteers/visits/v-1?x=1");

            var answer = post("/api/v1/volunteers/visits", BodyPublishers.ofString("{}"));

            assertThat(answer.headers().allValues("Location")).containsExactly("/api/v1/volunteers/visits/v-1?x=1");
        }

        @ParameterizedTest
        @ValueSource(ints = {400, 404, 409, 412, 422, 428, 500, 503})
        void a_refusal_is_the_services_own_words(int status) throws Exception {
            var problem = "{\"code\":\"own-record\",\"status\":" + status + "}";
            service("volunteers")
                    .answers(
                            status,
                            problem,
                            "Content-Type",
                            "application/problem+json",
                            "ETag",
                            "\"3\"",
                            "Retry-After",
                            "9");

            var answer = get("/api/v1/volunteers/visits/1");

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(problem);
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.headers().allValues("ETag")).containsExactly("\"3\"");
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("9");
        }

        @Test
        void what_has_not_changed_has_no_body() throws Exception {
            service("volunteers").answers(304, "", "ETag", "\"3\"");

            var answer = send(request("/api/v1/volunteers/visits/1").header("If-None-Match", "\"3\""));

            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.headers().allValues("ETag")).containsExactly("\"3\"");
            assertThat(answer.body()).isEmpty();
        }

        @Test
        void a_redirect_is_the_callers_to_follow() throws Exception {
            service("identity").answers(302, "", "Location", "https://issuer.example/authorize?x=1");

            var answer = get("/api/v1/identity/login");

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().allValues("Location")).containsExactly("https://issuer.example/authorize?x=1");
        }

        @Test
        void many_refusals_do_not_open_the_breaker() throws Exception {
            service("volunteers").answers(500, "{}");
            for (int i = 0; i < 10; i++) {
                assertThat(get("/api/v1/volunteers/visits/1").statusCode()).isEqualTo(500);
            }

            service("volunteers").answers(200, "{}");
            assertThat(get("/api/v1/volunteers/visits/1").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Unknown_routes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/nothing/1",
                    "/api/v2/volunteers/teams",
                    "/api/v1/villages/370102001001/next",
                    "/error"
                })
        void are_a_problem(String path) throws Exception {
            var answer = get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
            assertThat(json(answer).get("code").asString()).isEqualTo("unknown-route");
            assertThat(json(answer).get("instance").asString()).isEqualTo(path);
        }

        @Test
        void a_composed_read_is_only_read() throws Exception {
            assertThat(post(VILLAGE, BodyPublishers.ofString("{}")).statusCode())
                    .isEqualTo(404);
            assertThat(gateway.services.values())
                    .allSatisfy(service -> assertThat(service.asked()).isEmpty());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v1/organization/../../../actuator/env",
                    "/api/v1/organization/%2e%2e/%2e%2e/%2e%2e/actuator/env",
                    "/api/v1/organization/..;/..;/..;/actuator/env",
                    "/api/v1/organization//units",
                    "/api/v1/org%61nization/units",
                    "/%61pi/v1/organization/units",
                    "/api/v1/b%61tches",
                    "/%61pi/v1/batches",
                    "/api/v1/organization/%75nits",
                    "/api/v1/organization/a%7Eb",
                    "/%6cogin",
                    "/%6Cogin",
                    "/oauth2/%74oken",
                    "/p%61ssword",
                    "/.well%2Dknown/openid-configuration",
                    "/consultation%73",
                    "/api/v1/organization/%70ublic/x",
                    "/api/v1/campaigns/f%69les",
                    "/he%61lth",
                    "/api/v1/organization;x/units",
                    "/API/v1/organization/units"
                })
        void no_path_says_one_thing_and_means_another(String path) throws Exception {
            var answer = gateway.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 404 ").contains("\"code\":\"unknown-route\"");
            assertThat(gateway.services.values())
                    .allSatisfy(service -> assertThat(service.asked()).isEmpty());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api%2fv1/organization/units",
                    "/api%5Cv1/organization/units",
                    "/api/v1/organization%2Funits",
                    "/%00api/v1/organization/units",
                    "/%C1%A1pi/v1/organization/units",
                    "/%e0%81%a1pi/v1/organization/units",
                    "/%ef%bd%81pi/v1/organization/units",
                    "/%25%36%31pi/v1/organization/units",
                    "/%u0061pi/v1/organization/units"
                })
        void no_other_writing_of_a_path_opens_a_door(String path) throws Exception {
            var answer = gateway.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*").contains("application/problem+json");
            assertThat(gateway.services.values())
                    .allSatisfy(service -> assertThat(service.asked()).isEmpty());
        }
    }

    /** It is told so, nobody else notices, and it is no error of the gateway. */
    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class What_a_caller_did {
        private static final List<String> ASKED = List.of(
                "GET /api/v1/volunteers/teams",
                "POST /api/v1/volunteers/teams",
                "POST /api/v1/batches",
                "GET /login",
                "POST /oauth2/token",
                "GET /docs",
                "GET /certificates",
                "POST /consultations",
                "GET /nowhere");

        @ParameterizedTest
        @ValueSource(strings = {"a=%zz", "a=%", "a=%C4%E3%BA%C3", "%ff=1", "a=%C0%AF", "a=%ed%a0%80"})
        void a_query_that_nobody_can_read_is_a_bad_request_and_no_outage(String query, CapturedOutput log)
                throws Exception {
            for (var path : List.of("/api/v1/volunteers/teams", "/login", "/oauth2/authorize")) {
                for (int i = 0; i < 5; i++) {
                    assertThat(sent("GET " + path + "?" + query, ""))
                            .as(path)
                            .startsWith("HTTP/1.1 400 ")
                            .contains("\"code\":\"invalid-request\"");
                }
            }
            nobodyElseNotices(log);
        }

        @Test
        void a_query_in_raw_bytes_or_of_countless_parameters_is_no_outage_either(CapturedOutput log) throws Exception {
            for (var query : List.of("a=\u00c4\u00e3", "=x", "a&".repeat(1500), "&&&=&=", "a=[]{}|")) {
                for (var line : ASKED) {
                    assertThat(sent(line + "?" + query, "")).as(line + query).matches("(?s)HTTP/1.1 [24].*");
                }
            }
            nobodyElseNotices(log);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Accept-Language: ar, de, en, es, fr, hi, ja, ko, pt, ru, zh",
                    "Accept-Language: \u4e2d\u6587",
                    "Accept: ;;;",
                    "Accept: x",
                    "Accept-Encoding: ;;;,=",
                    "Accept-Charset: ///",
                    "Content-Type: ///",
                    "Content-Type: x",
                    "Content-Type: application/x-www-form-urlencoded;charset=nonsense",
                    "Content-Encoding: x",
                    "Content-Length: 99999999999999999999",
                    "Transfer-Encoding: x",
                    "Transfer-Encoding: gzip, chunked",
                    "Expect: x",
                    "Upgrade: h2c",
                    "Connection: ,,",
                    "Origin: ::",
                    "Range: bytes=9-1",
                    "If-Match: \"",
                    "If-None-Match: garbage",
                    "If-Modified-Since: yesterday",
                    "Cookie: $Version=9; a=\"",
                    "X-Forwarded-For: ,,;",
                    "Forwarded: for=;",
                    "X-HTTP-Method-Override: ?",
                    "Prefer: ,,;=",
                    "traceparent: 00-x"
                })
        void no_header_is_a_failure_of_anybody_else(String header, CapturedOutput log) throws Exception {
            for (var line : ASKED) {
                var answer = sent(line, header + "\r\n");
                assertThat(answer)
                        .as(line)
                        .matches("(?s)HTTP/1.1 [234].*")
                        .doesNotContain("internal-error", "Exception");
                if (line.contains("/api/") && answer.startsWith("HTTP/1.1 4")) {
                    assertThat(answer).as(line).contains("application/problem+json");
                }
            }
            nobodyElseNotices(log);
        }

        @Test
        void languages_may_be_as_many_and_headers_as_long_as_they_are_let_in(CapturedOutput log) throws Exception {
            var languages = "Accept-Language: en" + ", fr-FR;q=0.1".repeat(200) + "\r\n";

            assertThat(sent("GET /api/v1/volunteers/teams", languages + "X: " + "x".repeat(9 * 1024) + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(sent("GET /nowhere", languages)).contains("Content-Language: en");
            nobodyElseNotices(log);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 2\r\n\r\n{}GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /health HTTP/1.1\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n"
                })
        void bytes_behind_a_body_that_was_refused_are_dropped_with_it(String rest, CapturedOutput log)
                throws Exception {
            for (var path : List.of("/api/v1/volunteers/teams", "/api/v1/batches", "/%61pi")) {
                var answer = gateway.raw("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + rest);

                assertThat(answer).as(path).startsWith("HTTP/1.1 4");
                assertThat(answer.split("HTTP/1\\.1 "))
                        .as("one answer: " + path)
                        .hasSize(2);
            }
            nobodyElseNotices(log);
        }

        private static String sent(String line, String header) throws IOException {
            return gateway.raw(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: " + bearer
                    + "\r\n" + header + "\r\n");
        }

        private static void nobodyElseNotices(CapturedOutput log) {
            assertThat(gateway.context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
                    .allSatisfy(breaker -> assertThat(breaker.getMetrics().getNumberOfFailedCalls())
                            .isZero());
            assertThat(log.getAll()).doesNotContain(" ERROR ", "\tat ");
        }
    }

    /** A secret that is compressed together with a stranger's text can be guessed by the length of the answer. */
    @Nested
    class Compressed {
        private static final String LONG = "{\"said\":[" + "\"青禾村\",".repeat(4000) + "1]}";

        @BeforeEach
        void every_answer_is_long() {
            gateway.services.values().forEach(service -> service.answers(200, LONG, "ETag", "\"7\"", "Location", "/x"));
        }

        @Test
        void an_answer_is_for_whoever_can_read_it() throws Exception {
            var answer = asked("/api/v1/assessment/scorecards/990101201/2026", "deflate, gzip;q=0.5");

            assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("gzip");
            assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(answer.headers().allValues("ETag")).containsExactly("\"7\"");
            assertThat(answer.body()).hasSizeLessThan(LONG.length() / 10);
            assertThat(unzipped(answer.body())).isEqualTo(LONG);
        }

        @ParameterizedTest
        @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.00", "br", "xgzip", "*;q=0"})
        void nobody_gets_what_it_cannot_read(String accepted) throws Exception {
            var answer = asked("/api/v1/assessment/scorecards/990101201/2026", accepted);

            assertThat(answer.headers().allValues("Content-Encoding")).isEmpty();
            assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(LONG);
        }

        @Test
        void a_short_answer_is_not_worth_it() throws Exception {
            service("assessment").answers(200, "{\"said\":\"" + "x".repeat(1000) + "\"}");

            assertThat(asked("/api/v1/assessment/x", "gzip").headers().map())
                    .doesNotContainKeys("content-encoding", "vary");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/login?error=text-of-a-stranger",
                    "/oauth2/authorize?state=text-of-a-stranger",
                    "/userinfo",
                    "/api/v1/identity/accounts?username=text-of-a-stranger",
                    "/api/v1/volunteers/public/certificates/ABCDEFGHJKMN"
                })
        void no_answer_is_that_mixes_a_secret_with_what_a_stranger_can_choose(String path) throws Exception {
            assertThat(asked(path, "gzip").headers().map()).doesNotContainKey("content-encoding");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/oauth2/token", "/api/v1/identity/accounts", "/api/v1/volunteers/people"})
        void nor_the_answer_to_a_write_which_may_be_a_token_or_a_first_password(String path) throws Exception {
            var answer = gateway.bytes(
                    request(path).header("Accept-Encoding", "gzip").POST(BodyPublishers.noBody()));

            assertThat(answer.headers().map()).doesNotContainKey("content-encoding");
        }

        @Test
        void the_script_of_the_documents_is_and_has_an_etag_of_its_own() throws Exception {
            var script = "/docs/swagger-ui-bundle.js";
            var whole = asked(script, "identity");
            var answer = asked(script, "gzip");

            assertThat(answer.body()).hasSizeLessThan(whole.body().length / 2);
            assertThat(unzipped(answer.body()).getBytes(StandardCharsets.UTF_8)).isEqualTo(whole.body());
            var etag = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(whole.headers().firstValue("ETag")).isNotEqualTo(Optional.of(etag));
            var again = gateway.bytes(
                    request(script).header("Accept-Encoding", "gzip").header("If-None-Match", etag));
            assertThat(again.statusCode()).isEqualTo(304);
        }

        @Test
        void a_part_of_a_file_never_is_for_its_bytes_are_counted_in_the_file_as_it_is() throws Exception {
            var file = ("第" + "x".repeat(98) + "\n").repeat(100).getBytes(StandardCharsets.UTF_8);
            service("campaigns").answers(exchange -> {
                var range = exchange.getRequestHeaders().getFirst("Range");
                int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
                var headers = exchange.getResponseHeaders();
                headers.set("Content-Type", "text/plain");
                headers.set("Content-Disposition", "attachment; filename=\"a.txt\"");
                headers.set("Accept-Ranges", "bytes");
                headers.set("ETag", "\"7\"");
                if (range != null) {
                    headers.set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
                }
                exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
                exchange.getResponseBody().write(file, from, file.length - from);
                exchange.close();
            });
            var path = "/api/v1/campaigns/archive-entries/e-1/content";

            var whole = asked(path, "gzip");
            var part = gateway.bytes(request(path)
                    .header("Accept-Encoding", "gzip")
                    .header("Range", "bytes=5000-")
                    .header("If-Range", "\"7\""));

            assertThat(whole.headers().map()).doesNotContainKey("content-encoding");
            assertThat(whole.body()).isEqualTo(file);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().map()).doesNotContainKey("content-encoding");
            assertThat(part.headers().firstValue("Content-Range"))
                    .hasValue("bytes 5000-" + (file.length - 1) + "/" + file.length);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(file, 5000, file.length));
        }

        /** Whatever a service says, in which form a part came is not left open. */
        @ParameterizedTest
        @ValueSource(strings = {"Accept-Ranges", "Content-Range"})
        void nor_an_answer_that_says_that_there_are_parts(String header) throws Exception {
            service("campaigns").answers(200, LONG, header, "bytes");

            assertThat(asked("/api/v1/campaigns/x", "gzip").headers().map()).doesNotContainKey("content-encoding");
        }

        @Test
        void the_gateway_s_own_documents_are_given_whole_whatever_part_is_asked_for() throws Exception {
            var script = "/docs/swagger-ui-bundle.js";
            var whole = asked(script, "identity");
            for (var accepted : List.of("identity", "gzip")) {
                var answer = gateway.bytes(
                        request(script).header("Accept-Encoding", accepted).header("Range", "bytes=0-99"));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().map()).doesNotContainKeys("content-range", "accept-ranges");
                assertThat(
                                accepted.equals("gzip")
                                        ? unzipped(answer.body()).getBytes(StandardCharsets.UTF_8)
                                        : answer.body())
                        .isEqualTo(whole.body());
            }
        }

        private static HttpResponse<byte[]> asked(String path, String accepted) throws Exception {
            return gateway.bytes(request(path).header("Accept-Encoding", accepted));
        }

        private static String unzipped(byte[] body) throws IOException {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @Nested
    class Missing_services {
        /** Before services that never answer. */
        private static RunningGateway hasty;

        @BeforeAll
        static void start() {
            hasty = new RunningGateway("--kepu.gateway.read-timeout=" + READ_TIMEOUT.toMillis() + "ms");
        }

        @AfterAll
        static void stop() {
            hasty.close();
        }

        @BeforeEach
        void nothing_hangs() {
            hasty.services.values().forEach(StubService::reset);
        }

        @ParameterizedTest
        @CsvSource({
            "en-GB;q=0.9, 'The part “volunteers” cannot be reached just now; try again later. The other parts are not affected.'",
            "zh-CN, “志愿服务”暂时无法访问，请稍后再试；其他部分不受影响。",
            "fr, “志愿服务”暂时无法访问，请稍后再试；其他部分不受影响。",
            "'?', “志愿服务”暂时无法访问，请稍后再试；其他部分不受影响。"
        })
        void a_service_that_is_down_is_named(String language, String detail) throws Exception {
            service("volunteers").down();

            var answer = send(request("/api/v1/volunteers/teams").header("Accept-Language", language));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.headers().allValues("Retry-After")).containsExactly("1");
            var problem = json(answer);
            assertThat(problem.get("code").asString()).isEqualTo("service-unavailable");
            assertThat(problem.get("missing").asString()).isEqualTo("volunteers");
            assertThat(problem.get("status").asInt()).isEqualTo(503);
            assertThat(problem.get("detail").asString()).isEqualTo(detail);
            assertThat(problem.get("instance").asString()).isEqualTo("/api/v1/volunteers/teams");
        }

        @Test
        void the_others_are_not_affected() throws Exception {
            service("volunteers").down();
            for (int i = 0; i < 5; i++) {
                assertThat(get("/api/v1/volunteers/teams").statusCode()).isEqualTo(503);
            }

            for (var service : gateway.services.keySet()) {
                assertThat(get("/api/v1/" + service + "/x").statusCode())
                        .as(service)
                        .isEqualTo(service.equals("volunteers") ? 503 : 200);
            }
        }

        @Test
        void a_slow_service_is_given_up_at_the_deadline() throws Exception {
            hasty.volunteers().hangs();

            long start = System.nanoTime();
            var answer = hasty.send(hasty.as("p-1", "/api/v1/volunteers/teams"));
            var waited = Duration.ofNanos(System.nanoTime() - start);

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(json(answer).get("code").asString()).isEqualTo("service-timeout");
            assertThat(json(answer).get("missing").asString()).isEqualTo("volunteers");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(waited).isGreaterThanOrEqualTo(READ_TIMEOUT.minusMillis(50));
        }

        @Test
        void a_write_that_times_out_was_sent_once() throws Exception {
            hasty.volunteers().hangs();

            var answer = hasty.send(
                    hasty.as("p-1", "/api/v1/volunteers/visits").POST(BodyPublishers.ofString("{\"note\":\"入户\"}")));

            assertThat(answer.statusCode()).isEqualTo(504);
            await().untilAsserted(() -> assertThat(hasty.volunteers().asked()).hasSize(1));
        }

        @Test
        void a_write_whose_connection_breaks_was_sent_once() throws Exception {
            service("campaigns").answers(exchange -> exchange.close());

            var answer = post("/api/v1/campaigns/activities", BodyPublishers.ofString("{}"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(service("campaigns").asked()).hasSize(1);
        }

        /** The connections that it had are closed, and a write is not sent a second time. */
        @Test
        void a_service_that_has_started_again_gets_the_first_write() throws Exception {
            assertThat(get("/api/v1/campaigns/windows/1").statusCode()).isEqualTo(200);
            service("campaigns").down();
            service("campaigns").up();

            var answer = post("/api/v1/campaigns/activities", BodyPublishers.ofString("{}"));

            assertThat(answer.statusCode()).isEqualTo(200);
        }

        @Test
        void an_answer_that_breaks_off_is_no_answer() throws Exception {
            service("campaigns").answers(exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"1\"");
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("{\"half".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                throw new IOException("gone");
            });

            var answer = get("/api/v1/campaigns/windows/1");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("missing").asString()).isEqualTo("campaigns");
            assertThat(answer.body()).doesNotContain("half", "Exception", "gone");
        }

        @Test
        void an_answer_that_stalls_half_way_is_given_up_too() throws Exception {
            hasty.volunteers().stallsHalfWay();

            var answer = hasty.send(hasty.as("p-1", "/api/v1/volunteers/teams"));

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(json(answer).get("missing").asString()).isEqualTo("volunteers");
        }

        @Test
        void the_breaker_opens_after_failures_and_closes_when_the_service_is_back() throws Exception {
            service("identity").answers(exchange -> exchange.close());
            for (int i = 0; i < 4; i++) {
                assertThat(post("/api/v1/identity/x", BodyPublishers.noBody()).statusCode())
                        .isEqualTo(503);
            }
            assertThat(state("identity")).isEqualTo(CircuitBreaker.State.OPEN);
            // On a busy machine the next call may be late enough to be let through for a trial, which fails too.
            await().untilAsserted(() -> {
                int asked = service("identity").asked().size();
                assertThat(post("/api/v1/identity/x", BodyPublishers.noBody()).statusCode())
                        .isEqualTo(503);
                assertThat(service("identity").asked()).hasSize(asked);
            });

            service("identity").answers(200, "{}");

            await().untilAsserted(() ->
                    assertThat(get("/api/v1/identity/x").statusCode()).isEqualTo(200));
            await().untilAsserted(() -> {
                assertThat(get("/api/v1/identity/x").statusCode()).isEqualTo(200);
                assertThat(state("identity")).isEqualTo(CircuitBreaker.State.CLOSED);
            });
        }

        private CircuitBreaker.State state(String service) {
            return gateway.context
                    .getBean(CircuitBreakerRegistry.class)
                    .circuitBreaker(service)
                    .getState();
        }
    }

    @Nested
    class Body_limit {
        @Test
        void a_body_at_the_limit_passes() throws Exception {
            assertThat(post("/api/v1/campaigns/activities", BodyPublishers.ofByteArray(new byte[LIMIT]))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(post("/api/v1/campaigns/activities", chunked(LIMIT)).statusCode())
                    .isEqualTo(200);
            assertThat(service("campaigns").asked())
                    .hasSize(2)
                    .allSatisfy(asked -> assertThat(asked.body()).hasSize(LIMIT));
        }

        @Test
        void a_body_one_byte_over_it_reaches_no_service() throws Exception {
            assertTooLarge(post("/api/v1/campaigns/activities", BodyPublishers.ofByteArray(new byte[LIMIT + 1])));
        }

        @Test
        void a_chunked_body_one_byte_over_it_reaches_no_service() throws Exception {
            assertTooLarge(post("/api/v1/campaigns/activities", chunked(LIMIT + 1)));
        }

        private void assertTooLarge(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(json(answer).get("code").asString()).isEqualTo("body-too-large");
            assertThat(json(answer).get("detail").asString()).isEqualTo("请求体不得超过 256 KB。");
            assertThat(service("campaigns").asked()).isEmpty();
        }

        private BodyPublisher chunked(int length) {
            return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
        }
    }

    @Nested
    class Operations {
        @ParameterizedTest
        @ValueSource(strings = {"/health", "/info", "/contracts", "/contracts/asyncapi.json"})
        void what_the_gateway_says_itself_takes_no_parameters(String path) throws Exception {
            assertThat(get(path + "?no-such=1").statusCode()).isEqualTo(400);
            assertThat(get(path).statusCode()).isEqualTo(200);
        }

        @Test
        void whoever_signed_in_comes_back_to_the_documents_with_a_code() throws Exception {
            assertThat(get("/docs/oauth2-redirect.html?code=x&state=y").statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
        void health_is_the_gateways_own(String path) throws Exception {
            gateway.services.values().forEach(StubService::down);

            var answer = manage("GET", path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("status").asString()).isEqualTo("UP");
        }

        @Test
        void metrics_tell_of_each_breaker_and_bulkhead() throws Exception {
            get("/api/v1/volunteers/x");

            // a request is counted once it was answered
            await().untilAsserted(() -> assertThat(
                            manage("GET", "/actuator/prometheus").body())
                    .contains("resilience4j_circuitbreaker_state{name=\"volunteers\",state=\"closed\"} 1.0")
                    .contains("resilience4j_bulkhead_available_concurrent_calls{name=\"volunteers\"} 100.0")
                    .contains("http_server_requests_seconds"));
        }

        @Test
        void a_probe_is_only_read() throws Exception {
            assertThat(manage("POST", "/actuator/health").statusCode()).isEqualTo(405);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/actuator/env", "/actuator/beans", "/actuator/heapdump", "/actuator/refresh"})
        void nothing_else_is_told(String path) throws Exception {
            assertThat(manage("GET", path).statusCode()).isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/actuator",
                    "/actuator/health",
                    "/actuator/prometheus",
                    "/webjars/swagger-ui/5.30.1/index.html"
                })
        void the_public_port_has_none_of_it(String path) throws Exception {
            assertThat(get(path).statusCode()).isEqualTo(404);
        }

        @Test
        void the_public_port_tells_that_it_is_there_and_what_it_is() throws Exception {
            gateway.services.values().forEach(StubService::down);

            assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(json(get("/info")).get("name").asString()).isEqualTo("gateway");
            assertThat(json(get("/info")).get("version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        }
    }

    private static StubService service(String name) {
        return gateway.services.get(name);
    }

    private static HttpRequest.Builder request(String path) {
        return gateway.request(path).header("Authorization", bearer);
    }

    private static HttpResponse<String> manage(String method, String path) throws IOException, InterruptedException {
        var port = gateway.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return gateway.send(request);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
