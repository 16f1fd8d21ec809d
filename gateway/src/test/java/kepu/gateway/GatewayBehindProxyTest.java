package kepu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What configuration opens: a public name behind a proxy that ends TLS, and one origin's pages. */
class GatewayBehindProxyTest {
    private static final String TEAMS = "/api/v1/volunteers/teams";
    private static final String PORTAL = "https://portal.example";
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(
                "--kepu.gateway.public-url=https://kepu.example",
                "--kepu.gateway.hosts=intranet.example",
                "--kepu.gateway.trusted-proxies=127.0.0.1",
                "--kepu.gateway.cors.origins=" + PORTAL);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void everything_is_well() {
        gateway.services.values().forEach(StubService::reset);
    }

    @Test
    void a_trusted_proxy_is_believed_and_services_hear_of_the_caller() throws Exception {
        var answer = gateway.send(gateway.as("p-1", TEAMS)
                .header("X-Forwarded-For", "10.0.0.1, 203.0.113.7")
                .header("X-Forwarded-Host", "kepu.example")
                .header("X-Forwarded-Proto", "https"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.volunteers().asked().getFirst().headers())
                .containsEntry("X-forwarded-for", List.of("203.0.113.7"))
                .containsEntry("X-forwarded-host", List.of("kepu.example"))
                .containsEntry("X-forwarded-proto", List.of("https"))
                .containsEntry("X-forwarded-port", List.of("443"));
    }

    @Test
    void another_neighbour_is_not() throws Exception {
        try (var socket = gateway.connect("127.0.0.2")) {
            RunningGateway.write(
                    socket,
                    "GET /login HTTP/1.1\r\nHost: intranet.example\r\nX-Forwarded-For: 203.0.113.7\r\n"
                            + "X-Forwarded-Host: kepu.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n");
            assertThat(RunningGateway.rest(socket)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(gateway.identity().asked().getFirst().headers())
                .containsEntry("X-forwarded-for", List.of("127.0.0.2"))
                .containsEntry("X-forwarded-host", List.of("intranet.example"))
                .containsEntry("X-forwarded-proto", List.of("http"));
    }

    @Test
    void a_proxy_that_passes_on_a_foreign_name_is_refused() throws Exception {
        var answer = gateway.send(gateway.request("/health").header("X-Forwarded-Host", "evil.example"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"unknown-host\"");
    }

    @Test
    void browsers_are_told_to_stay_with_https() throws Exception {
        assertThat(gateway.get("/health").headers().allValues("Strict-Transport-Security"))
                .containsExactly("max-age=31536000");
    }

    @Test
    void pages_of_the_opened_origin_may_ask_and_read() throws Exception {
        var preflight = gateway.send(gateway.request(TEAMS)
                .header("Origin", PORTAL)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        var read = gateway.send(gateway.as("p-1", TEAMS).header("Origin", PORTAL));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PORTAL);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .contains("Authorization", "Idempotency-Key", "If-Match", "Prefer");
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-credentials");
        assertThat(gateway.volunteers().asked()).hasSize(1);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PORTAL);
        assertThat(read.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("ETag", "Retry-After", "Preference-Applied");
        assertThat(read.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void pages_of_an_origin_that_only_looks_like_it_may_not() throws Exception {
        for (var origin : List.of("http://portal.example", PORTAL + ".evil.example", PORTAL + ":444", "null")) {
            var read = gateway.send(gateway.as("p-1", TEAMS).header("Origin", origin));

            assertThat(read.headers().map()).as(origin).doesNotContainKey("access-control-allow-origin");
        }
    }
}
