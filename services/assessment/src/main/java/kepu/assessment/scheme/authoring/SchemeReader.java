package kepu.assessment.scheme.authoring;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kepu.assessment.scheme.authoring.Fields.Field;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the records of a scheme from the nodes of a text. Fields, types and what may be left out come from the records; their
 * own rules are asked record by record, so that one mistake does not hide the others.
 */
final class SchemeReader {
    /** What a scheme of people does not say: its weights sum to 100. */
    private static final String OF_SYSTEM = "relativeWeights";

    /** Those without {@code @Nullable} that have a value of their own when they are left out. */
    private static final Set<String> MAY_BE_LEFT_OUT = Set.of("appliesTo", "partyShare", "targetsByClass");

    private final Problems problems;
    private final Values values;
    private final ParameterRules parameterRules;
    private final WholeRules wholeRules;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private Fields topmost = Fields.none();

    SchemeReader(Problems problems) {
        this.problems = problems;
        values = new Values(problems, this::record);
        parameterRules = new ParameterRules(problems);
        wholeRules = new WholeRules(problems);
    }

    /** Line of a field of the scheme itself. */
    int line(String field) {
        Field found = topmost.get(field);
        return found == null ? 1 : found.line();
    }

    Map<String, Integer> linesOfIndicators() {
        return Map.copyOf(lines);
    }

    /** Null if there is a problem. */
    @Nullable
    Scheme scheme(Node root) {
        Object read = record(root, Scheme.class);
        wholeRules.check(topmost);
        return read instanceof Scheme scheme ? scheme : null;
    }

    private @Nullable Object record(Node node, Class<?> type) {
        if (!(node instanceof MappingNode mapping)) {
            problems.addWrongType(node, new LocalizedText("应为若干“名称: 值”", "must be names with values"));
            return null;
        }
        int before = problems.count();
        Fields fields = Fields.of(mapping, problems);
        Map<String, Object> its = new LinkedHashMap<>();
        Set<String> known = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            if (!name.equals(OF_SYSTEM)) {
                known.add(name);
                read(mapping, fields.get(name), component).ifPresent(value -> its.put(name, value));
            }
        }
        fields.each(field -> {
            String name = field.name().getValue();
            if (!known.contains(name)) {
                problems.add(
                        field.name(),
                        "scheme-unknown-field",
                        new LocalizedText("没有名为“" + name + "”的项", "there is no field '" + name + "'"));
            }
        });
        if (type == Scheme.class) {
            topmost = fields;
        }
        if (type == Indicator.class) {
            parameterRules.check(fields, its);
            if (its.get("code") instanceof String code) {
                lines.putIfAbsent(code, Fields.line(mapping));
            }
        }
        boolean complete = Stream.of(type.getRecordComponents())
                .allMatch(one -> its.containsKey(one.getName()) || mayBeLeftOut(one));
        Object made = complete ? made(mapping, fields, type, its, problems.count() == before) : null;
        return problems.count() == before ? made : null;
    }

    private Optional<Object> read(Node of, @Nullable Field field, RecordComponent component) {
        if (field != null && !(Values.isNull(field.value()) && mayBeLeftOut(component))) {
            return Optional.ofNullable(values.read(field.value(), component.getGenericType()));
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
            Node node, Fields fields, Class<?> type, Map<String, Object> stated, boolean isSound) {
        Map<String, Object> its = new HashMap<>(stated);
        if (type == Indicator.class && !isSound) {
            its.put("parameters", Policies.example(String.valueOf(stated.get("policy"))));
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
}
