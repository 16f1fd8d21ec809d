package kepu.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kepu.gateway.Gateway;
import kepu.gateway.RunningGateway;
import kepu.gateway.StubService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Who and what gets in, with the defaults of {@code gateway.yml}. */
class AdmissionTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final JsonMapper JSON = new JsonMapper();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well() {
        gateway.services.values().forEach(StubService::reset);
    }

    @Nested
    class Tokens {
        @Test
        void who_is_refused_with_a_body_still_unread_is_told_that_the_connection_ends() throws Exception {
            for (var path : List.of(TEAMS, "/api/v1/none", "/nowhere")) {
                var answer = gateway.raw(
                        "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 2\r\n\r\n{}");

                assertThat(answer).as(path).startsWith("HTTP/1.1 4").containsIgnoringCase("\r\nConnection: close\r\n");
            }
        }

        @Test
        void a_good_one_opens_the_api_and_goes_on_to_the_service() throws Exception {
            var bearer = gateway.issuer.bearer("p-1");

            var answer = gateway.send(gateway.request(TEAMS).header("Authorization", bearer));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(gateway.volunteers().asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.headers()).containsEntry("Authorization", List.of(bearer)));
        }

        @Test
        void without_one_the_api_is_closed() throws Exception {
            var answer = gateway.get(TEAMS);

            assertRefused(answer, 401, "token-required");
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
            assertThat(gateway.volunteers().asked()).isEmpty();
        }

        @Test
        void a_bad_one_is_no_better_than_none() throws Exception {
            for (var bad : gateway.issuer.badTokens("p-1", "TOWNSHIP_CLERK@all").entrySet()) {
                var answer = gateway.send(gateway.request(TEAMS).header("Authorization", "Bearer " + bad.getValue()));

                assertThat(answer.statusCode()).as(bad.getKey()).isEqualTo(401);
                assertThat(code(answer)).as(bad.getKey()).isEqualTo("token-invalid");
                assertThat(answer.headers().allValues("WWW-Authenticate"))
                        .containsExactly("Bearer error=\"invalid_token\"");
            }
            assertThat(gateway.volunteers().asked()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic cDpx", "Bearer", "Bearer ", "x"})
        void what_is_no_token_is_none(String authorization) throws Exception {
            assertRefused(
                    gateway.send(gateway.request(TEAMS).header("Authorization", authorization)), 401, "token-invalid");
        }

        @Test
        void two_of_them_are_none() throws Exception {
            var bearer = gateway.issuer.bearer("p-1");

            var answer = gateway.send(
                    gateway.request(TEAMS).header("Authorization", bearer).header("Authorization", bearer));

            assertRefused(answer, 401, "token-invalid");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/oauth2/authorize",
                    "/oauth2/jwks",
                    "/.well-known/openid-configuration",
                    "/login",
                    "/logout",
                    "/password",
                    "/userinfo",
                    "/connect/logout",
                    "/assets/login.css"
                })
        void where_people_sign_in_nobody_has_one_yet(String path) throws Exception {
            gateway.identity().answers(200, "{\"I\":\"identity\"}");

            assertThat(gateway.get(path).body()).isEqualTo("{\"I\":\"identity\"}");
            assertThat(gateway.identity().asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.uri().getPath()).isEqualTo(path));
        }

        @Test
        void the_form_of_the_sign_in_page_arrives_as_it_was_sent() throws Exception {
            gateway.identity()
                    .answers(302, "", "Location", "/oauth2/authorize?continue", "Set-Cookie", "SID=1; HttpOnly");

            var answer = gateway.send(gateway.request("/login?x=1")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", "SID=0")
                    .POST(BodyPublishers.ofString("username=a&password=b%26c")));

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("SID=1; HttpOnly");
            assertThat(gateway.identity().asked()).singleElement().satisfies(asked -> {
                assertThat(asked.uri().toString()).isEqualTo("/login?x=1");
                assertThat(asked.body()).isEqualTo("username=a&password=b%26c");
                assertThat(asked.headers()).containsEntry("Cookie", List.of("SID=0"));
            });
        }

        @Test
        void cookies_are_for_the_sign_in_pages_alone() throws Exception {
            gateway.send(gateway.as("p-1", TEAMS).header("Cookie", "SID=0"));

            assertThat(gateway.volunteers().asked().getFirst().headers()).doesNotContainKey("Cookie");
        }
    }

    @Nested
    class What_the_gateway_says_to_services {
        @Test
        void callers_cannot_say_in_its_place() throws Exception {
            gateway.send(gateway.as("p-1", TEAMS)
                    .header("Kepu-Actor", "somebody-else")
                    .header("Kepu-Anything", "x")
                    .header("X-Forwarded-For", "10.9.9.9")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Prefix", "/evil")
                    .header("Forwarded", "for=10.9.9.9;host=evil.example")
                    .header("X-Real-IP", "10.9.9.9")
                    .header("X-Original-URL", "/api/v1/volunteers/people")
                    .header("X-HTTP-Method-Override", "DELETE"));

            var headers = gateway.volunteers().asked().getFirst().headers();
            assertThat(headers)
                    .containsEntry("X-forwarded-for", List.of("127.0.0.1"))
                    .containsEntry("X-forwarded-host", List.of("127.0.0.1:" + gateway.port()))
                    .containsEntry("X-forwarded-proto", List.of("http"))
                    .containsEntry("X-forwarded-port", List.of(Integer.toString(gateway.port())))
                    .doesNotContainKeys(
                            "Kepu-actor",
                            "Kepu-anything",
                            "X-forwarded-prefix",
                            "Forwarded",
                            "X-real-ip",
                            "X-original-url",
                            "X-http-method-override");
        }

        @Test
        void a_correlation_id_is_made_if_there_is_none() throws Exception {
            var answer = gateway.send(gateway.as("p-1", TEAMS));

            var made = answer.headers().firstValue("Kepu-Correlation-Id").orElseThrow();
            assertThat(made).matches("[0-9a-f-]{36}");
            assertThat(gateway.volunteers().asked().getFirst().headers())
                    .containsEntry("Kepu-correlation-id", List.of(made));
        }

        @ParameterizedTest
        @CsvSource({"visit-7:a.b_c, true", "'a b', false", "-x, false", "村, false"})
        void a_correlation_id_that_makes_sense_is_kept(String given, boolean kept) throws Exception {
            var sent =
                    gateway.raw("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nKepu-Correlation-Id: "
                            + given + "\r\n\r\n");

            assertThat(sent.contains("Kepu-Correlation-Id: " + given + "\r\n")).isEqualTo(kept);
        }

        @ParameterizedTest
        @CsvSource({"64, true", "65, false"})
        void a_correlation_id_has_an_end(int length, boolean kept) throws Exception {
            var id = "c".repeat(length);
            var answer = gateway.send(gateway.request("/health").header("Kepu-Correlation-Id", id));

            assertThat(answer.headers().allValues("Kepu-Correlation-Id").equals(List.of(id)))
                    .isEqualTo(kept);
        }

        @ParameterizedTest
        @CsvSource({
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01, false",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, false",
            "00-1, false"
        })
        void a_trace_goes_on_if_it_is_one(String given, boolean kept) throws Exception {
            var answer = gateway.send(gateway.as("p-1", TEAMS).header("traceparent", given));

            var trace = answer.headers().firstValue("traceparent").orElseThrow();
            assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            assertThat(trace.equals(given)).isEqualTo(kept);
            assertThat(gateway.volunteers().asked().getFirst().headers()).containsEntry("Traceparent", List.of(trace));
        }
    }

    @Nested
    class Hosts {
        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "LOCALHOST", "localhost.", "[::1]"})
        void this_machine_goes_by_its_own_names(String host) throws Exception {
            assertThat(asked(host)).startsWith("HTTP/1.1 200 ");
        }

        @Test
        void the_port_it_listens_at_may_be_named() throws Exception {
            assertThat(asked("127.0.0.1:" + gateway.port())).startsWith("HTTP/1.1 200 ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"evil.example", "127.0.0.1:1", "127.0.0.1.evil.example", "10.0.0.1"})
        void another_name_is_refused(String host) throws Exception {
            assertThat(asked(host)).startsWith("HTTP/1.1 400 ").contains("\"code\":\"unknown-host\"");
        }

        @Test
        void a_request_without_any_is_refused_too() throws Exception {
            assertThat(gateway.raw("GET /health HTTP/1.0\r\n\r\n")).contains("\"code\":\"unknown-host\"");
        }

        private static String asked(String host) throws IOException {
            return gateway.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class Shape {
        @ParameterizedTest
        @CsvSource({"8192, 404", "8193, 414"})
        void an_address_has_a_longest_form(int length, int status) throws Exception {
            var answer = gateway.get("/" + "a".repeat(length - 1));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(code(answer)).isEqualTo(status == 414 ? "uri-too-long" : "unknown-route");
        }

        @ParameterizedTest
        @CsvSource({"60, 200", "61, 431"})
        void headers_have_a_greatest_number(int count, int status) throws Exception {
            // Host and Connection are two of them.
            var headers = new StringBuilder();
            for (int i = 0; i < count - 2; i++) {
                headers.append("X-Header-").append(i).append(": x\r\n");
            }
            assertThat(withHeaders(headers.toString())).startsWith("HTTP/1.1 " + status + " ");
        }

        @ParameterizedTest
        @CsvSource({"16384, 200", "16385, 431", "30000, 431"})
        void headers_have_a_greatest_size(int size, int status) throws Exception {
            int others = "Host: 127.0.0.1\r\nConnection: close\r\nX: \r\n".length();

            var answer = withHeaders("X: " + "x".repeat(size - others) + "\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.contains("\"code\":\"headers-too-large\"")).isEqualTo(status == 431);
        }

        @Test
        void headers_that_no_buffer_holds_are_refused_in_the_same_words() throws Exception {
            assertThat(withHeaders("X: " + "x".repeat(60_000) + "\r\n"))
                    .startsWith("HTTP/1.1 431 ")
                    .contains("\"code\":\"headers-too-large\"");
        }

        private static String withHeaders(String headers) throws IOException {
            return gateway.raw("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get"})
        void other_methods_are_refused(String method) throws Exception {
            var answer =
                    gateway.raw(method + " " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\"code\":\"method-not-allowed\"");
        }

        static Stream<String> tampered() {
            var post = "POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
            return Stream.of(
                    post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    post + "Connection: keep-alive\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    post + "Transfer-Encoding: chunked\r\nConnection: close\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                    post + "Connection: x\r\nTransfer-Encoding: chunked\r\nCONTENT-LENGTH: 5\r\n\r\n0\r\n\r\n",
                    post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
                    post + "Transfer-Encoding: x\r\n\r\n",
                    post + "Transfer-Encoding: x\r\nConnection: close\r\n\r\n",
                    post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                    post + "Content-Length: x\r\n\r\n",
                    post + "Content-Length: -1\r\n\r\n",
                    post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                    post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                    post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                    post + "Host: evil.example\r\n\r\n",
                    "GET /health HTTP/1.1\r\n\r\n",
                    "GET /health HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
                    "GET /health\u0001 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "G@T /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                    "\u0016\u0003\u0001 not http at all\r\n\r\n");
        }

        @ParameterizedTest
        @MethodSource
        void tampered(String request, CapturedOutput log) throws Exception {
            var answer = gateway.raw(request);

            assertThat(answer)
                    .matches("(?s)HTTP/1.1 (400|405) .*")
                    .contains("application/problem+json", "X-Content-Type-Options: nosniff")
                    .doesNotContain("Exception", "Tomcat", "internal-error");
            assertThat(log.getAll()).doesNotContain(" ERROR ", "\tat ");
            assertThat(answer.split("HTTP/1\\.1 "))
                    .as("one answer, and the end")
                    .hasSize(2);
            assertThat(gateway.volunteers().asked()).isEmpty();
        }

        @Test
        void a_chunk_that_is_none_is_a_bad_request() throws Exception {
            var answer = gateway.raw("POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + gateway.issuer.bearer("p-1") + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid-request\"");
            assertThat(gateway.volunteers().asked()).isEmpty();
        }

        @Test
        void a_chunked_body_of_a_connection_that_goes_on_is_an_ordinary_one() throws Exception {
            var request = "POST " + TEAMS + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + gateway.issuer.bearer("p-1") + "\r\nTransfer-Encoding: chunked\r\n";

            var answer = gateway.raw(request + "\r\n5\r\nhello\r\n0\r\n\r\n" + request
                    + "Connection: close\r\n\r\n6\r\nhello!\r\n0\r\n\r\n");

            assertThat(answer.split("HTTP/1\\.1 200 ")).hasSize(3);
            assertThat(gateway.volunteers().asked())
                    .extracting(StubService.Asked::body)
                    .containsExactly("hello", "hello!");
        }
    }

    @Nested
    class Headers_of_answers {
        @ParameterizedTest
        @ValueSource(
                strings = {"/health", "/nowhere", "/api/v1/volunteers/teams", "/login", "/docs", "/actuator/health"})
        void tell_browsers_what_they_may_not_do(String path) throws Exception {
            gateway.services
                    .values()
                    .forEach(service -> service.answers(
                            200,
                            "{}",
                            "X-Frame-Options",
                            "ALLOWALL",
                            "Server",
                            "Stub/1",
                            "X-Powered-By",
                            "Stub",
                            "Access-Control-Allow-Origin",
                            "*"));

            var headers = gateway.send(gateway.as("p-1", path)).headers();

            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
            assertThat(headers.allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
            assertThat(headers.allValues("Permissions-Policy")).hasSize(1);
            assertThat(headers.allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'")
                    .matches(policy -> !path.equals("/docs") || policy.contains("form-action 'self'"))
                    .doesNotContain("unsafe");
            assertThat(headers.allValues("Cache-Control"))
                    .containsExactly(path.equals("/docs") ? "public, max-age=3600" : "no-store");
            assertThat(headers.map())
                    .doesNotContainKeys(
                            "server",
                            "x-powered-by",
                            "access-control-allow-origin",
                            // over plain HTTP it would lock the county out
                            "strict-transport-security");
        }

        @Test
        void a_service_may_say_how_long_its_answer_keeps_and_what_its_page_needs() throws Exception {
            gateway.identity()
                    .answers(
                            200,
                            "<html>",
                            "Cache-Control",
                            "max-age=60",
                            "Content-Security-Policy",
                            "default-src 'self'");

            var headers = gateway.get("/login").headers();

            assertThat(headers.allValues("Cache-Control")).containsExactly("max-age=60");
            assertThat(headers.allValues("Content-Security-Policy")).containsExactly("default-src 'self'");
        }

        @Test
        void no_page_of_another_origin_gets_leave() throws Exception {
            var preflight = gateway.send(gateway.request(TEAMS)
                    .header("Origin", "https://other.example")
                    .header("Access-Control-Request-Method", "GET")
                    .method("OPTIONS", BodyPublishers.noBody()));
            var read = gateway.send(gateway.as("p-1", TEAMS).header("Origin", "https://other.example"));

            assertRefused(preflight, 403, "origin-refused");
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Nested
    class Documentation {
        @ParameterizedTest
        @CsvSource({
            "/docs, text/html",
            "/docs/docs.js, text/javascript",
            "/docs/docs.css, text/css",
            "/docs/swagger-ui.css, text/css",
            "/docs/swagger-ui-bundle.js, text/javascript",
            "/docs/oauth2-redirect.html, text/html",
            "/docs/oauth2-redirect.js, text/javascript"
        })
        void comes_from_this_host_alone(String path, String type) throws Exception {
            var answer = gateway.get(path);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type);
            assertThat(answer.body()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/docs", "/docs/oauth2-redirect.html"})
        void has_no_script_or_style_inside_a_page(String path) throws Exception {
            assertThat(gateway.get(path).body())
                    .doesNotContainPattern("<script(?![^>]*src=)")
                    .doesNotContain("<style", " style=", " onload=", "http://", "https://");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/docs/nothing.js", "/docs/swagger-ui.js", "/docs/index.html"})
        void has_no_other_files(String path) throws Exception {
            assertRefused(gateway.get(path), 404, "unknown-route");
        }

        @Test
        void the_document_is_the_one_of_the_class_path_or_there_is_none() throws Exception {
            var answer = gateway.get("/openapi.json");

            try (var document = Gateway.class.getResourceAsStream("/kepu/gateway/openapi.json")) {
                if (document == null) {
                    assertRefused(answer, 404, "unknown-route");
                } else {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(document.readAllBytes()));
                }
            }
        }
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class The_log {
        @Test
        void has_a_line_a_request_with_its_names_and_none_of_its_contents(CapturedOutput log) throws Exception {
            gateway.send(gateway.as("p-7", TEAMS + "?name=%E5%BC%A0%E4%B8%89&phone=13912345678")
                    .header("Kepu-Correlation-Id", "seen-in-the-log")
                    .POST(BodyPublishers.ofString("{\"idNumber\":\"11010519491231002X\"}")));

            await().untilAsserted(() -> assertThat(log.getOut()).contains("[seen-in-the-log]"));
            // the line of a request before it may come later
            assertThat(log.getOut()
                            .lines()
                            .filter(line -> line.contains("kepu.gateway.access"))
                            .filter(line -> line.contains("[seen-in-the-log]")))
                    .singleElement()
                    .asString()
                    .contains("POST " + TEAMS + " 200 ", "from 127.0.0.1 as p-7")
                    .doesNotContain("name", "phone", "13912345678", "11010519491231002X", "Bearer", "eyJ");
            assertThat(MDC.get("correlationId")).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/people/11010519491231002X",
                    "/people/%31%31010519491231002X",
                    "/people/13912345678",
                    "/x/+8613912345678"
                })
        void strikes_out_what_is_personal_even_in_a_path(String path, CapturedOutput log) throws Exception {
            var answer = gateway.get(path);

            await().untilAsserted(() -> assertThat(log.getOut()).contains("/***"));
            assertThat(log.getOut()).doesNotContain("1010519491231002", "3912345678");
            assertThat(answer.body()).doesNotContain("1010519491231002", "3912345678");
        }

        @Test
        void keeps_the_codes_of_units(CapturedOutput log) throws Exception {
            gateway.get("/api/v1/villages/370102001001/2026");

            await().untilAsserted(() -> assertThat(log.getOut()).contains("/api/v1/villages/370102001001/2026 401"));
        }
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        assertThat(code(answer)).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).propertyNames())
                .containsAll(Map.of("title", "", "detail", "", "instance", "").keySet());
    }

    private static String code(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).get("code").asString();
    }
}
