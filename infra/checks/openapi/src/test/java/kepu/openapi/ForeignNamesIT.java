package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kepu.access.RouteRule.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody of another township names what exists in the story's, and what exists nowhere: the same answers, but for the name
 * itself, ids that were just made and times.
 */
class ForeignNamesIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reaches nothing that the story is about. */
    private static final String OTHER_TOWNSHIP = "990199101";

    /** Where a body names something: an id, a code, a name that must be one's own. */
    private static final List<String> NAMING = List.of("Id", "username", "attendees", "successors");

    private static final String MADE_NOW =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

    private static StoryRun run;
    private static Installation installation;

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        installation = Installation.running();
        installation.settle();
    }

    @Test
    void a_path_tells_nothing_of_what_exists_elsewhere() {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Step step : steps()) {
            Route route = run.routeOf(step);
            Map<String, String> variables = Objects.requireNonNull(route.variables(step.shown()));
            String body = step.sent(run.answers());
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                if (isName(variable.getKey(), variable.getValue())) {
                    asked++;
                    String unknown = unknown(variable.getValue());
                    Http.Answer foreign = send(step, target(step, route, variables), body);
                    Map<String, String> changed = new TreeMap<>(variables);
                    changed.put(variable.getKey(), unknown);
                    Http.Answer nothing = send(step, target(step, route, changed), body);
                    compare(step, "path", variable.getValue(), foreign, unknown, nothing, wrong);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(60);
    }

    private static String target(Step step, Route route, Map<String, String> variables) {
        String path = route.template();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", Step.encoded(variable.getValue()));
        }
        return Step.target(path, step.query());
    }

    @Test
    void a_body_tells_nothing_of_what_exists_elsewhere() {
        List<String> wrong = new ArrayList<>();
        Set<String> asked = new TreeSet<>();
        for (Step step : steps()) {
            if (step.body() == null) {
                continue;
            }
            for (boolean own : List.of(false, true)) { // whether the other units that it names are the caller's
                ObjectNode body = JSON.readTree(Objects.requireNonNull(step.sent(run.answers())))
                        .asObject();
                for (Map.Entry<String, JsonNode> field : List.copyOf(body.properties())) {
                    String known = name(field.getKey(), field.getValue());
                    if (known != null) {
                        asked.add(step.method() + " " + run.routeOf(step).template() + " " + field.getKey());
                        String unknown = unknown(known);
                        Http.Answer foreign = send(step, path(step), named(body, field.getKey(), known, own));
                        Http.Answer nothing = send(step, path(step), named(body, field.getKey(), unknown, own));
                        compare(step, field.getKey(), known, foreign, unknown, nothing, wrong);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(asked)
                .contains(
                        "POST /api/v1/organization/units unitId",
                        "POST /api/v1/organization/units parentId",
                        "POST /api/v1/volunteers/people personId",
                        "POST /api/v1/volunteers/visits teamId",
                        "POST /api/v1/volunteers/teams/{id}/links targetId",
                        "POST /api/v1/campaigns/activities unitId",
                        "POST /api/v1/identity/accounts username")
                .hasSizeGreaterThan(25);
    }

    private static String path(Step step) {
        return step.target(run.answers());
    }

    private static String named(ObjectNode body, String field, String name, boolean own) {
        ObjectNode changed = body.deepCopy();
        if (own) {
            for (String unit : List.of("unitId", "parentId")) {
                if (changed.has(unit)) {
                    changed.put(unit, OTHER_TOWNSHIP);
                }
            }
        }
        if (changed.get(field) instanceof ArrayNode) {
            changed.putArray(field).add(name);
        } else {
            changed.put(field, name);
        }
        return changed.toString();
    }

    /** What a field names, if it names something. */
    private static @Nullable String name(String field, JsonNode value) {
        JsonNode first = value.isArray() && !value.isEmpty() ? value.get(0) : value;
        return first.isString() && isName(field, first.stringValue()) ? first.stringValue() : null;
    }

    private static boolean isName(String field, String value) {
        return value.length() > 3
                && !value.equals(OTHER_TOWNSHIP)
                && (field.equals("id") || NAMING.stream().anyMatch(field::endsWith))
                && !value.contains("{");
    }

    /** Of the same form, and nobody's. */
    private static String unknown(String known) {
        if (known.matches("[0-9a-f]{8}-.*")) {
            return UUID.randomUUID().toString();
        }
        int at = known.indexOf('@') < 0 ? known.length() : known.indexOf('@');
        String last = known.substring(at - 2, at).equals("87") ? "78" : "87";
        return known.substring(0, at - 2) + last + known.substring(at);
    }

    private static void compare(
            Step step,
            String where,
            String known,
            Http.Answer foreign,
            String unknown,
            Http.Answer nothing,
            List<String> wrong) {
        if (!plain(foreign, known).equals(plain(nothing, unknown))) {
            wrong.add(step.name() + ", " + where + " " + known + ": " + foreign.status() + " " + foreign.body()
                    + " but for " + unknown + ": " + nothing.status() + " " + nothing.body());
        }
    }

    private static Map<String, String> plain(Http.Answer answer, String name) {
        Map<String, String> plain = new LinkedHashMap<>();
        plain.put("status", Integer.toString(answer.status()));
        plain.put("body", plain(answer.body(), name));
        plain.put(
                "location",
                plain(answer.headers().getOrDefault("location", List.of()).toString(), name));
        plain.put("names of headers", new TreeSet<>(answer.headers().keySet()).toString());
        return plain;
    }

    private static String plain(String text, String name) {
        String whole = "(?<![0-9A-Za-z])(?:" + Pattern.quote(name) + "|" + Pattern.quote(Step.encoded(name))
                + ")(?![0-9A-Za-z])";
        return text.replaceAll(whole, "NAME").replaceAll(MADE_NOW, "NOW");
    }

    private static List<Step> steps() {
        return run.story().steps().stream()
                .filter(step -> step.as() != null && step.unit() != null) // what is about no unit is everybody's
                .filter(step -> run.routeOf(step).rule().kind() == Kind.ROLE)
                .collect(Collectors.toList());
    }

    private static Http.Answer send(Step step, String target, @Nullable String body) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(
                "Authorization",
                "Bearer " + installation.tokens().good("example-neighbour", List.of(step.as() + "@" + OTHER_TOWNSHIP)));
        if (step.isWrite()) {
            headers.put("Idempotency-Key", "neighbour-" + UUID.randomUUID());
        }
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        return Http.send(step.method(), installation.addressOf(run.routeOf(step).service()), target, headers, body);
    }
}
