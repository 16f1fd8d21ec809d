package kepu.sample.profile;

import java.util.List;
import kepu.sample.profile.ProfileValues.Correction;
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

    /**
     * Entries of the archives: one an activity, unless it is named in {@code without} or has entries of its own.
     *
     * @param after days from the activity to its entry
     */
    public record Archives(Range after, List<String> without, List<Entry> entries) {}

    /** An entry of its own about an activity, {@code activity-3} for the third that was held. */
    public record Entry(
            String name,
            String activity,
            String at,
            @Nullable Correction corrected,
            @Nullable Withdrawal withdrawn) {}
}
