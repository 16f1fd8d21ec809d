package kepu.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** For each type that the document knows: how values look that are none of it, though a lenient reader may take them. */
final class WrongForms {
    private static final List<String> NO_INSTANTS = List.of(
            "2025",
            "20260301",
            "2025-03-01",
            "2025-03-01T08:00:00",
            "2025-02-30T08:00:00Z",
            "2025-03-01T25:00:00Z",
            "2025-03-01T24:00:00Z",
            "2025-03-01T08:00:00.1234567890Z",
            "２０２５-03-01T08:00:00Z");
    private static final List<String> NO_DATES =
            List.of("2025", "20260301", "2025-02-30", "2025-3-1", "2025-03-01T08:00:00Z", "２０２５-03-01");
    private static final List<String> NO_TIMES = List.of("25:00", "24:01", "8:00", "08:60", "08:00:00", "０８:00");
    private static final List<String> NO_NUMBERS = List.of("many", "３０", "+5", "0x10", "05", " 5", "5 ", "5.5");
    private static final List<String> NEITHER_TRUE_NOR_FALSE = List.of("TRUE", "yes", "1", "0", "on");

    private WrongForms() {}

    /** As JSON; fields that may be null are not tried with it. */
    static List<String> inJson(JsonNode schema, boolean required) {
        List<String> wrong = new ArrayList<>(kindOf(schema).json());
        if (!schema.path("type").asString("").equals("object")) {
            wrong.add("{}");
        }
        if (required) {
            wrong.add("null");
        }
        return wrong;
    }

    /** As a part of an address; for a text there are none. */
    static List<String> inAddress(JsonNode schema) {
        return kindOf(schema).address();
    }

    private record Kind(List<String> json, List<String> address) {}

    private static Kind kindOf(JsonNode schema) {
        String type = schema.path("type").asString("");
        String format = schema.path("format").asString("");
        return switch (type) {
            case "integer" -> integer(format.equals("int64"));
            case "boolean" ->
                new Kind(json(NEITHER_TRUE_NOR_FALSE, "1", "0", "\"true\"", "\"\"", "[true]"), NEITHER_TRUE_NOR_FALSE);
            case "array" -> array(schema);
            case "string" -> {
                if (schema.has("enum")) {
                    yield constant(schema.get("enum"));
                }
                if (format.equals("date-time")) {
                    yield new Kind(
                            json(NO_INSTANTS, "20260301", "1740787200.5", "true", "\"\"", "[2025,3,1]"), NO_INSTANTS);
                }
                if (format.equals("date")) {
                    yield new Kind(json(NO_DATES, "20260301", "1.5", "true", "\"\"", "[2025,3,1]"), NO_DATES);
                }
                if (schema.path("pattern").asString("").contains("2[0-3]")) {
                    yield new Kind(json(NO_TIMES, "800", "true", "\"\"", "[8,0]"), NO_TIMES);
                }
                yield new Kind(List.of("1", "1.5", "true", "[\"a\"]", "\"\\ud800\"", "\"a\\udc00b\""), List.of());
            }
            case "object" -> new Kind(List.of("1", "\"\"", "\"x\"", "[]", "true"), List.of());
            default -> throw new IllegalStateException("nobody said what is none of " + schema);
        };
    }

    private static Kind integer(boolean big) {
        String beyond = big ? "9223372036854775808" : "2147483648";
        List<String> address = new ArrayList<>(NO_NUMBERS);
        address.add(beyond);
        return new Kind(
                json(NO_NUMBERS, "30.7", "\"30\"", "1e-1", "1e400", "1e999999999", beyond, "true", "\"\"", "[1]"),
                address);
    }

    private static Kind constant(JsonNode names) {
        String name = names.get(0).asString();
        List<String> others = new ArrayList<>(List.of(
                name.toLowerCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT),
                name + " ",
                name + "," + name,
                "0",
                "1",
                "NO_SUCH"));
        names.forEach(one -> others.remove(one.asString()));
        return new Kind(json(others, "0", "1", "4", "1.0", "true", "\"\"", "[\"" + name + "\"]"), others);
    }

    private static Kind array(JsonNode schema) {
        List<String> wrong = new ArrayList<>(List.of("1", "\"\"", "\"x\"", "true"));
        if (schema.path("uniqueItems").asBoolean(false)) {
            String item = schema.at("/items/enum").isArray()
                    ? schema.at("/items/enum").get(0).toString()
                    : schema.at("/items/type").asString("").equals("integer") ? "1" : "\"a\"";
            wrong.add("[" + item + "," + item + "]");
        }
        return new Kind(
                wrong,
                schema.at("/items").has("type") ? kindOf(schema.get("items")).address() : List.of());
    }

    private static List<String> json(List<String> texts, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        texts.forEach(text -> all.add('"' + text + '"'));
        return all;
    }
}
