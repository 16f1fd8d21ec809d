package kepu.assessment.scheme.authoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of a mapping, each once, with the places at which they stand. */
final class Fields {
    private final Map<String, Field> byName = new LinkedHashMap<>();

    private Fields() {}

    /** Both have their line and column. */
    record Field(ScalarNode name, Node value) {
        int line() {
            return Fields.line(name);
        }
    }

    static Fields none() {
        return new Fields();
    }

    static Fields of(MappingNode mapping, Problems problems) {
        Fields fields = new Fields();
        for (NodeTuple one : mapping.getValue()) {
            if (one.getKeyNode() instanceof ScalarNode name) {
                if (fields.byName.putIfAbsent(name.getValue(), new Field(name, one.getValueNode())) != null) {
                    problems.add(
                            name,
                            "scheme-field-twice",
                            new LocalizedText(
                                    "“" + name.getValue() + "”重复出现", "'" + name.getValue() + "' is given twice"));
                }
            } else {
                problems.addWrongType(one.getKeyNode(), new LocalizedText("名称应为单个值", "a name must be a single value"));
            }
        }
        return fields;
    }

    /** Of a part that is read anyway, so its problems are not told again; none if it is no mapping. */
    static Fields again(Node node) {
        return node instanceof MappingNode mapping ? of(mapping, new Problems()) : none();
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    @Nullable
    Field get(String name) {
        return byName.get(name);
    }

    @Nullable
    Node value(String name) {
        Field field = byName.get(name);
        return field == null ? null : field.value();
    }

    /** In the order of the text. */
    void each(Consumer<Field> action) {
        byName.values().forEach(action);
    }
}
