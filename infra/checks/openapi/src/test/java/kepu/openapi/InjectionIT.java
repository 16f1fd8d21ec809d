package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import kepu.access.Grant;
import kepu.access.RouteRule.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Operators of the database and fields of the store, sent wherever something can be sent: refused, nothing stored. */
class InjectionIT {
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> OPERATORS =
            List.of("{\"$ne\":null}", "{\"$gt\":\"\"}", "{\"$where\":\"1\"}", "{\"$regex\":\".*\"}");
    private static final List<String> OPERATOR_KEYS = List.of("$where", "$ne", "$set", "$or");
    private static final List<String> NOT_THE_CALLERS = List.of(
            "unitId",
            "score",
            "version",
            "outbox",
            "_id",
            "id",
            "sequence",
            "applied",
            "firstApplied",
            "usedKeys",
            "setVersions",
            "recordedBy",
            "grants",
            "_class");
    private static final Set<String> REFUSALS = Set.of("invalid-json", "unknown-field", "invalid-body");

    /** Sent in a path or a query. */
    private static final List<String> IN_ADDRESSES =
            List.of("{\"$gt\":\"\"}", "{\"$ne\":null}", "$ne", "[$ne]", "';return true;'");

    private static StoryRun run;
    private static Installation installation;
    private static Validator validator;

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        installation = Installation.running();
        validator = run.validator();
        installation.settle();
    }

    /** A body that differs from a good one in one respect. */
    private record Attack(String what, JsonNode body) {}

    private static List<Route> routesWithBody() {
        return run.routes().stream().filter(validator::takesJson).toList();
    }

    @Test
    void every_write_takes_a_body_that_was_attacked_or_none_at_all() {
        List<String> without = run.routes().stream()
                .filter(Route::isWrite)
                .filter(route -> !validator.operation(route).has("requestBody"))
                .map(Route::name)
                .toList();

        assertThat(without)
                .containsExactlyInAnyOrder(
                        "POST /api/v1/assessment/false-records/{id}/confirmation",
                        "POST /api/v1/assessment/inspection-draws/{id}/revelation",
                        "POST /api/v1/assessment/vetoes/{id}/approval",
                        "POST /api/v1/identity/clients/{clientId}/secret",
                        "POST /api/v1/identity/signing-keys/rotation");
        assertThat(routesWithBody()).hasSizeGreaterThan(45);
    }

    @Test
    void an_operator_in_place_of_a_value_is_refused_and_nothing_is_stored() {
        attack((schema, body, attacks) -> replaced(schema, body, "", attacks));
    }

    @Test
    void an_operator_beside_the_fields_is_refused_and_nothing_is_stored() {
        attack((schema, body, attacks) -> beside(body, "", attacks, body));
    }

    @Test
    void a_field_that_is_the_stores_or_not_asked_for_is_refused_and_nothing_is_stored() {
        attack((schema, body, attacks) -> {
            JsonNode known = resolved(schema).path("properties");
            for (String field : NOT_THE_CALLERS) {
                if (!known.has(field)) {
                    ObjectNode more = body.deepCopy();
                    more.put(field, field.equals("unitId") ? "990199100202" : "1");
                    attacks.add(new Attack(field + " assigned", more));
                }
            }
        });
    }

    @Test
    void what_the_document_requires_and_limits_is_required_and_limited() {
        attack((schema, body, attacks) -> {
            JsonNode known = resolved(schema);
            known.path("required").forEach(name -> {
                ObjectNode less = body.deepCopy();
                less.remove(name.asString());
                attacks.add(new Attack(name + " left out", less));
            });
            known.path("properties").properties().forEach(property -> {
                for (JsonNode beyond : beyond(resolved(property.getValue()))) {
                    ObjectNode attacked = body.deepCopy();
                    attacked.set(property.getKey(), beyond);
                    attacks.add(new Attack(property.getKey() + " out of bounds: " + beyond, attacked));
                }
            });
        });
    }

    /** Values just outside of what a schema allows. */
    private static List<JsonNode> beyond(JsonNode schema) {
        List<JsonNode> beyond = new ArrayList<>();
        if (schema.has("maxLength")) {
            beyond.add(StringNode.valueOf("x".repeat(schema.get("maxLength").asInt() + 1)));
        }
        if (schema.path("pattern").asString("").equals("\\S")) {
            beyond.add(StringNode.valueOf(" "));
        }
        if (schema.has("enum")) {
            beyond.add(StringNode.valueOf("NO_SUCH_THING"));
        }
        if (schema.has("format") && schema.path("type").asString("").equals("string")) {
            beyond.add(StringNode.valueOf("yesterday"));
        }
        if (schema.has("minimum")) {
            beyond.add(LongNode.valueOf(schema.get("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            beyond.add(LongNode.valueOf(schema.get("maximum").asLong() + 1));
        }
        if (schema.path("type").asString("").equals("boolean")) {
            beyond.add(StringNode.valueOf("perhaps"));
        }
        return beyond;
    }

    private interface Attacks {
        void on(JsonNode schema, ObjectNode body, List<Attack> attacks);
    }

    private static void attack(Attacks how) {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        int sent = 0;
        for (Route route : routesWithBody()) {
            Step step = run.story().stepsOf(route).getFirst();
            JsonNode schema = validator.operation(route).at("/requestBody/content/application~1json/schema");
            List<Attack> attacks = new ArrayList<>();
            how.on(
                    schema,
                    JSON.readTree(Objects.requireNonNull(step.sent(run.answers())))
                            .asObject(),
                    attacks);
            for (Attack attack : attacks) {
                sent++;
                Http.Answer answer = send(route, step, attack.body().toString());
                if (answer.status() != 400 || !REFUSALS.contains(answer.code())) {
                    wrong.add(route + ", " + attack.what() + ": " + answer.status() + " " + answer.body());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(sent).isGreaterThan(routesWithBody().size());
        assertThat(installation.stored()).isEqualTo(before);
    }

    private static Http.Answer send(Route route, Step step, @Nullable String body) {
        return send(route, step, step.target(run.answers()), body, unitOf(step));
    }

    private static String unitOf(Step step) {
        return step.unit() == null ? Grant.EVERYWHERE : step.unit();
    }

    private static Http.Answer send(Route route, Step step, String target, @Nullable String body, String unit) {
        Map<String, String> headers = new TreeMap<>();
        List<String> grants = step.as() == null ? List.of() : List.of(step.as() + "@" + unit);
        headers.put("Authorization", "Bearer " + installation.tokens().good(step.subject(step.as()), grants));
        if (step.isWrite()) {
            headers.put("Idempotency-Key", "attack-" + UUID.randomUUID());
        }
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        URI base = installation.addressOf(route.service());
        return Http.send(step.method(), base, target, headers, body);
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? validator.at(schema.get("$ref").asString()) : schema;
    }

    /** Each value of the schema, whether the good body has it or not, replaced by each operator. */
    private static void replaced(JsonNode schema, ObjectNode body, String at, List<Attack> attacks) {
        resolved(schema).path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode inner = resolved(property.getValue());
            replace(body, at + "/" + name, attacks);
            if (inner.path("type").asString("").equals("array")) {
                JsonNode items = resolved(inner.get("items"));
                if (items.has("properties")) {
                    items.get("properties")
                            .propertyNames()
                            .forEach(field -> replace(body, at + "/" + name + "/0/" + field, attacks));
                } else {
                    replace(body, at + "/" + name + "/0", attacks);
                }
            }
        });
    }

    private static void replace(ObjectNode body, String pointer, List<Attack> attacks) {
        for (String operator : OPERATORS) {
            ObjectNode attacked = body.deepCopy();
            if (put(attacked, pointer, JSON.readTree(operator))) {
                attacks.add(new Attack(operator + " at " + pointer, attacked));
            }
        }
    }

    /** Only into what is there; a field that is left out may be added. */
    private static boolean put(ObjectNode body, String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
            return true;
        }
        if (parent instanceof ArrayNode array) {
            if (array.isEmpty()) {
                array.add(value);
            } else {
                array.set(0, value);
            }
            return true;
        }
        return false;
    }

    /** Keys of operators in the body and in each object inside it. */
    private static void beside(JsonNode node, String at, List<Attack> attacks, ObjectNode body) {
        if (node.isObject()) {
            for (String key : OPERATOR_KEYS) {
                ObjectNode attacked = body.deepCopy();
                ((ObjectNode) attacked.at(at)).put(key, "1");
                attacks.add(new Attack(key + " in " + at, attacked));
            }
            node.properties().forEach(inner -> beside(inner.getValue(), at + "/" + inner.getKey(), attacks, body));
        } else if (node.isArray() && !node.isEmpty()) {
            beside(node.get(0), at + "/0", attacks, body);
        }
    }

    @Test
    void an_operator_in_a_query_finds_nothing_more_than_no_query_and_nothing_is_stored() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        everyStep((route, step) -> validator.operation(route).get("parameters").forEach(parameter -> {
            if (parameter.path("in").asString("").equals("query")) {
                String name = parameter.get("name").asString();
                Map<String, String> rest = new TreeMap<>(step.query());
                rest.remove(name);
                Http.Answer plain = read(route, step, rest);
                for (String operator : IN_ADDRESSES) {
                    Map<String, String> attacked = new TreeMap<>(rest);
                    attacked.put(name, operator);
                    Http.Answer answer = read(route, step, attacked);
                    if (!foundNothing(answer) && !foundNoMore(answer, plain)) {
                        wrong.add(route + " " + attacked + ": " + answer.status() + " " + answer.body());
                    }
                }
                for (String key : List.of(name + "[$ne]", name + "[$gt]", "$where")) {
                    Map<String, String> attacked = new TreeMap<>(rest);
                    attacked.put(key, "x");
                    Http.Answer answer = read(route, step, attacked);
                    if (!foundNothing(answer) && !answer.body().equals(plain.body())) { // unknown ones mean nothing
                        wrong.add(route + " " + attacked + ": " + answer.status() + " " + answer.body());
                    }
                }
            }
        }));

        assertThat(wrong).isEmpty();
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void an_operator_in_a_path_finds_nothing_reveals_nothing_and_stores_nothing() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        everyStep((route, step) -> {
            Map<String, String> variables = Objects.requireNonNull(route.variables(step.shown()));
            for (String name : variables.keySet()) {
                for (String operator : IN_ADDRESSES) {
                    String target = route.template();
                    for (var variable : variables.entrySet()) {
                        String value = variable.getKey().equals(name) ? operator : variable.getValue();
                        target = target.replace("{" + variable.getKey() + "}", Step.encoded(value));
                    }
                    String body = step.body() == null ? null : step.sent(run.answers());
                    Http.Answer answer = send(route, step, Step.target(target, step.query()), body, Grant.EVERYWHERE);
                    if (!foundNothing(answer)) {
                        wrong.add(route + " " + name + "=" + operator + ": " + answer.status() + " " + answer.body());
                    }
                }
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void what_no_door_lets_through_is_answered_in_problems() {
        List<String> wrong = new ArrayList<>();
        everyStep((route, step) -> {
            for (String odd :
                    List.of("%0A", "%3B", "%25", "%5C", "%2F", "%00", "%7F", "..;", "%F0%9F%92%A9", "%E2%80%A8")) {
                String target = route.template().replaceAll("\\{[^}]*}", odd);
                String token = installation.tokens().good(step.subject(step.as()), List.of(step.as() + "@all"));
                Http.Answer answer = Http.send(
                        step.method(),
                        installation.gatewayAddress(),
                        target,
                        Map.of("Authorization", "Bearer " + token),
                        step.body() == null ? null : "{}");
                boolean isProblem = List.of("application/problem+json")
                        .equals(answer.headers().get("content-type"));
                if (!target.equals(route.template())
                        && (answer.status() >= 500 || answer.status() >= 400 && !isProblem)) {
                    wrong.add(route + " " + odd + ": " + answer.status() + " "
                            + answer.headers().get("content-type"));
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    private interface Try {
        void on(Route route, Step step);
    }

    private static void everyStep(Try attack) {
        run.routes().stream()
                .filter(route ->
                        route.rule().kind() == Kind.ROLE || route.rule().kind() == Kind.OWN)
                .forEach(route -> attack.on(route, run.story().stepsOf(route).getFirst()));
    }

    private static Http.Answer read(Route route, Step step, Map<String, String> query) {
        return send(route, step, Step.target(step.shown(), query), step.file(), Grant.EVERYWHERE);
    }

    private static boolean foundNothing(Http.Answer answer) {
        return Set.of(400, 404, 422).contains(answer.status())
                || answer.status() == 200
                        && List.of("items", "entries").stream().anyMatch(list -> isEmptyList(answer.json(), list));
    }

    /** A cursor is a place in the order of ids, and any text is one. */
    private static boolean foundNoMore(Http.Answer answer, Http.Answer plain) {
        List<JsonNode> all = new ArrayList<>();
        plain.json().path("items").forEach(all::add);
        List<JsonNode> some = new ArrayList<>();
        answer.json().path("items").forEach(some::add);
        return answer.status() == 200 && !some.isEmpty() && all.containsAll(some);
    }

    private static boolean isEmptyList(JsonNode answer, String name) {
        return answer.path(name).isArray() && answer.get(name).isEmpty();
    }

    @Test
    void a_text_that_looks_like_an_operator_stays_a_text() {
        for (String text : List.of("$where: 1", "{\"$gt\":\"\"}", "$ne")) {
            Consumer<ObjectNode> place = body -> body.put("place", text);
            String id = made("board", place).path("id").asString();
            assertThat(read("board-read", id).path("place").asString()).isEqualTo(text);
            Consumer<ObjectNode> name = body -> body.put("name", text);
            String target = made("link-target", name).path("id").asString();
            assertThat(read("link-target-read", target).path("name").asString()).isEqualTo(text);
        }
    }

    private static Step step(String name) {
        return run.story().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode made(String name, Consumer<ObjectNode> change) {
        Step step = step(name);
        ObjectNode body = Objects.requireNonNull(step.body()).deepCopy().asObject();
        change.accept(body);
        Http.Answer answer = send(run.routeOf(step), step, body.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private static JsonNode read(String name, String id) {
        Step step = step(name);
        String path = step.path().substring(0, step.path().lastIndexOf('/') + 1) + id;
        return send(run.routeOf(step), step, path, null, unitOf(step)).json();
    }
}
