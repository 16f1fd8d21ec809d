package kepu.assessment.scheme.authoring;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a value of a type that a record of the scheme asks for; null, with a problem told, if it is none. */
final class Values {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,12})?");

    private static final int LONGEST_TEXT = 200;

    private static final Set<Tag> PLAIN_TAGS = Set.of(
            Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ, Tag.YAML, Tag.MERGE);

    private final Problems problems;
    private final Records records;

    Values(Problems problems, Records records) {
        this.problems = problems;
        this.records = records;
    }

    /** Reads what is a record itself. */
    @FunctionalInterface
    interface Records {
        @Nullable
        Object read(Node node, Class<?> type);
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    static boolean isInt(String text) {
        return WHOLE.matcher(text).matches() && text.length() < 10;
    }

    static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    @Nullable
    Object read(Node node, Type type) {
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
            return records.read(node, wanted);
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
        if (wanted == int.class && isPlain(node) && isInt(text)) {
            return Integer.valueOf(text);
        }
        if (wanted == BigDecimal.class && isPlain(node) && isDecimal(text)) {
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
            problems.addWrongType(node, new LocalizedText("应为列表", "must be a list"));
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (Node one : sequence.getValue()) {
            Object value = read(one, of);
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
                Fields.of(mapping, problems).each(one -> {
                    Object value = free(one.value(), Node.class, expected);
                    if (value != null) {
                        values.put(one.name().getValue(), value);
                    }
                });
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
        if (isInt(text)) {
            return Integer.valueOf(text);
        }
        return isDecimal(text) ? new BigDecimal(text) : text;
    }

    private @Nullable Object wrong(Node node, LocalizedText text) {
        problems.addWrongType(node, text);
        return null;
    }

    private static boolean isPlain(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
