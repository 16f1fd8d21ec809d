package kepu.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Compares a schema with the one that was released under the same wire type (兼容): what was written before must still be
 * read, and what is written now must satisfy the schema that subscribers have.
 *
 * <p>Allowed are a new optional field, other words in titles and descriptions, and further values of
 * {@code x-extensible-enum}, the keyword that says to subscribers that unknown values will come. Values of a plain
 * {@code enum} are all there will ever be.
 */
final class Compatibility {
    private static final Set<String> SAYS_NOTHING_TO_A_VALIDATOR =
            Set.of("title", "description", "examples", "$comment");
    private static final Set<String> HAS_RULES_OF_ITS_OWN =
            Set.of("type", "enum", "x-extensible-enum", "required", "properties", "items");

    private final List<String> breaks = new ArrayList<>();

    private Compatibility() {}

    /** What a subscriber of the released schema could not bear; empty if nothing. */
    static List<String> breaks(JsonNode released, JsonNode now) {
        var comparison = new Compatibility();
        comparison.compare("value", released, now);
        return comparison.breaks;
    }

    private void compare(String path, JsonNode released, JsonNode now) {
        sets(path, "type narrowed", "type widened", types(released), types(now));
        if (released.has("enum") || now.has("enum")) {
            sets(path, "enum value removed", "enum value added", values(released, "enum"), values(now, "enum"));
        }
        minus(values(released, "x-extensible-enum"), values(now, "x-extensible-enum"))
                .forEach(value -> breaks.add(path + ": extensible enum value removed: " + value));
        fields(path, released, now);
        if (released.has("items") && now.has("items")) {
            compare(path + "[]", released.path("items"), now.path("items"));
        } else if (released.has("items") || now.has("items")) {
            breaks.add(path + ": limit changed: items");
        }
        Stream.concat(released.propertyNames().stream(), now.propertyNames().stream())
                .distinct()
                .filter(keyword -> !SAYS_NOTHING_TO_A_VALIDATOR.contains(keyword))
                .filter(keyword -> !HAS_RULES_OF_ITS_OWN.contains(keyword))
                .filter(keyword -> !released.path(keyword).equals(now.path(keyword)))
                .forEach(keyword -> breaks.add(path + ": limit changed: " + keyword));
    }

    private void fields(String path, JsonNode released, JsonNode now) {
        Set<String> before = new TreeSet<>(released.path("properties").propertyNames());
        Set<String> after = new TreeSet<>(now.path("properties").propertyNames());
        Set<String> neededBefore = values(released, "required");
        Set<String> neededAfter = values(now, "required");
        for (String field : before) {
            String at = path + "." + field;
            if (!after.contains(field)) {
                breaks.add(at + ": field removed");
                continue;
            }
            if (neededAfter.contains(field) && !neededBefore.contains(field)) {
                breaks.add(at + ": became required");
            }
            if (neededBefore.contains(field) && !neededAfter.contains(field)) {
                breaks.add(at + ": may now be absent");
            }
            compare(
                    at,
                    released.path("properties").path(field),
                    now.path("properties").path(field));
        }
        minus(neededAfter, before).forEach(field -> breaks.add(path + "." + field + ": new required field"));
    }

    private void sets(String path, String lost, String gained, Set<String> before, Set<String> after) {
        minus(before, after).forEach(value -> breaks.add(path + ": " + lost + ": " + value));
        minus(after, before).forEach(value -> breaks.add(path + ": " + gained + ": " + value));
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isString() ? Set.of(type.asString()) : values(schema, "type");
    }

    private static Set<String> values(JsonNode schema, String keyword) {
        Set<String> values = new TreeSet<>();
        schema.path(keyword).valueStream().forEach(value -> values.add(value.isNull() ? "null" : value.asString()));
        return values;
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
