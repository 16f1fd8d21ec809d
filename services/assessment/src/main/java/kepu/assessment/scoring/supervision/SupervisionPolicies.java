package kepu.assessment.scoring.supervision;

import java.util.Map;
import java.util.function.Function;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;

/** The policies of what is inspected and put right, by the name under which schemes ask for them. */
public final class SupervisionPolicies {
    public static final Map<String, Function<Parameters, Policy>> BY_NAME = Map.ofEntries(
            Map.entry("orders-closed-on-time", OrdersClosedOnTime::new),
            Map.entry("room-inspections", InspectionScores::new));

    private SupervisionPolicies() {}
}
