package kepu.assessment.scoring.scheme;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.party.PartyPolicies;
import kepu.assessment.scoring.policy.Parameter;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.science.SciencePolicies;
import kepu.assessment.scoring.supervision.SupervisionPolicies;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.SchemeRejection;

/** The formulas that exist, by the name under which schemes ask for them. */
public final class Policies {
    private static final Map<String, Function<Parameters, Policy>> IMPLEMENTED = Stream.of(
                    PartyPolicies.BY_NAME, SciencePolicies.BY_NAME, SupervisionPolicies.BY_NAME)
            .flatMap(track -> track.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Policies() {}

    /** Of the schemes that come with the system, each policy as the first indicator that names it uses it. */
    private static final class Examples {
        private static final Map<String, Indicator> BY_POLICY = Scheme.ofSystem().stream()
                .flatMap(scheme -> scheme.indicators().stream())
                .collect(Collectors.toMap(Indicator::policy, one -> one, (first, _) -> first, LinkedHashMap::new));
    }

    /**
     * A policy as those who write schemes see it.
     *
     * @param formula in words, with the parameters of the example
     * @param example an indicator that uses it
     */
    public record Described(String name, LocalizedText formula, List<Parameter> parameters, Indicator example) {}

    /** Every formula that exists, in the order of the default scheme. */
    public static List<Described> described() {
        return Examples.BY_POLICY.values().stream()
                .filter(Indicator::fed)
                .map(example -> {
                    Parameters reader = new Parameters(example.code(), example.parameters());
                    Policy policy = Objects.requireNonNull(IMPLEMENTED.get(example.policy()))
                            .apply(reader);
                    return new Described(example.policy(), policy.formula(), reader.read(), example);
                })
                .toList();
    }

    /** Whether a scheme may name it: it is implemented, or a scheme that comes with the system waits for it too. */
    public static boolean isKnown(String name) {
        return isImplemented(name) || Examples.BY_POLICY.containsKey(name);
    }

    /** Parameters of the policy that are right; none if it is unknown. */
    public static Map<String, Object> example(String name) {
        Indicator example = Examples.BY_POLICY.get(name);
        return example == null ? Map.of() : example.parameters();
    }

    /** Everything that is wrong with the parameters of an indicator. */
    public static List<SchemeRejection> wrong(String code, String name, Map<String, Object> parameters) {
        Function<Parameters, Policy> formula = IMPLEMENTED.get(name);
        if (formula == null) {
            return List.of();
        }
        Parameters reader = Parameters.examined(code, parameters, example(name));
        try {
            formula.apply(reader);
            reader.refuseUnread();
            return reader.wrong();
        } catch (SchemeRejection noExampleOfIt) {
            return List.of(noExampleOfIt);
        }
    }

    static boolean isImplemented(String name) {
        return IMPLEMENTED.containsKey(name);
    }

    /**
     * The formula with the parameters of an indicator; empty if nothing is implemented under that name.
     *
     * @throws SchemeRejection if a parameter is missing, malformed or unknown to the formula
     */
    public static Optional<Policy> named(String code, String name, Map<String, Object> parameters) {
        return Optional.ofNullable(IMPLEMENTED.get(name)).map(formula -> {
            Parameters reader = new Parameters(code, parameters);
            Policy policy = formula.apply(reader);
            reader.refuseUnread();
            return policy;
        });
    }
}
