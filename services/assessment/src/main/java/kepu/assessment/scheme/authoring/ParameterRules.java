package kepu.assessment.scheme.authoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scheme.authoring.Fields.Field;
import kepu.assessment.scoring.scheme.Indicator.ClassTargets;
import kepu.assessment.scoring.scheme.Policies;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Asks the policy of an indicator about each of its parameters, and about those for classes of villages. */
final class ParameterRules {
    private final Problems problems;

    ParameterRules(Problems problems) {
        this.problems = problems;
    }

    /** @param values of the indicator that could be read */
    void check(Fields fields, Map<String, Object> values) {
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
            add(Policies.wrong(code, policy, own), stated);
        }
        if (fields.value("targetsByClass") instanceof SequenceNode nodes
                && values.get("targetsByClass") instanceof List<?> targets
                && targets.size() == nodes.getValue().size()) {
            for (int i = 0; i < targets.size(); i++) {
                Field theirs = Fields.again(nodes.getValue().get(i)).get("parameters");
                if (targets.get(i) instanceof ClassTargets other && theirs != null) {
                    Map<String, Object> merged = new LinkedHashMap<>(own);
                    merged.putAll(other.parameters());
                    List<SchemeRejection> wrong = Policies.wrong(code, policy, merged).stream()
                            .filter(one -> other.parameters().containsKey(one.field()))
                            .toList();
                    add(wrong, theirs);
                }
            }
        }
    }

    private void add(List<SchemeRejection> wrong, Field stated) {
        Fields places = Fields.again(stated.value());
        for (SchemeRejection one : wrong) {
            Field place = places.get(one.field());
            problems.add(place == null ? stated.name() : place.name(), one);
        }
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
}
