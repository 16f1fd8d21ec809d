package kepu.sample.profile;

import java.util.List;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** How a village's reading room was inspected in its year. */
public final class InspectionProfile {
    private InspectionProfile() {}

    /**
     * An inspection by the county's checklist.
     *
     * @param points for its five items, in order
     * @param ofUnit whether the village itself was inspected, not its room
     * @param restated points and day of the correction, if there is one
     */
    public record Inspected(
            String name,
            String on,
            List<Integer> points,
            @Nullable List<String> findings,
            boolean ofUnit,
            @Nullable Restated restated,
            @Nullable Withdrawal withdrawn) {}

    public record Restated(String on, List<Integer> points) {}
}
