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

/** An activity (活动) as the version that holds states it. */
public record Activity(
        DatedEvent<ActivityEvent> fact, @Nullable Campaign campaign, VenueKind venueKind, int participants) {
    /** Those that the unit held on its elapsed days, oldest first. */
    public static List<Activity> of(UnitYear unit, Evidence evidence) {
        return unit.heldOnElapsedDays(ActivityEvent.class, evidence).stream()
                .map(Activity::stated)
                .toList();
    }

    private static Activity stated(DatedEvent<ActivityEvent> fact) {
        return switch (fact.data()) {
            case ActivityHeld held -> new Activity(fact, held.campaign(), held.venueKind(), held.participants());
            case ActivityCorrected corrected ->
                new Activity(fact, corrected.campaign(), corrected.venueKind(), corrected.participants());
            case ActivityWithdrawn _ -> throw new IllegalStateException("withdrawn: " + fact);
        };
    }
}
