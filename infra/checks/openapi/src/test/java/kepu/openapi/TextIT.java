package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.access.Grant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every text of every body: blank in a way that one does not see, with somebody's number in disguise, and too long. */
class TextIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GUARD = "personal-data-in-text";

    private static final List<String> INVISIBLE = List.of(
            "\u00a0",
            "\u3000",
            "\u200b",
            "\u2800",
            "\u3164",
            "\ufeff\u00ad\u2060",
            "\u180e\ufe0f",
            "\u0301",
            " \t\n\u2028");

    private static final List<String> UNUSABLE = List.of("科普\u0000", "科普\u001b[1m", "科普\u0085", "科普\ue000", "科普\ufffd");

    /** An ID number of a county that does not exist, and a mobile number. */
    private static final List<String> DISGUISED = List.of(
            "990101199003071237",
            "990101\u200b199003\u200b071237",
            "99010119850412008Ｘ",
            "990101/19900307/1237",
            "（990101）19900307[1237]",
            "九九〇一〇一一九九〇〇三〇七一二三七",
            "➈➈⓪①⓪①①⑨⑨⓪⓪③⓪⑦①②③⑦",
            "138\u200b0013\u200b8000",
            "138/0013/8000",
            "138_0013_8000",
            "138、0013、8000",
            "138x0013x8000",
            "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
            "壹叁捌零零壹叁捌零零零");

    private static StoryRun run;
    private static Installation installation;
    private static Validator validator;

    @BeforeAll
    static void run_the_story() {
        run = StoryRun.completed();
        installation = Installation.running();
        validator = run.validator();
    }

    /** What others hear of an earlier test looks like something that this one stored. */
    @BeforeEach
    void settle() {
        installation.settle();
    }

    @AfterAll
    static void rest() {
        installation.settle();
    }

    /** A place in a body where a text stands, and what the document says of it. */
    private record Field(Route route, Step step, String pointer, JsonNode schema) {
        boolean isRequired() {
            return says("\\S");
        }

        /** Neither a code nor a number of a person's. */
        boolean isFree() {
            return schema.has("maxLength")
                    && patterns().allMatch(pattern -> pattern.equals("\\S") || pattern.contains("\\x1f"));
        }

        boolean isPersonal() {
            return Set.of("/idNumber", "/phone").contains(pointer);
        }

        int longest() {
            return schema.get("maxLength").asInt();
        }

        private boolean says(String wanted) {
            return patterns().anyMatch(wanted::equals);
        }

        private Stream<String> patterns() {
            return Stream.concat(Stream.of(schema), schema.path("allOf").valueStream())
                    .map(part -> part.path("pattern").asString(""))
                    .filter(pattern -> !pattern.isEmpty());
        }

        @Override
        public String toString() {
            return route + " " + pointer;
        }
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Route route : run.routes()) {
            JsonNode body = validator.operation(route).at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode()) {
                Step step = run.story().stepsOf(route).getFirst();
                collect(route, step, "", resolved(body), fields);
            }
        }
        return fields;
    }

    private static void collect(Route route, Step step, String at, JsonNode schema, List<Field> fields) {
        schema.path("properties")
                .properties()
                .forEach(property ->
                        collect(route, step, at + "/" + property.getKey(), property.getValue(), fields, true));
    }

    private static void collect(
            Route route, Step step, String at, JsonNode unresolved, List<Field> fields, boolean isItemToo) {
        JsonNode schema = resolved(unresolved);
        if (schema.has("properties")) {
            collect(route, step, at, schema, fields);
        } else if (schema.path("type").asString("").equals("array") && isItemToo) {
            collect(route, step, at + "/0", schema.get("items"), fields, false);
        } else if (schema.path("type").asString("").equals("string")
                && !schema.has("enum")
                && !schema.has("format")
                && !isTime(schema)) {
            fields.add(new Field(route, step, at, schema));
        }
    }

    private static boolean isTime(JsonNode schema) {
        return schema.path("pattern").asString("").startsWith("^([01][0-9]|2[0-3]):");
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? validator.at(schema.get("$ref").asString()) : schema;
    }

    /** The good body with another text in one place; none if what holds the place is not in it. */
    private static @Nullable String body(Field field, String text) {
        ObjectNode body = JSON.readTree(Objects.requireNonNull(field.step().sent(run.answers())))
                .asObject();
        int last = field.pointer().lastIndexOf('/');
        String name = field.pointer().substring(last + 1);
        return switch (body.at(field.pointer().substring(0, last))) {
            case ObjectNode object -> {
                object.put(name, text);
                yield body.toString();
            }
            case ArrayNode array -> {
                array.insert(0, text);
                yield body.toString();
            }
            default -> null;
        };
    }

    private static Http.@Nullable Answer send(Field field, String text) {
        String body = body(field, text);
        return body == null ? null : send(field, body, field.step().ifMatch() + "");
    }

    /**
     * Corrects what stands there now, whatever the story has made of it; what only acts upon a record (a withdrawal) is
     * refused for its version, which is looked at after all texts.
     */
    private static Http.Answer send(Field field, String body, String version) {
        Step step = field.step();
        String target = step.target(run.answers());
        Http.Answer answer = Http.send(
                step.method(), installation.addressOf(field.route().service()), target, headers(step, version), body);
        if (answer.status() != 412) {
            return answer;
        }
        Http.Answer now =
                Http.send("GET", installation.addressOf(field.route().service()), target, headers(step, version), null);
        String newest = now.status() == 200 ? now.json().path("version").asString("") : "";
        return newest.isEmpty() ? answer : send(field, body, newest);
    }

    private static Map<String, String> headers(Step step, String version) {
        Map<String, String> headers = new TreeMap<>();
        String unit = step.unit() == null ? Grant.EVERYWHERE : step.unit();
        List<String> grants = step.as() == null ? List.of() : List.of(step.as() + "@" + unit);
        headers.put("Authorization", "Bearer " + installation.tokens().good(step.subject(step.as()), grants));
        headers.put("Idempotency-Key", "text-" + UUID.randomUUID());
        if (step.ifMatch() != null) {
            headers.put("If-Match", "\"" + version + "\"");
        }
        return headers;
    }

    @Test
    void every_body_with_a_text_is_looked_at() {
        assertThat(fields()).hasSizeGreaterThan(70);
        assertThat(fields().stream().filter(Field::isFree)).hasSizeGreaterThan(40);
    }

    @Test
    void a_text_that_shows_nothing_is_refused_as_blank_and_nothing_is_stored() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        for (Field field : fields()) {
            for (String text : INVISIBLE) {
                Http.Answer answer = field.isRequired() ? send(field, text) : null;
                if (answer != null && !isRefused(answer, 400, "invalid-body")) {
                    wrong.add(field + ": " + answer.status() + " " + answer.body());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void a_character_that_nobody_else_can_read_is_refused_by_name_and_nothing_is_stored() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        for (Field field : fields()) {
            for (String text : UNUSABLE) {
                Http.Answer answer = send(field, text);
                if (answer != null && !isRefused(answer, 400, "invalid-body")) {
                    wrong.add(field + ": " + answer.status() + " " + answer.body());
                }
            }
            String body = body(field, "half");
            if (body != null) {
                Http.Answer answer = send(
                        field, body.replace("half", "\\ud83d"), field.step().ifMatch() + "");
                if (!isRefused(answer, 400, "invalid-body")) {
                    wrong.add(field + ", half a character: " + answer.status() + " " + answer.body());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void the_number_of_a_person_is_refused_in_every_disguise_and_nothing_is_stored() {
        Map<String, List<String>> before = installation.stored();
        List<String> wrong = new ArrayList<>();
        for (Field field : fields()) {
            for (String number : DISGUISED) {
                Http.Answer answer = field.isPersonal() ? null : send(field, number);
                if (answer != null
                        && (!isRefused(answer, 422, GUARD) || answer.body().contains(number))) {
                    wrong.add(field + ", " + number + ": " + answer.status() + " " + answer.body());
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(installation.stored()).isEqualTo(before);
    }

    @Test
    void a_text_may_have_as_many_characters_as_the_document_says_and_no_more() {
        List<String> wrong = new ArrayList<>();
        for (Field field : fields()) {
            if (!field.isFree()) {
                continue;
            }
            Http.Answer longer = send(field, "𠮷".repeat(field.longest() + 1));
            if (longer != null && !isRefused(longer, 400, "invalid-body")) {
                wrong.add(field + ", too long: " + longer.status() + " " + longer.body());
            }
            Http.Answer longest = send(field, "𠮷".repeat(field.longest()));
            if (longest != null
                    && (longest.status() == 400 || longest.code().equals("invalid-body") || longest.status() >= 500)) {
                wrong.add(field + ", as long as may be: " + longest.status() + " " + longest.body());
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static boolean isRefused(Http.Answer answer, int status, String code) {
        return answer.status() == status && answer.code().equals(code);
    }
}
