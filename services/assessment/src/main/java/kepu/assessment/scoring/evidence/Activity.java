package kepu.assessment.scoring.evidence;

import java.util.List;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.campaigns.ActivityEvent;
import kepu.contracts.campaigns.ActivityEvent.ActivityCorrected;
import kepu.contracts.campaigns.ActivityEvent.ActivityHeld;
import kepu.contracts.campaigns.ActivityEvent.ActivityWithdrawn;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.jspecify.annotations.Nullable;

/**
 * An activity (活动) as the version that holds states it.
 *
 * @param named for which window: the name of one of the three campaigns or the key of a further one, if any
 */
public record Activity(
        DatedEvent<ActivityEvent> fact, @Nullable String named, VenueKind venueKind, int participants) {
    /** Those that the unit held on its elapsed days, oldest first. */
    public static List<Activity> of(UnitYear unit, Evidence evidence) {
        return unit.heldOnElapsedDays(ActivityEvent.class, evidence).stream()
                .map(Activity::stated)
                .toList();
    }

    private static Activity stated(DatedEvent<ActivityEvent> fact) {
        return switch (fact.data()) {
            case ActivityHeld held ->
                new Activity(
                        fact, named(held.campaign(), held.furtherCampaign()), held.venueKind(), held.participants());
            case ActivityCorrected corrected ->
                new Activity(
                        fact,
                        named(corrected.campaign(), corrected.furtherCampaign()),
                        corrected.venueKind(),
                        corrected.participants());
            case ActivityWithdrawn _ -> throw new IllegalStateException("withdrawn: " + fact);
        };
    }

    private static @Nullable String named(@Nullable Campaign campaign, @Nullable String furtherCampaign) {
        return campaign == null ? furtherCampaign : campaign.name();
    }
}
