package kepu.defaults.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kepu.access.Public;
import kepu.defaults.text.TextConfiguration;
import kepu.defaults.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each type of a field and of a parameter, with all that it is not. */
@SpringBootTest(properties = {"spring.config.name=board", "spring.main.web-application-type=servlet"})
@AutoConfigureMockMvc
class StrictInputTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private MockMvc web;

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    @Import({WebConfiguration.class, TextConfiguration.class, Everything.class})
    static class Application {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Traces traces() {
            return Traces.off();
        }
    }

    enum Level {
        TOWNSHIP,
        VILLAGE
    }

    record Inner(int from) {}

    record All(
            @Nullable Level level,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable Integer number,
            @Nullable Long big,
            @Nullable Boolean truth,
            @Nullable UUID id,
            @Nullable String text,
            @Nullable BigDecimal amount,
            @Nullable Inner inner,
            @Nullable List<Inner> inners,
            @Nullable List<Level> levels,
            @Nullable Set<Integer> numbers,
            @Nullable List<String> texts,
            @Nullable @Pattern(regexp = "[a-z]{2}") String code) {}

    record Bare(int number, boolean truth) {}

    record Alone(@NotNull String reason) {}

    @RestController
    static class Everything {
        @PostMapping("/api/v1/all")
        @Public
        All all(@RequestBody @Valid All all) {
            return all;
        }

        @PostMapping("/api/v1/bare")
        @Public
        Bare bare(@RequestBody Bare bare) {
            return bare;
        }

        @PostMapping("/api/v1/alone")
        @Public
        Alone alone(@RequestBody @Valid Alone alone) {
            return alone;
        }

        @PostMapping("/api/v1/nothing")
        @Public
        Map<String, String> nothing() {
            return Map.of();
        }

        @GetMapping("/api/v1/asked/{year}")
        @Public
        Map<String, String> asked(
                @PathVariable int year,
                @RequestParam Optional<Instant> at,
                @RequestParam Optional<LocalDate> day,
                @RequestParam Optional<Level> level,
                @RequestParam Optional<Boolean> truth,
                @RequestParam Optional<Long> big,
                @RequestParam Optional<UUID> id,
                @RequestParam @Nullable String text,
                @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
            return Map.of(
                    "year",
                    "" + year,
                    "limit",
                    "" + limit,
                    "at",
                    at.map(Instant::toString).orElse(""));
        }

        @GetMapping("/api/v1/nothing-asked")
        @Public
        Map<String, String> nothingAsked() {
            return Map.of();
        }

        @GetMapping("/api/v1/needed")
        @Public
        Map<String, String> needed(@RequestParam String unit) {
            return Map.of("unit", unit);
        }
    }

    private MockHttpServletResponse call(RequestBuilder request) throws Exception {
        return web.perform(request).andReturn().getResponse();
    }

    private MockHttpServletResponse sent(String route, String body) throws Exception {
        return sent(route, body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private MockHttpServletResponse sent(String route, byte[] body, String type) throws Exception {
        return call(post("/api/v1/" + route).contentType(type).content(body));
    }

    private MockHttpServletResponse asked(String path) throws Exception {
        return call(get(URI.create("/api/v1/" + path)));
    }

    private static JsonNode refused(MockHttpServletResponse answer, String code) throws Exception {
        String said = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(said).isEqualTo(400);
        JsonNode problem = JSON.readTree(said);
        assertThat(problem.path("code").asString()).as(said).isEqualTo(code);
        assertThat(problem.path("detail").asString())
                .matches("(?s).*\\p{IsHan}.*")
                .doesNotContain("java", "kepu", "\\");
        return problem;
    }

    private static String detail(JsonNode problem) {
        return problem.path("detail").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "level  | 1 | \"1\" | \"village\" | \"VILLAGE \" | \"VILL-AGE\" | 1.0 | true | [\"VILLAGE\"] | \"ＶＩＬＬＡＧＥ\"",
                "at     | 20260301 | \"20260301\" | 1740787200000 | 1.5 | true | \"2025-03-01\" | \"2025-03-01T08:00:00\"",
                "at     | \"2025-03-01T25:00:00Z\" | \"2025-03-01T24:00:00Z\" | \"2025-02-30T08:00:00Z\" | \"2025\"",
                "at     | \"2025-03-01T08:00:00.1234567890Z\" | \"2025-03-01T08:00:60Z\" | \"2025-3-1T8:00:00Z\"",
                "at     | \"２０２５-03-01T08:00:00Z\" | \"2025-03-01 08:00:00Z\" | \" 2025-03-01T08:00:00Z\" | \"now\"",
                "at     | \"+1000000000-12-31T23:59:59Z\" | \"2025-03-01T08:00:00+99:00\" | \"2025-03-01T08:00:00Z[UTC]\"",
                "at     | \"2025-03-01T08:00:00+0800\" | \"2025-13-01T08:00:00Z\" | \"2025-03-01T08:60:00Z\" | [2025,3,1]",
                "day    | 20260301 | \"20260301\" | \"2025-02-30\" | \"2025-02-29\" | \"2025-3-1\" | \"2025-03-01T00:00:00Z\"",
                "day    | [2025,3,1] | \"２０２５-03-01\" | \"2025-00-01\" | \"2025/03/01\" | \"-2025-03-01\" | 1.5 | true",
                "time   | \"25:00\" | \"24:00\" | \"8:00\" | \"08:60\" | \"08:00:00\" | 800 | [8,0] | \"０８:00\"",
                "number | 30.7 | \"30\" | \"３０\" | 2147483648 | -2147483649 | 1e10 | 1e-1 | true | [1] | 1e999999999",
                "number | 99999999999999999999 | 1e2147483648 | 0e2147483649",
                "big    | 9223372036854775808 | 1.5 | \"1\" | 1e19 | false",
                "truth  | 1 | 0 | \"true\" | \"TRUE\" | \"yes\" | 1.0 | [true]",
                "id     | 1 | \"1-1-1-1-1\" | \"0190163d8694739b9a2c7d0e5c0e1a4\" | true",
                "text   | 1 | 1.5 | true | [\"a\"] | {}",
                "amount | \"1\" | \"\" | true | []",
                "inner  | 1 | \"\" | \"x\" | [] | true",
                "inners | 1 | \"\" | \"x\" | {} | {\"from\":1} | true",
                "levels | 1 | \"\" | \"VILLAGE\" | {} | true",
                "numbers | [1,1] | [1,2,1.0] | 1 | \"\" | \"1\" | {} | true",
                "texts  | 1 | \"\" | \"x\" | {} | true"
            })
    void a_field_takes_nothing_for_something_else(String line) throws Exception {
        String[] cells = line.split("\\|");
        String field = cells[0].strip();
        for (int i = 1; i < cells.length; i++) {
            String body = "{\"" + field + "\":" + cells[i].strip() + "}";
            assertThat(detail(refused(sent("all", body), "invalid-json")))
                    .as(body)
                    .contains("字段 " + field + " 不对：须为");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"VILLAGE\"}",
                "{\"at\":\"2025-03-01T08:00:00+08:00\"}",
                "{\"at\":\"2024-02-29T23:59:59.123456789Z\"}",
                "{\"at\":\"2025-03-01T08:00Z\"}",
                "{\"day\":\"2024-02-29\"}",
                "{\"time\":\"23:59\"}",
                "{\"number\":-2147483648}",
                "{\"number\":30.0}",
                "{\"number\":3e1}",
                "{\"big\":9223372036854775807}",
                "{\"truth\":false}",
                "{\"id\":\"0190163d-8694-739b-9a2c-7d0e5c0e1a4f\"}",
                "{\"text\":\"\\ud840\\udc00 农😀\"}",
                "{\"amount\":1.50}",
                "{\"inners\":[{\"from\":1}],\"levels\":[\"VILLAGE\"],\"numbers\":[1,2],\"texts\":[]}",
                "{\"level\":null,\"at\":null,\"day\":null,\"number\":null,\"truth\":null,\"text\":null}",
                " \n{}\t",
            })
    void what_is_written_as_it_should_be_is_taken(String body) throws Exception {
        assertThat(sent("all", body).getStatus()).isEqualTo(200);
    }

    @Test
    void a_value_is_the_one_that_was_sent() throws Exception {
        String body =
                "{\"at\":\"2025-03-01T08:00:00+08:00\",\"number\":3e1,\"time\":\"08:30\",\"text\":\"\\ud840\\udc00\"}";

        JsonNode taken = JSON.readTree(sent("all", body).getContentAsByteArray());

        assertThat(taken.path("at").asString()).isEqualTo("2025-03-01T00:00:00Z");
        assertThat(taken.path("number").intValue()).isEqualTo(30);
        assertThat(taken.path("time").asString()).startsWith("08:30");
        assertThat(taken.path("text").asString()).isEqualTo("𠀀");
    }

    @Test
    void an_instant_is_taken_to_the_millisecond_as_it_is_stored() throws Exception {
        JsonNode taken = JSON.readTree(
                sent("all", "{\"at\":\"2026-05-16T01:00:00.1239999Z\"}").getContentAsByteArray());

        assertThat(taken.path("at").asString()).isEqualTo("2026-05-16T01:00:00.123Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inner.from|{\"inner\":{\"from\":\"1\"}}",
                "inner.from|{\"inner\":{\"from\":null}}",
                "inner.from|{\"inner\":{}}",
                "inners[1].from|{\"inners\":[{\"from\":1},{\"from\":1.5}]}",
                "levels[1]|{\"levels\":[\"VILLAGE\",1]}",
                "numbers[0]|{\"numbers\":[\"1\"]}"
            })
    void a_value_within_another_is_named_by_its_place(String line) throws Exception {
        String[] cells = line.split("\\|");

        assertThat(detail(refused(sent("all", cells[1]), "invalid-json"))).contains("字段 " + cells[0] + " 不对");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"number\":null,\"truth\":true}", "{\"number\":1,\"truth\":null}", "{\"truth\":true}"})
    void what_has_to_be_there_is_there(String body) throws Exception {
        refused(sent("bare", body), "invalid-json");
    }

    /** Who reads texts says so; the place is named all the same. */
    @Test
    void half_a_character_is_refused() throws Exception {
        assertThat(detail(refused(sent("all", "{\"text\":\"\\ud800\"}"), "invalid-body")))
                .contains("text", "U+D800");
        assertThat(detail(refused(sent("all", "{\"texts\":[\"a\",\"\\udc00\\ud800\"]}"), "invalid-body")))
                .contains("texts[1]");
    }

    @Test
    void a_constant_is_one_of_those_that_are_named() throws Exception {
        String body = "{\"level\":\"COUNTY\"}";

        assertThat(detail(refused(sent("all", body), "invalid-json")))
                .isEqualTo("字段 level 不对：须为下列之一：TOWNSHIP, VILLAGE。");
        String english = call(post("/api/v1/all")
                        .contentType("application/json")
                        .header("Accept-Language", "en")
                        .content(body))
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JSON.readTree(english).path("detail").asString())
                .isEqualTo("The field level is wrong: it must be one of: TOWNSHIP, VILLAGE.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\"} {}",
                "{\"text\":\"a\"}]",
                "{\"text\":\"a\"} x",
                "{'text':\"a\"}",
                "{text:\"a\"}",
                "{\"text\":\"a\",}",
                "{\"text\":\"a\"/**/}",
                "// x\n{}",
                "{\"number\":01}",
                "{\"number\":+1}",
                "{\"number\":NaN}",
                "{\"number\":0x10}",
                "{\"number\":.5}",
                "{\"number\":Infinity}",
                "{\"text\":\"a\nb\"}",
                "{\"text\":\"\\x\"}",
                "{\"text\":\"a"
            })
    void what_is_no_json_is_refused(String body) throws Exception {
        String code = JSON.readTree(sent("all", body).getContentAsByteArray())
                .path("code")
                .asString();
        assertThat(code).isEqualTo("invalid-json");
        refused(sent("all", body), "invalid-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "\"\"", "1", "true", "[{}]"})
    void a_body_is_an_object(String body) throws Exception {
        assertThat(detail(refused(sent("all", body), "invalid-json"))).contains("对象");
        refused(sent("alone", body), "invalid-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "  \n"})
    void no_body_is_refused_as_such(String body) throws Exception {
        refused(sent("all", body), "body-required");
    }

    @Test
    void a_name_comes_once() throws Exception {
        String outer = "{\"text\":\"a\",\"text\":\"b\"}";
        assertThat(detail(refused(sent("all", outer), "duplicate-field"))).contains("字段 text ");
        String escaped = "{\"text\":\"a\",\"te\\u0078t\":\"a\"}";
        assertThat(detail(refused(sent("all", escaped), "duplicate-field"))).contains("字段 text ");
        String inner = "{\"inners\":[{\"from\":1},{\"from\":1,\"from\":1}]}";
        assertThat(detail(refused(sent("all", inner), "duplicate-field"))).contains("字段 inners[1].from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "Text", "text ", "_text", ""})
    void a_field_has_one_name(String name) throws Exception {
        assertThat(detail(refused(sent("all", "{\"" + name + "\":\"a\"}"), "unknown-field")))
                .contains(name);
    }

    /** The mark of an encoding, halves of characters, overlong forms, broken off, Latin 1, GBK. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "efbbbf7b7d",
                "7b2274657874223a22eda08022 7d",
                "7b2274657874223a22c0af227d",
                "7b2274657874223a22e080af227d",
                "7b2274657874223a22e5869c e5227d",
                "7b2274657874223a22e4227d",
                "7b2274657874223a22c5e4227d",
                "7b2274657874223a22f4908080227d"
            })
    void what_is_no_utf8_is_refused(String hex) throws Exception {
        refused(sent("all", HexFormat.of().parseHex(hex.replace(" ", "")), "application/json"), "invalid-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void no_other_encoding_is_guessed(String charset) throws Exception {
        byte[] body = "{\"text\":\"农\"}".getBytes(java.nio.charset.Charset.forName(charset));

        refused(sent("all", body, "application/json"), "invalid-encoding");
        assertThat(sent("all", body, "application/json;charset=" + charset).getStatus())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/vnd.kepu+json",
                "application/json;charset=GBK",
                "application/yaml",
                "application/cbor",
                "multipart/form-data;boundary=x",
                "*/*"
            })
    void a_body_is_of_the_one_type(String type) throws Exception {
        MockHttpServletResponse answer = sent("all", "{}".getBytes(StandardCharsets.UTF_8), type);

        assertThat(answer.getStatus()).isEqualTo(415);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("unsupported-media-type");
    }

    @Test
    void a_body_says_its_type() throws Exception {
        assertThat(call(post("/api/v1/all").content("{}")).getStatus()).isEqualTo(415);
        assertThat(sent("all", "{}".getBytes(StandardCharsets.UTF_8), "application/json;charset=utf-8")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void what_is_built_to_hurt_is_refused_like_anything_else() throws Exception {
        refused(sent("all", "[".repeat(100_000)), "invalid-json");
        refused(sent("all", "{\"inner\":".repeat(20_000)), "invalid-json");
        refused(sent("all", "{\"number\":" + "9".repeat(100_000) + "}"), "invalid-json");
        refused(sent("all", "{\"amount\":1e" + "9".repeat(30) + "}"), "invalid-json");
        refused(sent("all", "{\"" + "x".repeat(100_000) + "\":1}"), "invalid-json");
        refused(sent("all", "{\"" + "x".repeat(200) + "\":1}"), "unknown-field");
    }

    @Test
    void a_broken_rule_is_told_without_its_expression() throws Exception {
        String said = detail(refused(sent("all", "{\"code\":\"A\"}"), "invalid-body"));

        assertThat(said).contains("code: ").doesNotContain("[a-z]");
    }

    @Test
    void a_body_that_nobody_reads_is_refused() throws Exception {
        assertThat(call(post("/api/v1/nothing")).getStatus()).isEqualTo(200);
        assertThat(sent("nothing", " { }").getStatus()).isEqualTo(200); // says nothing either
        for (String body : List.of("{\"reason\":\"x\"}", "[]", "{", "}", "x", "{}{}", "null")) {
            refused(sent("nothing", body), "body-not-expected");
        }
        refused(
                call(get("/api/v1/needed?unit=u")
                        .contentType("application/json")
                        .content("{\"unit\":\"v\"}")),
                "body-not-expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at    | 2025 | 20250301 | 2025-03-01 | 2025-03-01T08:00:00 | 2025-02-30T08:00:00Z | 2025-03-01T24:00:00Z | 1",
                "day   | 2025 | 2025-02-30 | 2025-3-1 | 20250301 | 2025-03-01T00:00:00Z | 3/1/25 | 01.03.2025",
                "level | 1 | village | VILL-AGE | Village | V I L L A G E",
                "truth | 1 | yes | TRUE | on | True",
                "big   | 1.5 | 1.0 | 1e3 | %2B5 | 0x10 | 010 | #10 | %205 | 5%20 | 5+ | 9223372036854775808 | １ | -0",
                "limit | 5.0 | %2B5 | 0x10 | 05 | %205%20 | ５ | many | 2147483648 | 4294967297",
                "id    | 1 | 1-1-1-1-1 | {0190163d-8694-739b-9a2c-7d0e5c0e1a4f}"
            })
    void a_parameter_takes_nothing_for_something_else(String line) throws Exception {
        String[] cells = line.split("\\|");
        String name = cells[0].strip();
        for (int i = 1; i < cells.length; i++) {
            String value = cells[i].strip()
                    .replace("#", "%23")
                    .replace("{", "%7B")
                    .replace("}", "%7D")
                    .replace(" ", "%20");
            JsonNode problem = refused(asked("asked/2025?" + name + "=" + value), "invalid-request");
            assertThat(detail(problem)).as(value).contains("参数 " + name + " 不对：须为");
        }
    }

    @Test
    void a_parameter_that_is_written_as_it_should_be_is_taken() throws Exception {
        MockHttpServletResponse answer = asked("asked/2025?at=2025-03-01T08:00:00%2B08:00&day=2024-02-29&level=VILLAGE"
                + "&truth=true&big=-5&id=0190163d-8694-739b-9a2c-7d0e5c0e1a4f&text=%E5%86%9C&limit=100");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).contains("\"at\":\"2025-03-01T00:00:00Z\"", "\"limit\":\"100\"");
        assertThat(asked("asked/2025").getContentAsString()).contains("\"limit\":\"50\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B2025", "0x7E9", "02025", "２０２５", "2025.0", "%202025", "next", "2147483648", "-0"})
    void a_variable_of_the_path_takes_nothing_for_something_else(String year) throws Exception {
        String path = "asked/" + year.replace("２０２５", "%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%95");
        assertThat(detail(refused(asked(path), "invalid-request"))).contains("参数 year 不对：须为整数");
    }

    @Test
    void parameters_are_known_there_once_and_not_empty() throws Exception {
        assertThat(detail(refused(asked("asked/2025?limt=5"), "unknown-parameter")))
                .contains("limt", "at, day, level, truth, big, id, text, limit");
        assertThat(detail(refused(asked("nothing-asked?limit=5"), "unknown-parameter")))
                .contains("limit", "不接受参数");
        assertThat(detail(refused(asked("asked/2025?Limit=5"), "unknown-parameter")))
                .contains("Limit");
        assertThat(detail(refused(asked("asked/2025?limit%5B%5D=5"), "unknown-parameter")))
                .contains("limit[]");
        assertThat(detail(refused(asked("asked/2025?year=2024"), "unknown-parameter")))
                .contains("year");
        assertThat(detail(refused(asked("asked/2025?limit=5&limit=5"), "duplicate-parameter")))
                .contains("limit");
        assertThat(detail(refused(asked("asked/2025?limit=5&li%6Dit=6"), "duplicate-parameter")))
                .contains("limit");
        for (String name : List.of("at", "day", "level", "truth", "big", "id", "text", "limit")) {
            for (String empty : List.of(name, name + "=")) {
                assertThat(detail(refused(asked("asked/2025?" + empty), "invalid-request")))
                        .contains("参数 " + name + " 是空的");
            }
        }
        assertThat(detail(refused(asked("needed"), "invalid-request"))).contains("缺少参数 unit");
        assertThat(detail(refused(asked("asked/2025?limit=101"), "invalid-request")))
                .contains("limit", "100");
        refused(call(post("/api/v1/all?x=1").contentType("application/json").content("{}")), "unknown-parameter");
        assertThat(asked("asked/2025?").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text=%zz", "text=%", "text=%4", "text=%ff", "text=%ed%a0%80", "%ff=1", "text=%c0%af"})
    void an_address_that_nobody_can_read_is_refused(String query) throws Exception {
        String said = web.perform(get("/api/v1/asked/2025").with(request -> {
                    request.setQueryString(query);
                    return request;
                }))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);

        assertThat(JSON.readTree(said).path("code").asString()).as(said).isEqualTo("invalid-request");
    }

    @Test
    void a_path_has_no_parameters_of_its_own() throws Exception {
        assertThat(detail(refused(asked("asked/2025;v=1"), "unknown-parameter")))
                .contains(" v。");
        refused(asked("asked;x/2025"), "unknown-parameter");
    }
}
