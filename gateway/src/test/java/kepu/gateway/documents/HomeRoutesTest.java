package kepu.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import kepu.gateway.RunningGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a person finds who knows nothing but the address of the gateway. */
class HomeRoutesTest {
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\">([^<]+)</a>");
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAllServices();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, zh-CN, 登录", "'en-GB,zh;q=0.5', en, Sign in", "fr, zh-CN, 登录"})
    void the_page_is_in_the_language_that_the_browser_asks_for(String asked, String language, String signIn)
            throws Exception {
        var answer = gateway.send(gateway.request("/").header("Accept-Language", asked));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/html;charset=UTF-8");
        assertThat(answer.headers().allValues("Content-Language")).containsExactly(language);
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Language");
        assertThat(answer.body())
                .contains(
                        "<html lang=\"" + language + "\">", "<main>", "<h1>", "<a href=\"/login\">" + signIn + "</a>");
    }

    @Test
    void it_leads_to_sign_in_documents_contracts_and_health() throws Exception {
        gateway.identity().reset();
        var chinese = gateway.get("/").body();
        var english = gateway.send(gateway.request("/").header("Accept-Language", "en"))
                .body();

        assertThat(links(chinese))
                .containsExactly(
                        "/login", "/certificates", "/consultations", "/docs", "/openapi.json", "/contracts", "/health")
                .isEqualTo(links(english));
        for (var link : links(chinese)) {
            assertThat(gateway.get(link).statusCode()).as(link).isEqualTo(200);
        }
        assertThat(gateway.identity().asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri().getPath()).isEqualTo("/login"));
    }

    @Test
    void it_has_the_headers_of_a_page_and_nothing_inline() throws Exception {
        var answer = gateway.get("/");

        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly(gateway.get("/docs")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElseThrow());
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.body()).doesNotContain("<script", "<style", " style=", " onload=", "http://", "https://");
        assertThat(gateway.get("/home.css").headers().allValues("Content-Type"))
                .containsExactly("text/css;charset=UTF-8");
    }

    @Test
    void it_takes_no_parameters() throws Exception {
        var answer = gateway.get("/?unit=1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonMapper().readTree(answer.body()).get("code").asString())
                .isEqualTo("unknown-parameter");
    }

    @Test
    void everybody_checks_a_certificate_by_its_code_however_they_type_it() throws Exception {
        gateway.volunteers().reset();
        gateway.volunteers().answers(200, CertificatePageTest.VALID);

        var form = gateway.get("/certificates");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body())
                .contains("<form action=\"/certificates\" method=\"get\">")
                .doesNotContain("role=\"status\"");
        assertThat(gateway.volunteers().asked()).isEmpty();

        var page = gateway.get("/certificates?code=+7kq2-m8xt-r4wb%20");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("有效", "张*", "青禾村流动党员科普服务队", "1.5 小时（90 分钟）", "指导修剪");
        assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .isEqualTo(gateway.get("/").headers().allValues("Content-Security-Policy"));
        assertThat(gateway.volunteers().asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri().getPath())
                        .isEqualTo("/api/v1/volunteers/public/certificates/7KQ2M8XTR4WB"));
    }

    @Test
    void a_code_that_nobody_issued_is_said_to_be_unknown_and_one_that_cannot_be_is_not_asked_for() throws Exception {
        gateway.volunteers().reset();
        gateway.volunteers().answers(404, "{}");

        for (var code : List.of("7KQ2M8XTR4WB", "7KQ2", "..%2F..%2Fteams", "%E5%BC%A0", "")) {
            var page = gateway.get("/certificates?code=" + code);
            assertThat(page.statusCode()).as(code).isEqualTo(404);
            assertThat(page.body()).contains("没有这个编号");
        }
        assertThat(gateway.volunteers().asked()).hasSize(1);
        assertThat(gateway.get("/certificates?code=7KQ2M8XTR4WB&unit=1").statusCode())
                .isEqualTo(400);
        gateway.volunteers().answers(200, "<html>");
        assertThat(gateway.get("/certificates?code=7KQ2M8XTR4WB").statusCode()).isEqualTo(503);
    }

    @Test
    void everybody_asks_a_reading_room_and_finds_the_answer_by_its_code() throws Exception {
        var rooms = gateway.services.get("reading-rooms");
        rooms.reset();
        rooms.answers(201, "{\"code\":\"7KQ2M8XTR4WB\",\"dueOn\":\"2025-03-10\"}");
        assertThat(gateway.get("/consultations?room=r-1").body()).contains("value=\"r-1\"");

        var asked = submitted("room=r-1&key=k-1&kind=LAW&question=%E5%AE%85%E5%9F%BA%E5%9C%B0+%26");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("7KQ2M8XTR4WB", "2025-03-10");
        assertThat(rooms.asked()).singleElement().satisfies(request -> {
            assertThat(request.uri().getPath()).isEqualTo("/api/v1/reading-rooms/public/consultations");
            assertThat(request.headers().getFirst("Idempotency-Key")).isEqualTo("k-1");
            assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
            assertThat(new JsonMapper().readTree(request.body()))
                    .isEqualTo(
                            new JsonMapper().readTree("{\"roomId\":\"r-1\",\"kind\":\"LAW\",\"question\":\"宅基地 &\"}"));
        });

        rooms.answers(200, ConsultationPageTest.ANSWERED);
        assertThat(gateway.get("/consultations?code=7kq2-m8xt-r4wb").body()).contains("已答复");
        assertThat(submitted("code=7KQ2M8XTR4WB&rating=FAIR").statusCode()).isEqualTo(200);
        assertThat(rooms.asked().getLast().uri().getPath())
                .isEqualTo("/api/v1/reading-rooms/public/consultations/7KQ2M8XTR4WB/rating");
    }

    @Test
    void a_question_that_is_not_taken_says_why_and_what_cannot_be_one_is_not_sent() throws Exception {
        var rooms = gateway.services.get("reading-rooms");
        rooms.reset();
        rooms.answers(409, "{\"detail\":\"暂不再受理<b>\"}");

        var refused = submitted("room=r-1&key=k-1&kind=LAW&question=x");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("暂不再受理&lt;b&gt;", "name=\"question\"");
        assertThat(submitted("room=..%2Fx&key=k&kind=LAW&question=x").statusCode())
                .isEqualTo(400);
        assertThat(submitted("").statusCode()).isEqualTo(400);
        assertThat(gateway.get("/consultations?code=7KQ2").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/consultations?code=7KQ2M8XTR4WB&unit=1").statusCode())
                .isEqualTo(400);
        assertThat(rooms.asked()).hasSize(1);
        rooms.answers(500, "{}");
        assertThat(submitted("room=r-1&key=k-2&kind=LAW&question=x").statusCode())
                .isEqualTo(503);
    }

    private static HttpResponse<String> submitted(String form) throws Exception {
        return gateway.send(gateway.request("/consultations")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/home.css",
                "/certificates",
                "/consultations",
                "/certificates.css",
                "/health",
                "/info",
                "/docs",
                "/docs/docs.js",
                "/openapi.json",
                "/contracts",
                "/contracts/asyncapi.json",
                "/contracts/schemas/kepu.organization.unit-moved.v1.json",
                "/contracts/samples/kepu.organization.unit-moved.v1.json",
                "/contracts/schemas/unknown.v1.json"
            })
    void a_head_request_gets_the_headers_alone(String path) throws Exception {
        var get = gateway.get(path);

        var head = gateway.send(gateway.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (var header : List.of("Content-Type", "Content-Length", "ETag", "Cache-Control")) {
            assertThat(head.headers().allValues(header))
                    .as(header)
                    .isEqualTo(get.headers().allValues(header));
        }
    }

    private static List<String> links(String page) {
        return LINK.matcher(page).results().map(link -> link.group(1)).toList();
    }
}
