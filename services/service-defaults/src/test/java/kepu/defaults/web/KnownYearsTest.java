package kepu.defaults.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kepu.access.Public;
import kepu.defaults.text.TextConfiguration;
import kepu.defaults.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every year, day and instant that can be stated is either known or refused, wherever it is stated. */
@SpringBootTest(properties = {"spring.config.name=board", "spring.main.web-application-type=servlet"})
@AutoConfigureMockMvc
class KnownYearsTest {
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
    @Import({WebConfiguration.class, TextConfiguration.class, Almanac.class})
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

    @RestController
    static class Almanac {
        record Day(
                @Nullable LocalDate date,
                @Nullable Instant until,
                @Nullable Instant occurredAt,
                @Nullable Set<LocalDate> holidays) {}

        @GetMapping("/api/years/{year}")
        @Public
        String year(@PathVariable Year year, @RequestParam Optional<Year> other) {
            return year + " " + other.map(Year::toString).orElse("none");
        }

        @GetMapping("/api/days/{date}")
        @Public
        String date(@PathVariable LocalDate date, @RequestParam Optional<LocalDate> asOf) {
            return date + " " + asOf.map(LocalDate::toString).orElse("none");
        }

        @GetMapping("/api/known")
        @Public
        String known(@RequestParam Optional<Instant> knownBy) {
            return knownBy.map(Instant::toString).orElse("none");
        }

        @PostMapping("/api/days")
        @Public
        String record(@RequestBody Day day) {
            return day.toString();
        }
    }

    @Test
    void a_year_is_known_from_1949_to_2999_and_every_other_one_is_out_of_range() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int year = i < 100 ? 1900 + random.nextInt(1200) : random.nextInt();
            expect(year >= 1949 && year <= 2999, get("/api/years/" + year), "seed " + seed + ": " + year);
        }
        for (int year : new int[] {0, -1, 1948, 3000, 99999, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            expect(false, get("/api/years/" + year), Integer.toString(year));
            expect(false, get("/api/years/2026?other=" + year), Integer.toString(year));
        }
        expect(false, get("/api/years/2147483648"), "beyond an int");
        expect(false, get("/api/years/99999999999999999999"), "beyond a long");
        expect(true, get("/api/years/1949?other=2999"), "both ends");
        expectOutOfRange(get("/api/years/1948"));
        expectOutOfRange(get("/api/years/1949?other=3000"));
        expectOutOfRange(get("/api/years/-1"));
    }

    @Test
    void a_day_is_known_in_those_years_and_every_other_one_is_out_of_range() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            long epochDay = i < 250
                    ? random.nextLong(-40_000, 450_000)
                    : random.nextLong(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay());
            LocalDate day = LocalDate.ofEpochDay(epochDay);
            boolean known = day.getYear() >= 1949 && day.getYear() <= 2999;
            expect(known, get(URI.create("/api/days/" + encoded(day))), "seed " + seed + ": " + day);
            expect(known, body("{\"date\":\"" + day + "\"}"), "seed " + seed + ": " + day);
        }
        for (LocalDate day : new LocalDate[] {LocalDate.MIN, LocalDate.MAX, LocalDate.of(0, 1, 1)}) {
            expect(false, get(URI.create("/api/days/2026-01-01?asOf=" + encoded(day))), day.toString());
        }
        expectOutOfRange(get("/api/days/1948-12-31"));
        expectOutOfRange(get("/api/days/2999-12-31?asOf=3000-01-01"));
        expectOutOfRange(body("{\"date\":\"3000-01-01\"}"));
    }

    @Test
    void an_instant_is_known_in_those_years_and_every_other_one_is_out_of_range() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            long second = i < 250
                    ? random.nextLong(-3_000_000_000L, 40_000_000_000L)
                    : random.nextLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
            Instant at = Instant.ofEpochSecond(second);
            int year = at.atOffset(ZoneOffset.UTC).getYear();
            boolean known = year >= 1949 && year <= 2999;
            expect(known, get(URI.create("/api/known?knownBy=" + encoded(at))), "seed " + seed + ": " + at);
            expect(known, body("{\"until\":\"" + at + "\"}"), "seed " + seed + ": " + at);
        }
        expect(false, body("{\"until\":\"" + Instant.MAX + "\"}"), "the last");
        expectOutOfRange(body("{\"until\":\"1948-12-31T23:59:59Z\"}"));
        expectOutOfRange(get("/api/known?knownBy=3000-01-01T00:00:00Z"));
        expect(true, body("{\"occurredAt\":\"0001-01-01T00:00:00Z\"}"), "refused by the command, more closely");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/years/soon",
                "/api/years/20.5",
                "/api/days/2026-13-01",
                "/api/days/today",
                "/api/known?knownBy=2026-01-01"
            })
    void what_is_none_at_all_is_of_the_wrong_form(String path) throws Exception {
        MockHttpServletResponse answer = web.perform(get(path)).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid-request");
    }

    @Test
    void nothing_in_a_body_is_not_stated() throws Exception {
        expect(true, body("{\"date\":null,\"until\":null}"), "nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, year：99999 不在 1949 至 2999 年之间，请核对。",
        "en, 'year: 99999 lies outside the years 1949 to 2999. Check it.'"
    })
    void the_refusal_says_what_is_known(String language, String detail) throws Exception {
        var answer = web.perform(get("/api/years/99999").locale(Locale.forLanguageTag(language)))
                .andReturn()
                .getResponse();
        assertThat(JSON.readTree(answer.getContentAsByteArray()).path("detail").asString())
                .isEqualTo(detail);
    }

    @Test
    void of_a_list_the_refusal_names_the_element() throws Exception {
        var answer = web.perform(
                        body("{\"holidays\":[\"2026-01-01\",\"0000-01-01\"]}").locale(Locale.ENGLISH))
                .andReturn()
                .getResponse();
        assertThat(JSON.readTree(answer.getContentAsByteArray()).path("detail").asString())
                .isEqualTo("holidays[1]: 0000-01-01 lies outside the years 1949 to 2999. Check it.");
    }

    /** What has more than four digits is no date in the one form that dates have. */
    private void expect(boolean known, MockHttpServletRequestBuilder request, String what) throws Exception {
        MockHttpServletResponse answer = web.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus()).as(what).isEqualTo(known ? 200 : 400);
        if (!known) {
            assertThat(code(answer)).as(what).isIn("year-out-of-range", "invalid-request", "invalid-json");
        }
    }

    private void expectOutOfRange(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = web.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("year-out-of-range");
    }

    private static MockHttpServletRequestBuilder body(String json) {
        return post("/api/days").contentType(MediaType.APPLICATION_JSON).content(json);
    }

    private static String encoded(Object stated) {
        return URLEncoder.encode(stated.toString(), StandardCharsets.UTF_8);
    }

    private static String code(MockHttpServletResponse answer) {
        JsonNode problem = JSON.readTree(answer.getContentAsByteArray());
        return problem.path("code").asString();
    }
}
