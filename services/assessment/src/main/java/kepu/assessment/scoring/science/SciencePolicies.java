package kepu.assessment.scoring.science;

import java.util.Map;
import java.util.function.Function;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;

/** The policies of track S, by the name under which schemes ask for them. */
public final class SciencePolicies {
    public static final Map<String, Function<Parameters, Policy>> BY_NAME = Map.ofEntries(
            Map.entry("open-weeks", OpenWeeks::new),
            Map.entry("distance-education", DistanceEducation::new),
            Map.entry("stock-renewal", RoomStock::new),
            Map.entry("reader-reach", ReaderReach::new),
            Map.entry("campaign-windows", CampaignWindows::new),
            Map.entry("venue-coverage", VenueCoverage::new),
            Map.entry("complete-chains", CompleteChains::new),
            Map.entry("participation", Participation::new),
            Map.entry("service-hours", ServiceHours::new),
            Map.entry("answers-in-time", AnswersInTime::new));

    private SciencePolicies() {}
}
