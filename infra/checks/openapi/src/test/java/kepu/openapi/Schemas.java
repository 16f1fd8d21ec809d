package kepu.openapi;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kepu.contracts.Years;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListParameter;
import kepu.defaults.text.HoldsPersonalData;
import kepu.defaults.text.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records of requests and answers as JSON Schemas with the limits that their constraints state. */
final class Schemas {
    private static final JsonMapper JSON = new JsonMapper();

    /** Whatever kind of blank a text ends in goes before it is looked at. */
    private static final String NOT_BLANK = "\\S";

    /** What Java calls a space; what ECMA calls one is something else again. */
    private static final String NOT_SPACE = "[^ \\t\\n\\u000b\\f\\r]";

    /** Of the years that the system knows. */
    private static final String KNOWN_YEAR = "^(19(49|[5-9][0-9])|2[0-9]{3})-";

    private static final String COMPONENTS = "#/components/schemas/";

    /** Neither control characters nor private use, noncharacters and U+FFFD, as far as every dialect can say it. */
    private static final String USABLE =
            "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ue000-\\uf8ff\\ufdd0-\\ufdef\\ufffd-\\uffff]*$";

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, Type> owners = new TreeMap<>();

    /** In the order of their names. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** A reference to the schema of a request body; other fields are refused. */
    ObjectNode request(Type type) {
        return schema(type, List.of(), true);
    }

    /** A reference to the schema of an answer. */
    ObjectNode answer(Type type) {
        return schema(type, List.of(), false);
    }

    /** Of a path variable or a request parameter. */
    ObjectNode parameter(Type type, Annotation... annotations) {
        return schema(type, List.of(annotations), true);
    }

    /** Of a parameter of a list. */
    ObjectNode parameter(ListParameter parameter) {
        ObjectNode schema = schema(parameter.type(), List.of(), true);
        if (!parameter.values().isEmpty()) {
            schema.remove("pattern"); // the values say more
            ArrayNode values = schema.putArray("enum");
            parameter.values().forEach(values::add);
        } else if (parameter.type() == String.class) {
            schema.put("minLength", 1).put("maxLength", parameter.most());
            pattern(schema, USABLE);
            pattern(schema, NOT_BLANK);
        } else if (parameter.most() != null) {
            schema.put("minimum", parameter.least()).put("maximum", parameter.most());
        }
        return schema;
    }

    /** A page of a list: items and where the next one starts. */
    private ObjectNode page(ParameterizedType list, boolean request) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties
                .putObject("items")
                .put("type", "array")
                .set("items", schema(list.getActualTypeArguments()[0], List.of(), request));
        properties.putObject("next").put("type", "string");
        schema.putArray("required").add("items");
        return schema;
    }

    ObjectNode reference(String name) {
        return JSON.createObjectNode().put("$ref", COMPONENTS + name);
    }

    private ObjectNode schema(Type type, List<Annotation> annotations, boolean request) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return schema(generic.getActualTypeArguments()[0], annotations, request);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == ListAnswer.class) {
            return page(list, request);
        }
        if (type instanceof ParameterizedType generic && Collection.class.isAssignableFrom(raw(type))) {
            ObjectNode schema = JSON.createObjectNode().put("type", "array");
            schema.set("items", schema(generic.getActualTypeArguments()[0], List.of(), request));
            annotations.forEach(annotation -> constrain(schema, type, annotation));
            return schema;
        }
        ObjectNode schema = bare(type, request);
        annotations.forEach(annotation -> constrain(schema, type, annotation));
        if (request && type == String.class && annotations.stream().noneMatch(Text.class::isInstance)) {
            pattern(schema, USABLE); // whatever its field says, no text may hold the others
        }
        return schema;
    }

    private ObjectNode annotated(AnnotatedType type, List<Annotation> more, boolean request) {
        List<Annotation> annotations = new ArrayList<>(List.of(type.getAnnotations()));
        more.stream().filter(one -> !annotations.contains(one)).forEach(annotations::add);
        ObjectNode schema = JSON.createObjectNode();
        Class<?> raw = raw(type.getType());
        if (Collection.class.isAssignableFrom(raw) && type instanceof AnnotatedParameterizedType generic) {
            schema.put("type", "array");
            schema.set("items", annotated(generic.getAnnotatedActualTypeArguments()[0], List.of(), request));
            if (Set.class.isAssignableFrom(raw)) {
                schema.put("uniqueItems", true);
            }
            annotations.forEach(annotation -> constrain(schema, type.getType(), annotation));
            return schema;
        }
        if (Map.class.isAssignableFrom(raw) && type instanceof AnnotatedParameterizedType generic) {
            schema.put("type", "object");
            schema.set(
                    "additionalProperties",
                    annotated(generic.getAnnotatedActualTypeArguments()[1], List.of(), request));
            return schema;
        }
        return schema(type.getType(), annotations, request);
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private ObjectNode bare(Type type, boolean request) {
        ObjectNode schema = JSON.createObjectNode();
        if (raw(type).isRecord()) {
            return reference(component(type, request));
        }
        if (!(type instanceof Class<?> raw)) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        if (raw.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Arrays.stream(raw.getEnumConstants())
                    .map(one -> ((Enum<?>) one).name())
                    .forEach(values::add);
            return schema;
        }
        if (raw == String.class) {
            return schema.put("type", "string");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (raw == int.class || raw == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        }
        if (raw == long.class || raw == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        }
        if (raw == BigDecimal.class) {
            return schema.put("type", "number");
        }
        if (raw == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
            return request ? schema.put("pattern", KNOWN_YEAR) : schema;
        }
        if (raw == LocalDate.class) {
            schema.put("type", "string").put("format", "date");
            return request ? schema.put("pattern", KNOWN_YEAR) : schema;
        }
        if (raw == Year.class) {
            return schema.put("type", "integer")
                    .put("format", "int32")
                    .put("minimum", Years.FIRST)
                    .put("maximum", Years.LAST);
        }
        if (raw == LocalTime.class) {
            return schema.put("type", "string").put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
        }
        if (raw == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        }
        if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
            return schema;
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    private String component(Type type, boolean request) {
        String name = name(type);
        Type owner = owners.putIfAbsent(name, type);
        if (owner != null && !owner.equals(type)) {
            throw new IllegalStateException(owner + " and " + type + " would both be called " + name);
        }
        if (owner == null) {
            ObjectNode schema = JSON.createObjectNode().put("type", "object");
            components.put(name, schema);
            fill(schema, type, request);
        }
        return name;
    }

    /**
     * {@code organization.board.UpdateRequest}: its feature and its own name. A view of any record is called after the
     * record: {@code volunteers.training.TrainingView}.
     */
    private static String name(Type type) {
        Class<?> named = raw(type);
        String name = named.getSimpleName();
        if (type instanceof ParameterizedType generic) {
            named = Objects.requireNonNull(
                    raw(generic.getActualTypeArguments()[0]).getEnclosingClass());
            name = name.replace("Record", named.getSimpleName());
        }
        return named.getPackageName().replaceFirst("^kepu\\.", "") + "." + name;
    }

    private void fill(ObjectNode schema, Type type, boolean request) {
        ObjectNode properties = JSON.createObjectNode();
        ArrayNode required = JSON.createArrayNode();
        fill(properties, required, type, request);
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (request) {
            schema.put("additionalProperties", false);
        }
    }

    private void fill(ObjectNode properties, ArrayNode required, Type type, boolean request) {
        Class<?> raw = raw(type);
        for (RecordComponent component : raw.getRecordComponents()) {
            List<Annotation> annotations = annotations(raw, component);
            if (annotations.stream().anyMatch(JsonUnwrapped.class::isInstance)) {
                fill(properties, required, actual(component.getGenericType(), type), request);
                continue;
            }
            properties.set(component.getName(), annotated(component.getAnnotatedType(), annotations, request));
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || annotations.stream().anyMatch(Nullable.class::isInstance)
                    || component.getType() == Optional.class;
            if (!isNullable) {
                required.add(component.getName());
            }
        }
    }

    /** What a type variable of a record stands for; such a record has only one. */
    private static Type actual(Type type, Type owner) {
        return type instanceof TypeVariable<?> && owner instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    private static List<Annotation> annotations(Class<?> raw, RecordComponent component) {
        List<Annotation> annotations = new ArrayList<>(List.of(component.getAnnotations()));
        try {
            for (Annotation annotation :
                    raw.getDeclaredField(component.getName()).getAnnotations()) {
                if (!annotations.contains(annotation)) {
                    annotations.add(annotation);
                }
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
        return annotations;
    }

    private static void constrain(ObjectNode schema, Type type, Annotation annotation) {
        boolean isText = raw(type) == String.class;
        switch (annotation) {
            case Size _
            when isText ->
                throw new IllegalStateException("@Size counts halves of characters: @Text for " + annotation);
            case Size size -> {
                String what = isText ? "Length" : "Items";
                if (size.min() > 0) {
                    schema.put("min" + what, size.min());
                }
                if (size.max() < Integer.MAX_VALUE) {
                    schema.put("max" + what, size.max());
                }
            }
            case Text text -> text(schema, text);
            case NotBlank _ -> pattern(schema, NOT_BLANK);
            case NotEmpty _ -> schema.put(isText ? "minLength" : "minItems", 1);
            case Pattern pattern -> pattern(schema, ecma(pattern));
            case Min min -> schema.put("minimum", min.value());
            case Max max -> schema.put("maximum", max.value());
            case JsonFormat _, NotNull _, Nullable _, HoldsPersonalData _ -> {}
            default -> composed(schema, type, annotation);
        }
    }

    /** Lengths are counted alike here and there; of a text that must not be empty, blanks are not enough. */
    private static void text(ObjectNode schema, Text text) {
        if (text.min() > 0) {
            schema.put("minLength", text.min());
            pattern(schema, NOT_BLANK);
        }
        schema.put("maxLength", text.max());
        pattern(schema, USABLE);
    }

    /** A constraint of our own that consists of others. */
    private static void composed(ObjectNode schema, Type type, Annotation annotation) {
        if (annotation.annotationType().isAnnotationPresent(Constraint.class)) {
            for (Annotation part : annotation.annotationType().getAnnotations()) {
                if (part.annotationType().getPackage().equals(Pattern.class.getPackage())) {
                    constrain(schema, type, part);
                }
            }
        }
    }

    /** Several patterns hold together. */
    private static void pattern(ObjectNode schema, String pattern) {
        if (schema.has("pattern") && !schema.get("pattern").asString().equals(pattern)) {
            ArrayNode all = schema.has("allOf") ? (ArrayNode) schema.get("allOf") : schema.putArray("allOf");
            all.addObject().put("pattern", pattern);
        } else {
            schema.put("pattern", pattern);
        }
    }

    /** Java's words for what JSON Schema says otherwise. */
    private static String ecma(Pattern pattern) {
        String java = pattern.regexp();
        if (java.equals("(?s).*\\S.*")) {
            return NOT_SPACE;
        }
        // halves of characters cannot be sent in UTF-8 anyway
        String plain = java.replace("\\p{Cs}", "");
        return "^(?:" + plain + ")$";
    }
}
