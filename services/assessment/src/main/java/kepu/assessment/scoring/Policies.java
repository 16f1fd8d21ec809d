package kepu.assessment.scoring;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The formulas that exist, by the name under which schemes ask for them. */
final class Policies {
    private static final Map<String, Function<Parameters, Policy>> IMPLEMENTED = Map.ofEntries(
            Map.entry("leading-group-days", LeadingGroupDays::new),
            Map.entry("filing-dates", FilingDates::new),
            Map.entry("team-strength", TeamStrength::new),
            Map.entry("linked-members", LinkedMembers::new),
            Map.entry("visited-link-quarters", VisitedLinkQuarters::new),
            Map.entry("training-sessions", TrainingSessions::new),
            Map.entry("station-days", StationDays::new),
            Map.entry("board-updates", BoardUpdates::new),
            Map.entry("officer-days", OfficerDays::new),
            Map.entry("open-weeks", OpenWeeks::new),
            Map.entry("campaign-windows", CampaignWindows::new),
            Map.entry("venue-coverage", VenueCoverage::new),
            Map.entry("participation", Participation::new));

    private Policies() {}

    static boolean isImplemented(String name) {
        return IMPLEMENTED.containsKey(name);
    }

    /**
     * The formula with the parameters of an indicator; empty if nothing is implemented under that name.
     *
     * @throws SchemeRejection if a parameter is missing, malformed or unknown to the formula
     */
    static Optional<Policy> named(String code, String name, Map<String, Object> parameters) {
        return Optional.ofNullable(IMPLEMENTED.get(name)).map(formula -> {
            Parameters reader = new Parameters(code, parameters);
            Policy policy = formula.apply(reader);
            reader.refuseUnread();
            return policy;
        });
    }
}
