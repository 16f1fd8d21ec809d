package kepu.assessment.scheme.authoring;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.scheme.Scheme.ClassTargets;
import kepu.assessment.scoring.scheme.Scheme.Indicator;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads the records of a scheme from the nodes of a text. Fields, types and what may be left out come from the records; their
 * own rules are asked record by record, so that one mistake does not hide the others.
 */
final class SchemeReader {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,12})?");

    private static final int LONGEST_TEXT = 200;

    /** What a scheme of people does not say: its weights sum to 100. */
    private static final String OF_SYSTEM = "relativeWeights";

    /** Those without {@code @Nullable} that have a value of their own when they are left out. */
    private static final Set<String> MAY_BE_LEFT_OUT = Set.of("appliesTo", "targetsByClass");

    private static final Set<Tag> PLAIN_TAGS = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.YAML, Tag.MERGE);

    private final Problems problems;
    private final Map<String, Field> topmost = new HashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    SchemeReader(Problems problems) {
        this.problems = problems;
    }

    /** Line of a field of the scheme itself. */
    int line(String field) {
        Field found = topmost.get(field);
        return found == null ? 1 : found.name().getStartMark().getLine() + 1;
    }

    Map<String, Integer> linesOfIndicators() {
        return Map.copyOf(lines);
    }

    /** Null if there is a problem. */
    @Nullable
    Scheme scheme(Node root) {
        Object read = record(root, Scheme.class);
        rulesOfTheWhole(root);
        return read instanceof Scheme scheme ? scheme : null;
    }

    private @Nullable Object value(Node node, Type type) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            return wrong(node, new LocalizedText("不能带类型标记", "a value has no tag"));
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(node, generic.getActualTypeArguments()[0])
                    : free(node, MappingNode.class, new LocalizedText("若干“名称: 值”", "names with values"));
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return record(node, wanted);
        }
        if (!(node instanceof ScalarNode scalar) || isNull(node)) {
            return wrong(node, new LocalizedText("应为单个值", "must be a single value"));
        }
        return scalar(scalar, wanted);
    }

    private @Nullable Object scalar(ScalarNode node, Class<?> wanted) {
        String text = node.getValue();
        if (wanted == String.class) {
            if (text.isBlank()) {
                return wrong(node, new LocalizedText("不能为空", "must not be empty"));
            }
            return text.length() > LONGEST_TEXT
                    ? wrong(
                            node,
                            new LocalizedText(
                                    "不能超过 " + LONGEST_TEXT + " 个字符",
                                    "must have at most " + LONGEST_TEXT + " characters"))
                    : text.strip();
        }
        if (wanted.isEnum()) {
            List<String> names = Stream.of(wanted.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList();
            int at = names.indexOf(text);
            return at >= 0
                    ? wanted.getEnumConstants()[at]
                    : wrong(
                            node,
                            new LocalizedText(
                                    "应为 " + names + " 之一，不能是 " + text, "must be one of " + names + ", not " + text));
        }
        if (wanted == int.class && isPlain(node) && WHOLE.matcher(text).matches() && text.length() < 10) {
            return Integer.valueOf(text);
        }
        if (wanted == BigDecimal.class && isPlain(node) && DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return wrong(
                node,
                wanted == int.class
                        ? new LocalizedText("应为整数，不能是 " + text, "must be a whole number, not " + text)
                        : new LocalizedText("应为数字，不能是 " + text, "must be a number, not " + text));
    }

    private @Nullable List<Object> list(Node node, Type of) {
        if (!(node instanceof SequenceNode sequence)) {
            wrong(node, new LocalizedText("应为列表", "must be a list"));
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (Node one : sequence.getValue()) {
            Object value = value(one, of);
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == sequence.getValue().size() ? values : null;
    }

    /** Whatever it is, as JSON has it. */
    private @Nullable Object free(Node node, Class<? extends Node> wanted, LocalizedText expected) {
        if (!PLAIN_TAGS.contains(node.getTag())) {
            return wrong(node, new LocalizedText("不能带类型标记", "a value has no tag"));
        }
        if (!wanted.isInstance(node)) {
            return wrong(node, new LocalizedText("应为" + expected.zh(), "must be " + expected.en()));
        }
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (Map.Entry<String, Field> one : fields(mapping).entrySet()) {
                    Object value = free(one.getValue().value(), Node.class, expected);
                    if (value != null) {
                        values.put(one.getKey(), value);
                    }
                }
                yield values;
            }
            case SequenceNode sequence -> {
                List<Object> values = new ArrayList<>();
                for (Node one : sequence.getValue()) {
                    Object value = free(one, Node.class, expected);
                    if (value != null) {
                        values.add(value);
                    }
                }
                yield values;
            }
            case ScalarNode scalar ->
                isNull(scalar) ? wrong(scalar, new LocalizedText("不能为空", "must not be empty")) : plain(scalar);
            default -> wrong(node, new LocalizedText("无法读取", "cannot be read"));
        };
    }

    private static Object plain(ScalarNode node) {
        String text = node.getValue();
        if (!isPlain(node)) {
            return text;
        }
        if (WHOLE.matcher(text).matches() && text.length() < 10) {
            return Integer.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    private record Field(Node name, Node value) {}

    /** The fields of a mapping, each once. */
    private Map<String, Field> fields(MappingNode mapping) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (NodeTuple one : mapping.getValue()) {
            if (one.getKeyNode() instanceof ScalarNode name) {
                if (fields.putIfAbsent(name.getValue(), new Field(name, one.getValueNode())) != null) {
                    problems.add(
                            name,
                            "scheme-field-twice",
                            new LocalizedText(
                                    "“" + name.getValue() + "”重复出现", "'" + name.getValue() + "' is given twice"));
                }
            } else {
                wrong(one.getKeyNode(), new LocalizedText("名称应为单个值", "a name must be a single value"));
            }
        }
        return fields;
    }

    private @Nullable Object record(Node node, Class<?> type) {
        if (!(node instanceof MappingNode mapping)) {
            return wrong(node, new LocalizedText("应为若干“名称: 值”", "must be names with values"));
        }
        int before = problems.count();
        Map<String, Field> fields = fields(mapping);
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (!name.equals(OF_SYSTEM)) {
                known.add(name);
                read(mapping, fields.get(name), component).ifPresent(value -> values.put(name, value));
            }
        }
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                problems.add(
                        field.name(),
                        "scheme-unknown-field",
                        new LocalizedText("没有名为“" + name + "”的项", "there is no field '" + name + "'"));
            }
        });
        if (type == Scheme.class) {
            topmost.putAll(fields);
        }
        if (type == Indicator.class) {
            parameters(fields, values);
            if (values.get("code") instanceof String code) {
                lines.putIfAbsent(code, mapping.getStartMark().getLine() + 1);
            }
        }
        boolean complete = Stream.of(type.getRecordComponents())
                .allMatch(one -> values.containsKey(one.getName()) || mayBeLeftOut(one));
        Object made = complete ? made(mapping, fields, type, values, problems.count() == before) : null;
        return problems.count() == before ? made : null;
    }

    private Optional<Object> read(Node of, @Nullable Field field, RecordComponent component) {
        if (field != null && !(isNull(field.value()) && mayBeLeftOut(component))) {
            return Optional.ofNullable(value(field.value(), component.getGenericType()));
        }
        if (!mayBeLeftOut(component)) {
            problems.add(
                    of,
                    "scheme-incomplete",
                    new LocalizedText("缺少“" + component.getName() + "”", "'" + component.getName() + "' is missing"));
        }
        return Optional.empty();
    }

    private static boolean mayBeLeftOut(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || MAY_BE_LEFT_OUT.contains(component.getName());
    }

    /** Makes the record, so that its own rules speak; with wrong parameters, right ones stand in for them. */
    private @Nullable Object made(
            Node node, Map<String, Field> fields, Class<?> type, Map<String, Object> values, boolean isSound) {
        Map<String, Object> its = new HashMap<>(values);
        if (type == Indicator.class && !isSound) {
            its.put("parameters", Policies.example(String.valueOf(values.get("policy"))));
            its.put("targetsByClass", List.of());
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = its.get(components[i].getName());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof SchemeRejection rejection)) {
                throw new IllegalStateException(e);
            }
            if (type != Scheme.class) { // what concerns the whole is asked whatever its parts are like
                Field field = fields.get(rejection.field());
                problems.add(field == null ? node : field.value(), rejection);
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void parameters(Map<String, Field> fields, Map<String, Object> values) {
        if (!(values.get("policy") instanceof String policy) || !(values.get("code") instanceof String code)) {
            return;
        }
        Field its = fields.get("policy");
        if (!Policies.isKnown(policy) && its != null) {
            problems.add(
                    its.value(),
                    "scheme-policy",
                    new LocalizedText(
                            code + "：没有名为“" + policy + "”的计分办法", code + ": there is no policy '" + policy + "'"));
            return;
        }
        Map<String, Object> own = mapping(values.get("parameters"));
        Field stated = fields.get("parameters");
        if (stated != null && values.containsKey("parameters")) {
            wrongParameters(Policies.wrong(code, policy, own), stated);
        }
        if (nodeOf(fields, "targetsByClass") instanceof SequenceNode nodes
                && values.get("targetsByClass") instanceof List<?> targets
                && targets.size() == nodes.getValue().size()) {
            for (int i = 0; i < targets.size(); i++) {
                if (targets.get(i) instanceof ClassTargets other
                        && nodes.getValue().get(i) instanceof MappingNode node) {
                    Map<String, Object> merged = new LinkedHashMap<>(own);
                    merged.putAll(other.parameters());
                    Field theirs = quietly(node).get("parameters");
                    List<SchemeRejection> wrong = Policies.wrong(code, policy, merged).stream()
                            .filter(one -> other.parameters().containsKey(one.field()))
                            .toList();
                    if (theirs != null) {
                        wrongParameters(wrong, theirs);
                    }
                }
            }
        }
    }

    private void wrongParameters(List<SchemeRejection> wrong, Field stated) {
        Map<String, Field> places = stated.value() instanceof MappingNode mapping ? quietly(mapping) : Map.of();
        for (SchemeRejection one : wrong) {
            Field place = places.get(one.field());
            problems.add(place == null ? stated.name() : place.name(), one);
        }
    }

    private static @Nullable Node nodeOf(Map<String, Field> fields, String name) {
        Field field = fields.get(name);
        return field == null ? null : field.value();
    }

    private static Map<String, Field> quietly(MappingNode mapping) {
        return new SchemeReader(new Problems()).fields(mapping);
    }

    private static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> {
                if (name instanceof String text && one != null) {
                    copy.put(text, one);
                }
            });
        }
        return copy;
    }

    /** Version, codes and weights, whatever else is wrong; asked of the text, for parts of it may be no indicators yet. */
    private void rulesOfTheWhole(Node root) {
        if (!(root instanceof MappingNode)) {
            return;
        }
        String id = nodeOf(topmost, "id") instanceof ScalarNode named ? named.getValue() : "?";
        if (nodeOf(topmost, "version") instanceof ScalarNode version
                && WHOLE.matcher(version.getValue()).matches()
                && version.getValue().length() < 10) {
            Scheme.wrongVersion(id, Integer.parseInt(version.getValue())).ifPresent(why -> problems.add(version, why));
        }
        Field stated = topmost.get("indicators");
        if (stated == null || !(stated.value() instanceof SequenceNode indicators)) {
            return;
        }
        List<String> codes = new ArrayList<>();
        Map<Track, List<BigDecimal>> weights = new HashMap<>();
        boolean allWeighed = true;
        for (Node one : indicators.getValue()) {
            Map<String, Field> its = one instanceof MappingNode mapping ? quietly(mapping) : Map.of();
            if (nodeOf(its, "code") instanceof ScalarNode code) {
                codes.add(code.getValue());
                if (codes.indexOf(code.getValue()) < codes.size() - 1) {
                    Scheme.codeGivenTwice(id, codes).ifPresent(why -> problems.add(code, why));
                    codes.removeLast();
                }
            }
            if (nodeOf(its, "track") instanceof ScalarNode track
                    && nodeOf(its, "weight") instanceof ScalarNode weight
                    && Stream.of(Track.values()).anyMatch(known -> known.name().equals(track.getValue()))
                    && DECIMAL.matcher(weight.getValue()).matches()) {
                weights.computeIfAbsent(Track.valueOf(track.getValue()), _ -> new ArrayList<>())
                        .add(new BigDecimal(weight.getValue()));
            } else {
                allWeighed = false;
            }
        }
        for (Track track : Track.values()) {
            if (allWeighed) {
                Scheme.wrongWeights(id, track, weights.getOrDefault(track, List.of()))
                        .ifPresent(why -> problems.add(stated.name(), why));
            }
        }
    }

    private @Nullable Object wrong(Node node, LocalizedText text) {
        problems.add(node, "scheme-type", text);
        return null;
    }

    private static boolean isPlain(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }
}
