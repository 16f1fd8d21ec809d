package kepu.assessment.scoring.scheme;

import static kepu.assessment.scoring.scheme.Scheme.required;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.organization.VillageClassEvent.VillageClass;

/**
 * One indicator (指标) of a scheme.
 *
 * @param measure what is measured against which target
 * @param policy name of the formula; one that no implementation stands for is not fed
 * @param parameters numbers, texts, lists and maps for the formula
 * @param targetsByClass other targets for classes of villages, if there are any; of several classes that a village has the
 *     first in this order decides
 */
public record Indicator(
        String code,
        LocalizedText name,
        LocalizedText measure,
        Track track,
        BigDecimal weight,
        String policy,
        Map<String, Object> parameters,
        List<ClassTargets> targetsByClass) {
    public Indicator {
        required("an indicator", "code", code);
        required(code, "name", name);
        required(code, "measure", measure);
        required(code, "track", track);
        required(code, "weight", weight);
        required(code, "policy", policy);
        parameters = frozen(required(code, "parameters", parameters));
        if (weight.signum() <= 0) {
            throw new SchemeRejection(
                    "scheme-weights",
                    "weight",
                    new LocalizedText(code + "：权重应大于 0", code + ": its weight must be above 0"));
        }
        Policies.named(code, policy, parameters);
        targetsByClass = targetsByClass == null ? List.of() : List.copyOf(targetsByClass);
        Set<VillageClass> seen = EnumSet.noneOf(VillageClass.class);
        for (ClassTargets other : targetsByClass) {
            String of = "other targets for " + other.villageClass();
            if (!seen.add(other.villageClass())) {
                throw new SchemeRejection(
                        "scheme-classes",
                        "targetsByClass",
                        new LocalizedText(
                                code + "：" + other.villageClass() + " 的分类目标重复出现",
                                code + ": " + of + " are given twice"));
            }
            if (!parameters.keySet().containsAll(other.parameters().keySet())) {
                throw new SchemeRejection(
                        "scheme-classes",
                        "targetsByClass",
                        new LocalizedText(
                                code + "：" + other.villageClass() + " 的分类目标含有不属于该指标的参数："
                                        + other.parameters().keySet(),
                                code + ": " + of + " name what is no parameter of it: "
                                        + other.parameters().keySet()));
            }
            Policies.named(code, policy, merged(parameters, other));
        }
    }

    /** The other targets that hold for a village of these classes; empty if none do. */
    public Optional<ClassTargets> targetsFor(Set<VillageClass> classes) {
        return targetsByClass.stream()
                .filter(other -> classes.contains(other.villageClass()))
                .findFirst();
    }

    /** Its parameters with other targets in place of its own. */
    public Map<String, Object> parameters(ClassTargets other) {
        return merged(parameters, other);
    }

    private static Map<String, Object> merged(Map<String, Object> own, ClassTargets other) {
        Map<String, Object> merged = new LinkedHashMap<>(own);
        merged.putAll(other.parameters());
        return Collections.unmodifiableMap(merged);
    }

    /** Whether events feed this indicator, that is whether a formula is implemented under the policy's name. */
    public boolean fed() {
        return Policies.isImplemented(policy);
    }

    /**
     * Other targets of an indicator for villages of a class (分类目标).
     *
     * @param parameters those that differ; the others are as the indicator states them
     */
    public record ClassTargets(VillageClass villageClass, Map<String, Object> parameters) {
        public ClassTargets {
            required("other targets", "villageClass", villageClass);
            parameters = frozen(required("other targets", "parameters", parameters));
            if (parameters.isEmpty()) {
                throw new SchemeRejection(
                        "scheme-classes",
                        "parameters",
                        new LocalizedText(
                                villageClass + " 的分类目标没有给出任何参数", "other targets for " + villageClass + " name none"));
            }
        }
    }

    private static Map<String, Object> frozen(Map<String, Object> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, frozen(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozen(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Indicator::frozen).toList();
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, inner) -> copy.put(name.toString(), frozen(inner)));
                yield Collections.unmodifiableMap(copy);
            }
            default -> value;
        };
    }
}
