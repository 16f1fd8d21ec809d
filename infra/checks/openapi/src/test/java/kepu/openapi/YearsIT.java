package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.access.Grant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Years, days and instants that the system does not know, sent wherever the document says that one can be sent: refused as
 * what they are, nothing stored, nothing broken.
 */
class YearsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RANDOM_ONES = 5;
    private static final String OUT_OF_RANGE = "year-out-of-range";

    /** Of a date with four digits for its year, or of a number; others are refused for their form. */
    private static final Pattern FORM = Pattern.compile("^[0-9]{4}-|^-?[0-9]{1,19}$");

    /** The story is over: a version, a name or a person of its may be refused before the time is looked at. */
    private static final Set<String> BY_NOW_REFUSED =
            Set.of("occurred-", "version-mismatch", "if-match-required", "username-taken", "personal-data-erased");

    private static final long SEED = System.nanoTime();
    private static final Map<Sort, List<String>> STRANGE = strange(new Random(SEED));

    private static StoryRun run;
    private static Installation installation;
    private static Validator validator;

    private enum Sort {
        YEAR,
        DATE,
        INSTANT
    }

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        installation = Installation.running();
        validator = run.validator();
        installation.settle();
    }

    private static Map<Sort, List<String>> strange(Random random) {
        List<String> years = new ArrayList<>(List.of(
                "0",
                "-1",
                "1",
                "1948",
                "3000",
                "9999",
                "10000",
                "99999",
                "2147483647",
                "-2147483648",
                "2147483648",
                "99999999999999999999"));
        List<String> dates = new ArrayList<>(List.of(
                "0000-01-01",
                "-0001-12-31",
                "1948-12-31",
                "3000-01-01",
                "9999-12-31",
                "+999999999-12-31",
                "-999999999-01-01"));
        List<String> instants = new ArrayList<>(List.of(
                "0000-01-01T00:00:00Z",
                "1948-12-31T23:59:59Z",
                "3000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"));
        for (int i = 0; i < RANDOM_ONES; i++) {
            int year = random.nextBoolean() ? random.nextInt(3000, Integer.MAX_VALUE) : -random.nextInt(0, 999999999);
            years.add(Integer.toString(year));
            int far = 3000 + random.nextInt(999_990_000);
            dates.add((far > 9999 ? "+" : "") + far + "-02-28");
            instants.add((far > 9999 ? "+" : "") + far + "-02-28T10:00:00Z");
        }
        return Map.of(Sort.YEAR, years, Sort.DATE, dates, Sort.INSTANT, instants);
    }

    private static Optional<Sort> sortOf(String name, JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date" -> Optional.of(Sort.DATE);
            case "date-time" -> Optional.of(Sort.INSTANT);
            case "int32" -> name.equals("year") ? Optional.of(Sort.YEAR) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private interface Sending {
        void send(Route route, Step step, String name, String strange);
    }

    private static void everyParameter(String in, Sending sending) {
        for (Route route : run.routes()) {
            Step step = run.story().stepsOf(route).getFirst();
            validator.operation(route).path("parameters").forEach(parameter -> {
                String name = parameter.path("name").asString("");
                if (parameter.path("in").asString("").equals(in)) {
                    sortOf(name, resolved(parameter.path("schema")))
                            .ifPresent(sort -> STRANGE.getOrDefault(sort, List.of())
                                    .forEach(strange -> sending.send(route, step, name, strange)));
                }
            });
        }
    }

    @Test
    void in_a_path_it_is_out_of_range() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> sent = new HashMap<>();
        everyParameter("path", (route, step, name, strange) -> {
            Map<String, String> variables = new TreeMap<>(Objects.requireNonNull(route.variables(step.shown())));
            variables.put(name, strange);
            String target = route.template();
            for (var variable : variables.entrySet()) {
                target = target.replace("{" + variable.getKey() + "}", Step.encoded(variable.getValue()));
            }
            String body = step.body() == null ? null : step.sent(run.answers());
            expect(
                    OUT_OF_RANGE,
                    route,
                    name,
                    strange,
                    send(route, step, Step.target(target, step.query()), body),
                    wrong);
            sent.merge(route.name(), 1, Integer::sum);
        });

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(9);
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void in_a_query_it_is_out_of_range() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> sent = new HashMap<>();
        everyParameter("query", (route, step, name, strange) -> {
            Map<String, String> query = new TreeMap<>(step.query());
            query.put(name, strange);
            String body = step.body() == null ? null : step.sent(run.answers());
            expect(
                    OUT_OF_RANGE,
                    route,
                    name,
                    strange,
                    send(route, step, Step.target(step.shown(), query), body),
                    wrong);
            sent.merge(route.name() + " " + name, 1, Integer::sum);
        });

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(9);
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void in_a_body_it_is_refused() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> sent = new HashMap<>();
        for (Route route : run.routes()) {
            JsonNode schema = resolved(validator.operation(route).at("/requestBody/content/application~1json/schema"));
            Step step = run.story().stepsOf(route).getFirst();
            if (step.body() == null) {
                continue;
            }
            ObjectNode body = JSON.readTree(Objects.requireNonNull(step.sent(run.answers())))
                    .asObject();
            schema.path("properties").properties().forEach(property -> {
                String name = property.getKey();
                sortOf(name, resolved(property.getValue())).ifPresent(sort -> {
                    for (String strange : STRANGE.getOrDefault(sort, List.of())) {
                        ObjectNode attacked = body.deepCopy();
                        attacked.put(name, strange);
                        String text = sort == Sort.YEAR
                                ? attacked.toString().replace("\"" + strange + "\"", strange)
                                : attacked.toString();
                        Http.Answer answer = send(route, step, step.target(run.answers()), text);
                        expect(refusal(name, sort), route, name, strange, answer, wrong);
                        sent.merge(route.name() + " " + name, 1, Integer::sum);
                    }
                });
            });
        }

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(sent).hasSizeGreaterThan(40);
        assertThat(installation.stored()).isEqualTo(before);
    }

    /** What a body's own rules say more closely is said by them. */
    private static String refusal(String name, Sort sort) {
        return name.equals("occurredAt") ? "occurred-" : sort == Sort.YEAR ? "invalid-" : OUT_OF_RANGE;
    }

    private static void expect(
            String code, Route route, String name, String strange, Http.Answer answer, List<String> wrong) {
        Set<String> codes = !FORM.matcher(strange).find()
                ? Set.of("invalid-", OUT_OF_RANGE)
                : name.equals("occurredAt") ? BY_NOW_REFUSED : Set.of(code);
        if (!Set.of(400, 409, 412, 422, 428).contains(answer.status())
                || codes.stream().noneMatch(answer.code()::startsWith)) {
            wrong.add(route + " " + name + "=" + strange + ": " + answer.status() + " " + answer.body());
        }
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? validator.at(schema.get("$ref").asString()) : schema;
    }

    private static Http.Answer send(Route route, Step step, String target, @Nullable String body) {
        Map<String, String> headers = new TreeMap<>();
        String unit = step.unit() == null ? Grant.EVERYWHERE : step.unit();
        List<String> grants =
                Stream.ofNullable(step.as()).map(role -> role + "@" + unit).toList();
        headers.put("Authorization", "Bearer " + installation.tokens().good(step.subject(step.as()), grants));
        if (step.isWrite()) {
            headers.put("Idempotency-Key", "years-" + UUID.randomUUID());
        }
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        URI base = installation.addressOf(route.service());
        return Http.send(step.method(), base, target, headers, body);
    }
}
