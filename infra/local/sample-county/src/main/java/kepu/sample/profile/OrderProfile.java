package kepu.sample.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders to put something right that a village got in its year. */
public final class OrderProfile {
    private OrderProfile() {}

    /** An order and what became of it, step by step. */
    public record Order(
            String name,
            String matter,
            @Nullable String indicator,
            String issued,
            String deadline,
            List<OrderStep> steps) {}

    /**
     * One step.
     *
     * @param until the deadline that is asked for
     */
    public record OrderStep(Step does, String at, @Nullable String until) {}

    public enum Step {
        ACKNOWLEDGE("acknowledgement"),
        PLAN("plan"),
        HAND_IN("evidence"),
        ACCEPT("acceptance"),
        RETURN("return"),
        FAIL("reinspection"),
        SIGN_OFF("reinspection"),
        ASK_FOR_MORE("extension-request"),
        EXTEND("extension"),
        CANCEL("cancellation");

        public final String route;

        Step(String route) {
            this.route = route;
        }
    }
}
