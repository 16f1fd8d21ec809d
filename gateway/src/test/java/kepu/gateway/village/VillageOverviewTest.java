package kepu.gateway.village;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kepu.gateway.RunningGateway;
import kepu.gateway.StubService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A village's year as the answers of four services. */
class VillageOverviewTest {
    private static final String VILLAGE = "/api/v1/villages/370102001001/2026";
    private static final JsonMapper JSON = new JsonMapper();
    private static RunningGateway gateway;
    private static String bearer;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAllServices();
        bearer = bearerOf(gateway);
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
        fourServicesKnowTheVillage(gateway);
    }

    private static void fourServicesKnowTheVillage(RunningGateway gateway) {
        var services = gateway.services;
        services.get("organization").answers(exchange -> {
            boolean unit = exchange.getRequestURI().getPath().equals("/api/v1/organization/units/370102001001");
            var body = unit ? "{\"unitId\":\"370102001001\",\"name\":\"红旗村\"}" : "{\"personId\":\"p-1\"}";
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        services.get("volunteers").answers(200, "{\"items\":[{\"id\":\"t-1\"}],\"next\":\"c\"}");
        services.get("reading-rooms").answers(200, "{\"items\":[]}");
        services.get("assessment").answers(200, "{\"points\":12.50,\"tiny\":0.00000010}");
    }

    @Test
    void an_overview_is_put_together_from_all_of_them() throws Exception {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var answer = send(request(VILLAGE).header("traceparent", trace).header("Kepu-Correlation-Id", "c-1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"unit\":{\"unitId\":\"370102001001\",\"name\":\"红旗村\"},"
                        + "\"officer\":{\"personId\":\"p-1\"},"
                        + "\"teams\":[{\"id\":\"t-1\"}],"
                        + "\"rooms\":[],"
                        + "\"scorecard\":{\"points\":12.50,\"tiny\":0.00000010},"
                        + "\"missing\":[]}");
        assertThat(gateway.services.values().stream().flatMap(service -> service.asked().stream()))
                .allSatisfy(asked -> assertThat(asked.headers())
                        .containsEntry("Traceparent", List.of(trace))
                        .containsEntry("Kepu-correlation-id", List.of("c-1"))
                        .containsEntry("Authorization", List.of(bearer)))
                .extracting(asked -> asked.uri().toString())
                .containsExactlyInAnyOrder(
                        "/api/v1/organization/units/370102001001",
                        "/api/v1/organization/officer-posts/370102001001",
                        "/api/v1/volunteers/teams?unitId=370102001001",
                        "/api/v1/reading-rooms/rooms?unitId=370102001001",
                        "/api/v1/assessment/scorecards/370102001001/2026");
    }

    @Test
    void names_the_part_whose_service_is_down() throws Exception {
        service("volunteers").down();

        var glance = json(send(request(VILLAGE).header("Accept-Language", "en")));

        assertThat(glance.get("teams").isNull()).isTrue();
        assertThat(glance.get("unit").get("name").asString()).isEqualTo("红旗村");
        assertThat(glance.get("missing").toString())
                .isEqualTo("[{\"part\":\"teams\",\"service\":\"volunteers\",\"why\":\"unreachable\","
                        + "\"detail\":\"The part “volunteers” cannot be reached just now.\"}]");
    }

    @Test
    void names_the_part_whose_service_is_slow() throws Exception {
        try (var hasty = RunningGateway.withAllServices("--kepu.gateway.glance-deadline=1s")) {
            fourServicesKnowTheVillage(hasty);
            hasty.services.get("assessment").hangs();

            var answer = slow(hasty);
            // On a busy machine another part may be late too; the circuit of the slow one opens after five calls.
            for (int i = 0; i < 3 && json(answer).get("missing").size() > 1; i++) {
                answer = slow(hasty);
            }

            assertThat(json(answer).get("scorecard").isNull()).isTrue();
            assertThat(json(answer).at("/missing/0/part").asString()).isEqualTo("scorecard");
            assertThat(json(answer).at("/missing/0/why").asString()).isEqualTo("timeout");
            assertThat(json(answer).get("missing")).hasSize(1);
        }
    }

    private static HttpResponse<String> slow(RunningGateway hasty) throws IOException, InterruptedException {
        var answer = hasty.send(hasty.request(VILLAGE).header("Authorization", bearerOf(hasty)));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    @Test
    void names_the_part_whose_service_fails_or_talks_nonsense() throws Exception {
        service("volunteers").answers(500, "{}");
        service("reading-rooms").answers(200, "<html>");

        var glance = json(get(VILLAGE));

        assertThat(glance.at("/missing/0/part").asString()).isEqualTo("teams");
        assertThat(glance.at("/missing/0/why").asString()).isEqualTo("failed");
        assertThat(glance.at("/missing/1/part").asString()).isEqualTo("rooms");
        assertThat(glance.at("/missing/1/why").asString()).isEqualTo("failed");
    }

    @Test
    void does_not_wait_for_a_service_whose_breaker_is_open() throws Exception {
        gateway.context
                .getBean(CircuitBreakerRegistry.class)
                .circuitBreaker("volunteers")
                .transitionToForcedOpenState();

        var glance = json(get(VILLAGE));

        assertThat(glance.at("/missing/0/why").asString()).isEqualTo("circuit-open");
        assertThat(service("volunteers").asked()).isEmpty();
    }

    @Test
    void a_part_that_does_not_exist_is_null_and_not_missing() throws Exception {
        service("assessment").answers(404, "{\"code\":\"not-found\"}");

        var glance = json(get(VILLAGE));

        assertThat(glance.get("scorecard").isNull()).isTrue();
        assertThat(glance.get("missing").isEmpty()).isTrue();
    }

    @Test
    void an_unknown_unit_is_not_found() throws Exception {
        service("organization").answers(404, "{\"code\":\"not-found\"}");

        var answer = get(VILLAGE);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").asString()).isEqualTo("unknown-unit");
        assertThat(json(answer).get("detail").asString()).isEqualTo("没有代码为 370102001001 的单位。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1948", "3000", "0000", "9999", "99999", "2147483647", "99999999999"})
    void a_year_that_the_system_does_not_know_is_refused_and_nobody_is_asked(String year) throws Exception {
        var answer = get("/api/v1/villages/370102001001/" + year);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("year-out-of-range");
        assertThat(json(answer).get("detail").asString()).isEqualTo("year：" + year + " 不在 1949 至 2999 年之间，请核对。");
        assertThat(service("assessment").asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+2026", "-2026", "02026", "00002026", "+02026"})
    void a_year_with_a_sign_or_a_zero_before_it_is_none(String year) throws Exception {
        var answer = get("/api/v1/villages/370102001001/" + year);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("year-out-of-range");
        assertThat(service("assessment").asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1949", "2999"})
    void the_first_and_the_last_year_are_asked_for(String year) throws Exception {
        assertThat(get("/api/v1/villages/370102001001/" + year).statusCode()).isEqualTo(200);
        assertThat(service("assessment").asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?asOf=2025-01-01", "?x", "?x=&y", "?%E5%86%9C=1"})
    void takes_no_parameters(String query) throws Exception {
        var answer = get(VILLAGE + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("code").asString()).isEqualTo("unknown-parameter");
        assertThat(service("organization").asked()).isEmpty();
    }

    @Test
    void names_what_it_does_not_take() throws Exception {
        var answer = json(get(VILLAGE + "?asOf=2025-01-01"));

        assertThat(answer.get("detail").asString()).contains("asOf");
        assertThat(json(send(request(VILLAGE).method("GET", BodyPublishers.ofString("{}"))))
                        .get("code")
                        .asString())
                .isEqualTo("body-not-expected");
    }

    @Test
    void is_not_made_of_an_answer_that_says_two_things() throws Exception {
        service("volunteers").answers(200, "{\"items\":[],\"items\":[{}]}");
        service("reading-rooms").answers(200, "{\"items\":[]} {}");

        var glance = json(get(VILLAGE));

        assertThat(glance.at("/missing/0/part").asString()).isEqualTo("teams");
        assertThat(glance.at("/missing/1/part").asString()).isEqualTo("rooms");
    }

    @Test
    void a_unit_id_cannot_lead_anywhere_else() throws Exception {
        get("/api/v1/villages/a%3Fb%26c=1/2026");

        assertThat(service("volunteers").asked().getFirst().uri().getRawQuery()).isEqualTo("unitId=a%3Fb%26c%3D1");
    }

    private static StubService service(String name) {
        return gateway.services.get(name);
    }

    private static String bearerOf(RunningGateway gateway) {
        return gateway.issuer.bearer("p-1", "TOWNSHIP_CLERK@370102001");
    }

    private static HttpRequest.Builder request(String path) {
        return gateway.request(path).header("Authorization", bearer);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return gateway.send(request);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
