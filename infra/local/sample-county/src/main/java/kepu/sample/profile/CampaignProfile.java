package kepu.sample.profile;

import java.util.Map;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a village's campaigns in its year: chains, research, practices. Each is written only where the village is ten days
 * old when it begins.
 */
public final class CampaignProfile {
    private CampaignProfile() {}

    /** @param steps when each was taken, in the order in which they are entered */
    public record Chain(
            String name,
            Map<String, String> steps,
            @Nullable WithdrawnStep withdrawn,
            @Nullable CorrectedStep corrected) {}

    public record WithdrawnStep(String step, String name, String reason, String on) {}

    public record CorrectedStep(
            String step, String at, @Nullable String late) {}

    /**
     * @param stages when each was reached, in their order
     * @param takenBack the last of them
     * @param again when the one that was taken back was reached again
     */
    public record Research(
            String name,
            String theme,
            String title,
            String proposed,
            Map<String, String> stages,
            @Nullable Withdrawal takenBack,
            @Nullable String again,
            @Nullable Withdrawal withdrawn) {}

    /**
     * @param person number of the member that it is about, if any
     * @param unpublished that its publication was withdrawn
     */
    public record Practice(
            String name,
            String kind,
            String title,
            @Nullable Integer person,
            String nominated,
            @Nullable String published,
            @Nullable Withdrawal unpublished) {}
}
