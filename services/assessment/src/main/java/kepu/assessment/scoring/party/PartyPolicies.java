package kepu.assessment.scoring.party;

import java.util.Map;
import java.util.function.Function;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;

/** The policies of track P, by the name under which schemes ask for them. */
public final class PartyPolicies {
    public static final Map<String, Function<Parameters, Policy>> BY_NAME = Map.ofEntries(
            Map.entry("leading-group-days", LeadingGroupDays::new),
            Map.entry("filing-dates", FilingDates::new),
            Map.entry("team-strength", TeamStrength::new),
            Map.entry("linked-members", LinkedMembers::new),
            Map.entry("visited-link-quarters", VisitedLinkQuarters::new),
            Map.entry("training-sessions", TrainingSessions::new),
            Map.entry("station-days", StationDays::new),
            Map.entry("board-updates", BoardUpdates::new),
            Map.entry("officer-days", OfficerDays::new),
            Map.entry("archive-completeness", ArchivesInTime::new),
            Map.entry("funding-per-resident", FundingPerResident::new),
            Map.entry("demonstration-titles", DemonstrationTitles::new),
            Map.entry("township-title", DemonstrationTitles.OfTownship::new),
            Map.entry("research-results", ResearchProjects::new),
            Map.entry("published-practices", PublishedPractices::new));

    private PartyPolicies() {}
}
