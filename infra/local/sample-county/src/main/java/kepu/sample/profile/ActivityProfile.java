package kepu.sample.profile;

import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** A village's activities in its year. */
public final class ActivityProfile {
    private ActivityProfile() {}

    /** One without a time of day is at half past some hour, and only where the village is ten days old by then. */
    public record Activity(String at, @Nullable String campaign, String venue, Range participants) {}

    public record AmendedActivity(
            String name,
            Activity stated,
            @Nullable String late,
            @Nullable Activity corrected,
            @Nullable Withdrawal withdrawn) {}
}
