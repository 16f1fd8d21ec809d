package kepu.sample.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** What happens in a village's reading room in its year beside its opening: questions, and sessions of distance education. */
public final class DeskProfile {
    private DeskProfile() {}

    /**
     * A question to the desk and what was done about it, step by step.
     *
     * @param asked at ten unless it says when; only where the village is ten days old by then
     */
    public record Consultation(String name, String kind, String question, String asked, List<ConsultationStep> steps) {}

    /** @param into name of the consultation that this one is merged into */
    public record ConsultationStep(
            Step does, String at, @Nullable String into) {}

    public enum Step {
        ASSIGN("assignment"),
        ANSWER("answer"),
        RATE("rating"),
        TRANSFER("transfer"),
        MERGE("merger");

        public final String route;

        Step(String route) {
            this.route = route;
        }
    }

    /**
     * A session of distance education; a day alone is one that needed no amendment.
     *
     * @param at at half past seven in the evening unless it says when; only where the village is ten days old by then
     * @param corrected when it was held in truth
     */
    public record DistanceSession(
            String at, @Nullable String corrected, @Nullable Withdrawal withdrawn) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DistanceSession of(String at) {
            return new DistanceSession(at, null, null);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public DistanceSession {}
    }
}
