package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import kepu.access.Grant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Every field of every body, every parameter of every route, with all that the document says it is not: 400, the field or
 * parameter named, nothing stored.
 */
class StrictReadingIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";

    /** Stands in a body where a text follows that {@link JsonNode} could not hold. */
    private static final String PLACE = "@@";

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

    /** One request that is to be refused. */
    private record Try(Route route, Step step, String what, String target, Map<String, String> headers, byte[] body) {}

    /** What the refusal has to be. */
    private record Refusal(int status, Set<String> codes, String named) {
        boolean isMetBy(Http.Answer answer) {
            if (answer.status() != status) {
                return false;
            }
            JsonNode problem = answer.json();
            return codes.contains(problem.path("code").asString(""))
                    && problem.path("detail").asString("").contains(named);
        }
    }

    private static final class Table {
        private final Map<String, List<String>> before = installation.stored();
        private final List<String> wrong = new ArrayList<>();
        private int sent;

        void expect(Refusal refusal, Try one) {
            sent++;
            Http.Answer answer = send(one, installation.addressOf(one.route().service()));
            if (!refusal.isMetBy(answer)) {
                wrong.add(one.route() + ", " + one.what() + ": expected " + refusal + ", came " + answer.status() + " "
                        + answer.body());
            }
        }

        void isClean(int atLeast) {
            assertThat(wrong).as(wrong.size() + " of " + sent).isEmpty();
            assertThat(sent).isGreaterThan(atLeast);
            assertThat(installation.stored()).isEqualTo(before);
        }
    }

    @Test
    void no_field_takes_what_is_of_another_type() {
        Table table = new Table();
        for (Route route : withBody()) {
            Step step = stepOf(route);
            fields(schemaOf(route), "", goodBody(step), (pointer, schema, required) -> {
                ObjectNode body = goodBody(step);
                put(body, pointer);
                String withPlace = body.toString();
                for (String form : WrongForms.inJson(schema, required)) {
                    String text = withPlace.replace('"' + PLACE + '"', form);
                    table.expect(
                            new Refusal(
                                    400,
                                    codes(form, schema),
                                    form.equals("null") ? ofElement(named(pointer)) : named(pointer)),
                            with(route, step, pointer + " = " + form, text));
                }
            });
        }
        table.isClean(1_000);
    }

    private interface Field {
        void on(String pointer, JsonNode schema, boolean required);
    }

    /** Each field that the schema knows and the good body has room for. */
    private static void fields(JsonNode schema, String at, ObjectNode body, Field field) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        schema.path("properties").properties().forEach(property -> {
            String pointer = at + "/" + property.getKey();
            JsonNode inner = resolved(property.getValue());
            field.on(pointer, inner, required.contains(property.getKey()));
            if (inner.path("type").asString("").equals("array")) {
                JsonNode items = resolved(inner.get("items"));
                if (items.has("properties")) {
                    if (body.at(pointer + "/0").isObject()) {
                        field.on(pointer + "/0", items, true);
                        fields(items, pointer + "/0", body, field);
                    }
                } else {
                    field.on(pointer + "/0", items, true);
                }
            } else if (inner.has("properties") && body.at(pointer).isObject()) {
                fields(inner, pointer, body, field);
            }
        });
    }

    private static void put(ObjectNode body, String pointer) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        JsonNode parent = body.at(pointer.substring(0, last));
        switch (parent) {
            case ObjectNode object -> object.put(name, PLACE);
            case ArrayNode array when array.isEmpty() -> array.add(PLACE);
            case ArrayNode array -> array.set(0, StringNode.valueOf(PLACE));
            default -> {
                ObjectNode owner = (ObjectNode) body.at(pointer.substring(0, pointer.lastIndexOf('/', last - 1)));
                owner.putArray(pointer.substring(pointer.lastIndexOf('/', last - 1) + 1, last))
                        .add(PLACE);
            }
        }
    }

    /** {@code /sessions/0/from} is {@code sessions[0].from} to people. */
    private static String named(String pointer) {
        return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
    }

    /** What a text holds is for constraints and for whoever reads texts to say. */
    private static Set<String> codes(String form, JsonNode schema) {
        boolean isTextForText = form.startsWith("\"")
                && schema.path("type").asString("").equals("string")
                && !schema.has("enum")
                && !schema.has("format");
        return form.equals("null") || isTextForText ? Set.of("invalid-json", "invalid-body") : Set.of("invalid-json");
    }

    /** Of a set no constraint can tell which of its elements it is. */
    private static String ofElement(String name) {
        return name.replaceFirst("\\d+]$", "");
    }

    @Test
    void no_body_is_read_that_is_not_one_plain_json_object_in_utf8() {
        Table table = new Table();
        for (Route route : withBody()) {
            Step step = stepOf(route);
            String good = goodBody(step).toString();
            Map<String, String> texts = new LinkedHashMap<>();
            texts.put(good + "{}", "invalid-json");
            texts.put(good + "]", "invalid-json");
            texts.put("[" + good + "]", "invalid-json");
            texts.put("\"x\"", "invalid-json");
            texts.put("1", "invalid-json");
            texts.put("/**/" + good, "invalid-json");
            texts.put(good.replace('"', '\''), "invalid-json");
            texts.put("[".repeat(10_000), "invalid-json");
            texts.put("{\"" + "x".repeat(10_000) + "\":1}", "invalid-json");
            texts.put("null", "body-required");
            texts.put("\uFEFF" + good, "invalid-encoding");
            texts.put(good.substring(0, good.length() - 1) + ",\"no-such-field\":1}", "unknown-field");
            texts.forEach(
                    (text, code) -> table.expect(new Refusal(400, Set.of(code), ""), with(route, step, text, text)));
            if (!good.equals("{}")) {
                String first = JSON.readTree(good).propertyNames().iterator().next();
                String doubled = doubled(good, first);
                table.expect(new Refusal(400, Set.of("duplicate-field"), first), with(route, step, doubled, doubled));
            }
            for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_32BE)) {
                table.expect(
                        new Refusal(400, Set.of("invalid-encoding"), ""),
                        with(route, step, charset.name(), JSON_TYPE, good.getBytes(charset)));
            }
            byte[] broken = (good + " ").getBytes(StandardCharsets.UTF_8);
            broken[broken.length - 1] = (byte) 0xC0;
            table.expect(
                    new Refusal(400, Set.of("invalid-encoding"), ""), with(route, step, "broken", JSON_TYPE, broken));
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            for (String type : List.of("text/plain", "application/x+json", "application/json;charset=gbk", "")) {
                table.expect(
                        new Refusal(415, Set.of("unsupported-media-type"), ""), with(route, step, type, type, bytes));
            }
        }
        table.isClean(500);
    }

    /** The same value once more. */
    private static String doubled(String good, String field) {
        return good.substring(0, good.length() - 1) + ",\"" + field + "\":"
                + JSON.readTree(good).get(field) + "}";
    }

    @Test
    void no_route_takes_a_body_that_it_does_not_read() {
        Table table = new Table();
        run.routes().stream()
                .filter(route -> route.handler() != null)
                .filter(route -> !validator.operation(route).has("requestBody"))
                .forEach(route -> {
                    Step step = stepOf(route);
                    table.expect(
                            new Refusal(400, Set.of("body-not-expected"), ""),
                            with(route, step, "a body", "{\"reason\":\"x\"}"));
                });
        table.isClean(20);
    }

    @Test
    void no_parameter_takes_what_is_of_another_type() {
        Table table = new Table();
        for (Route route : run.routes()) {
            Step step = stepOf(route);
            for (JsonNode parameter : validator.operation(route).get("parameters")) {
                String name = parameter.path("name").asString("");
                String in = parameter.path("in").asString("");
                if (route.handler() == null || !in.equals("path") && !in.equals("query")) {
                    continue; // the gateway's variables are part of which route it is
                }
                for (String form : WrongForms.inAddress(parameter.get("schema"))) {
                    String target = in.equals("path") ? path(route, step, name, form) : query(step, name, form);
                    table.expect(
                            new Refusal(400, Set.of("invalid-request", "year-out-of-range"), name),
                            asGiven(route, step, name + " = " + form, target));
                }
            }
        }
        table.isClean(200);
    }

    @Test
    void every_parameter_of_a_query_is_known_there_once_and_not_empty() {
        Table table = new Table();
        for (Route route : run.routes()) {
            Step step = stepOf(route);
            String target = step.target(run.answers());
            String join = target.contains("?") ? "&" : "?";
            for (String unknown : List.of("no-such=1", "no-such", "limit%5B%5D=1")) {
                String name = unknown.startsWith("no") ? "no-such" : "limit[]";
                table.expect(
                        new Refusal(400, Set.of("unknown-parameter"), name),
                        asGiven(route, step, unknown, target + join + unknown));
            }
            for (JsonNode parameter : validator.operation(route).get("parameters")) {
                String name = parameter.path("name").asString("");
                if (!parameter.path("in").asString("").equals("query")) {
                    continue;
                }
                Map<String, String> rest = new TreeMap<>(step.query());
                String value = rest.remove(name);
                String bare = Step.target(step.shown(), rest);
                String with = bare + (bare.contains("?") ? "&" : "?") + name;
                table.expect(new Refusal(400, Set.of("invalid-request"), name), asGiven(route, step, with, with));
                table.expect(
                        new Refusal(400, Set.of("invalid-request"), name),
                        asGiven(route, step, with + "=", with + "="));
                String one = with + "=" + Step.encoded(value == null ? "1" : value);
                String two = one + "&" + name + "=1";
                table.expect(
                        new Refusal(400, Set.of("duplicate-parameter", "invalid-request"), name),
                        asGiven(route, step, two, two));
                if (parameter.path("required").asBoolean()) {
                    table.expect(new Refusal(400, Set.of("invalid-request"), name), asGiven(route, step, bare, bare));
                }
            }
        }
        table.isClean(150);
    }

    /** No client of ours would send it so. */
    @Test
    void no_escape_that_nobody_can_read_makes_a_service_fail() {
        List<String> wrong = new ArrayList<>();
        for (Route route : run.routes()) {
            Step step = stepOf(route);
            for (JsonNode parameter : validator.operation(route).get("parameters")) {
                if (parameter.path("in").asString("").equals("query")) {
                    String target = step.shown() + "?" + parameter.get("name").asString() + "=%zz";
                    String answer = Http.raw(
                            installation.addressOf(route.service()), step.method() + " " + target, headers(step));
                    if (!answer.startsWith("HTTP/1.1 400 ")) {
                        wrong.add(target + ": " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Longer, shorter, ending in a slash; and methods that no route has. */
    @Test
    void no_address_beside_a_route_makes_a_service_fail() {
        Set<String> failed = new TreeSet<>();
        for (Route route : run.routes()) {
            Step step = stepOf(route);
            Map<String, String> headers = headers(step);
            String path = step.shown();
            String above = path.substring(0, path.lastIndexOf('/'));
            for (String address :
                    List.of(path, path + "/", path + "/nothing", above, above + "/", above + "/nothing")) {
                for (String method : List.of("GET", "OPTIONS")) {
                    Http.Answer answer =
                            Http.send(method, installation.addressOf(route.service()), address, headers, null);
                    if (answer.status() >= 500) {
                        failed.add(method + " " + address + ": " + answer.status() + " " + answer.body());
                    }
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    /** Of the right type, but where nothing was ever meant to be. */
    @Test
    void no_value_at_the_end_of_its_range_makes_a_service_fail() {
        List<String> failed = new ArrayList<>();
        for (Route route : run.routes()) {
            Step step = stepOf(route);
            for (JsonNode parameter : validator.operation(route).get("parameters")) {
                String name = parameter.path("name").asString("");
                String in = parameter.path("in").asString("");
                if (!in.equals("path") && !in.equals("query")) {
                    continue;
                }
                for (String extreme : extremes(parameter.get("schema"))) {
                    String target = in.equals("path") ? path(route, step, name, extreme) : query(step, name, extreme);
                    Try one = asGiven(route, step, extreme, target);
                    Http.Answer answer = send(one, installation.addressOf(route.service()));
                    if (answer.status() >= 500) {
                        failed.add(route + " " + target + ": " + answer.status() + " " + answer.body());
                    }
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    private static List<String> extremes(JsonNode schema) {
        return switch (schema.path("type").asString("") + " "
                + schema.path("format").asString("")) {
            case "integer int32" -> List.of("2147483647", "-2147483648", "0", "-1", "999999999", "10000");
            case "integer int64" -> List.of("9223372036854775807", "-9223372036854775808", "0");
            case "string date" -> List.of("0000-01-01", "9999-12-31");
            case "string date-time" ->
                List.of("0000-01-01T00:00:00+18:00", "9999-12-31T23:59:59.999999999-18:00", "1969-12-31T23:59:59Z");
            default -> List.of();
        };
    }

    @Test
    void the_gateway_passes_a_refusal_on_as_it_is() {
        Route route = withBody().getFirst();
        Step step = stepOf(route);
        Try one = with(route, step, "", goodBody(step) + "{}");

        Http.Answer answer = send(one, installation.gatewayAddress());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-json");
    }

    private static List<Route> withBody() {
        return run.routes().stream().filter(validator::takesJson).toList();
    }

    private static Step stepOf(Route route) {
        return run.story().stepsOf(route).getFirst();
    }

    private static ObjectNode goodBody(Step step) {
        return JSON.readTree(Objects.requireNonNull(step.sent(run.answers()))).asObject();
    }

    private static JsonNode schemaOf(Route route) {
        return resolved(validator.operation(route).at("/requestBody/content/application~1json/schema"));
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? validator.at(schema.get("$ref").asString()) : schema;
    }

    private static String path(Route route, Step step, String name, String value) {
        Map<String, String> variables = Objects.requireNonNull(route.variables(step.shown()));
        String path = route.template();
        for (var variable : variables.entrySet()) {
            String one = variable.getKey().equals(name) ? value : variable.getValue();
            path = path.replace("{" + variable.getKey() + "}", Step.encoded(one));
        }
        return Step.target(path, step.query());
    }

    private static String query(Step step, String name, String value) {
        Map<String, String> query = new TreeMap<>(step.query());
        query.put(name, value);
        return Step.target(step.shown(), query);
    }

    private static Try with(Route route, Step step, String what, String body) {
        return with(route, step, what, JSON_TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Try with(Route route, Step step, String what, String type, byte[] body) {
        Map<String, String> headers = headers(step);
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        String told = what.length() > 200 ? what.substring(0, 200) : what;
        return new Try(route, step, told, step.target(run.answers()), headers, body);
    }

    /** With the good body, if the route takes one. */
    private static Try asGiven(Route route, Step step, String what, String target) {
        Map<String, String> headers = headers(step);
        byte[] body = new byte[0];
        if (step.body() != null) {
            headers.put("Content-Type", JSON_TYPE);
            body = goodBody(step).toString().getBytes(StandardCharsets.UTF_8);
        } else if (step.file() != null) {
            headers.put("Content-Type", "application/octet-stream");
            body = step.file().getBytes(StandardCharsets.UTF_8);
        }
        return new Try(route, step, what, target, headers, body);
    }

    private static Map<String, String> headers(Step step) {
        Map<String, String> headers = new TreeMap<>();
        List<String> grants = step.as() == null ? List.of() : List.of(step.as() + "@" + Grant.EVERYWHERE);
        headers.put("Authorization", "Bearer " + installation.tokens().good(step.subject(step.as()), grants));
        if (step.isWrite()) {
            headers.put("Idempotency-Key", "strict-" + UUID.randomUUID());
        }
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + step.ifMatch() + "\"");
        }
        return headers;
    }

    private static Http.Answer send(Try one, URI base) {
        return Http.sendBytes(one.step().method(), base, one.target(), one.headers(), one.body());
    }
}
