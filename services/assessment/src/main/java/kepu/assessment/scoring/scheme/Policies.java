package kepu.assessment.scoring.scheme;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.party.PartyPolicies;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.science.SciencePolicies;
import kepu.assessment.scoring.supervision.SupervisionPolicies;
import kepu.assessment.scoring.values.SchemeRejection;

/** The formulas that exist, by the name under which schemes ask for them. */
public final class Policies {
    private static final Map<String, Function<Parameters, Policy>> IMPLEMENTED = Stream.of(
                    PartyPolicies.BY_NAME, SciencePolicies.BY_NAME, SupervisionPolicies.BY_NAME)
            .flatMap(track -> track.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Policies() {}

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
