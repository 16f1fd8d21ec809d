package kepu.contracts;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import kepu.contracts.Contracts.Contract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schema and sample of an event, made from its record and the {@link Dictionary}. */
final class GeneratedContracts {
    static final String INSTANT = "^(1949|19[5-9]\\d|2\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
            + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z$";
    private static final String DATE = "^(1949|19[5-9]\\d|2\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$";
    private static final String ID = "^[A-Za-z0-9][A-Za-z0-9_.:-]*$";
    /** Lists the values that are known so far of a text that will have others. */
    private static final String GROWING = "x-extensible-enum";

    private static final String TEXT = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*$";

    private GeneratedContracts() {}

    static ObjectNode schema(Contract contract) {
        JsonNode event = Dictionary.event(contract);
        ObjectNode schema = ContractFiles.object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", contract.schemaId())
                .put("title", title(contract, event))
                .put("description", Dictionary.description(event))
                .put("type", "object");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : contract.event().getRecordComponents()) {
            String name = component.getName();
            ObjectNode entry = Dictionary.field(contract, name);
            ObjectNode rule = properties.putObject(name).put("description", Dictionary.description(entry));
            rule.setAll(rule(name, component.getGenericType(), entry));
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                orNull(rule);
            } else {
                required.add(name);
            }
        }
        return schema;
    }

    static ObjectNode sample(Contract contract) {
        ObjectNode value = ContractFiles.object();
        for (RecordComponent component : contract.event().getRecordComponents()) {
            JsonNode example = Dictionary.field(contract, component.getName()).path("example");
            if (!example.isNull()) {
                value.set(component.getName(), example);
            }
        }
        ObjectNode headers = headers(contract, value);
        ObjectNode sample = ContractFiles.object();
        sample.put("topic", contract.topic())
                .put("key", headers.path("ce_unit").asString())
                .set("headers", headers);
        return sample.set("value", value);
    }

    /** English from the record's name, Chinese from the dictionary. */
    private static String title(Contract contract, JsonNode event) {
        String words = contract.event().getSimpleName().replaceAll("V\\d+$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT) + " · "
                + event.path("title").asString();
    }

    private static ObjectNode rule(String name, Type type, JsonNode entry) {
        ObjectNode rule = ContractFiles.object();
        if (type == boolean.class) {
            return rule.put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            boolean year = name.toLowerCase(Locale.ROOT).endsWith("year");
            return rule.put("type", "integer")
                    .put("minimum", entry.path("minimum").asInt(year ? 1949 : 0))
                    .put("maximum", entry.path("maximum").asInt(year ? 2999 : 1_000_000));
        }
        if (type == BigDecimal.class) {
            return rule.put("type", "number")
                    .put("minimum", entry.path("minimum").asInt(0))
                    .put("maximum", entry.path("maximum").asInt(1_000));
        }
        if (type == Instant.class) {
            return rule.put("type", "string").put("format", "date-time").put("pattern", INSTANT);
        }
        if (type == LocalDate.class) {
            return rule.put("type", "string").put("format", "date").put("pattern", DATE);
        }
        if (type instanceof ParameterizedType set && set.getRawType() == Set.class) {
            ObjectNode items = rule("memberId", set.getActualTypeArguments()[0], entry.path("items"));
            int members = items.has("enum") ? items.path("enum").size() : 1_000;
            rule.put("type", "array").set("items", items);
            return rule.put("uniqueItems", true)
                    .put("maxItems", entry.path("maxItems").asInt(members));
        }
        if (type instanceof Class<?> names && names.isEnum()) {
            ArrayNode constants = rule.put("type", "string").putArray("enum");
            Arrays.stream(names.getEnumConstants()).map(Object::toString).forEach(constants::add);
            return rule;
        }
        if (type == String.class) {
            rule.put("type", "string");
            if (entry.has("pattern")) {
                rule.put("pattern", entry.path("pattern").asString());
                return entry.has(GROWING) ? rule.set(GROWING, entry.path(GROWING)) : rule;
            }
            boolean id = name.endsWith("Id") || entry.path("id").asBoolean(false);
            return rule.put("minLength", entry.path("minLength").asInt(1))
                    .put("maxLength", entry.path("maxLength").asInt(id ? 64 : 500))
                    .put("pattern", id ? ID : TEXT);
        }
        throw new IllegalArgumentException("an event holds primitives and ids only, not " + type + " " + name);
    }

    private static void orNull(ObjectNode rule) {
        String type = rule.path("type").asString();
        rule.putArray("type").add(type).add("null");
        if (rule.path("enum") instanceof ArrayNode constants) {
            constants.addNull();
        }
    }

    private static ObjectNode headers(Contract contract, ObjectNode value) {
        boolean first = Contracts.all().stream()
                .filter(other -> other.topic().equals(contract.topic()))
                .findFirst()
                .filter(contract::equals)
                .isPresent();
        ObjectNode headers = ContractFiles.object();
        headers.put("ce_specversion", "1.0")
                .put("ce_id", idOf(contract))
                .put("ce_type", contract.type())
                .put("ce_source", "/" + contract.topic().split("\\.")[1])
                .put("ce_subject", value.iterator().next().asString())
                .put("ce_time", "2026-03-12T01:30:00Z")
                .put("ce_dataschema", contract.schemaId())
                .put("ce_recordedat", "2026-03-12T09:05:12.345Z")
                .put("ce_sequence", first ? "1" : "2")
                .put("ce_epoch", "1")
                .put("ce_unit", "510182101201")
                .put("ce_actor", "p-a7f3c2d19b04")
                .put("ce_correlationid", "01980f3a-5c00-7000-8000-0000000000c0");
        if (Dictionary.event(contract).path("caused").asBoolean(false)) {
            headers.put("ce_causationid", "01980f3a-5c00-7000-8000-0000000000ee")
                    .put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        }
        headers.put("content-type", "application/json");
        headers.setAll(Dictionary.headers(contract));
        return headers;
    }

    /** A version 7 UUID that no other type has. */
    private static String idOf(Contract contract) {
        String hash = ContractAuthoring.sha256(contract.type().getBytes(StandardCharsets.UTF_8));
        return "01980f3a-5c00-7000-9000-" + hash.substring(0, 12);
    }
}
