package kepu.sample.profile;

import java.util.List;
import kepu.sample.profile.ProfileValues.Range;
import kepu.sample.profile.ProfileValues.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Problems of a village's residents in its year. */
public final class TicketProfile {
    private TicketProfile() {}

    /**
     * A problem of a resident and what was done about it, step by step.
     *
     * @param raised at half past nine unless it says when; only where the village is ten days old by then
     */
    public record Ticket(
            String name,
            String kind,
            String title,
            String raised,
            @Nullable String late,
            List<TicketStep> steps,
            @Nullable CorrectedTicket corrected,
            @Nullable Withdrawal withdrawn) {}

    /**
     * One step.
     *
     * @param after days from raising, unless {@code at} says when
     * @param into name of the ticket that this one is merged into
     */
    public record TicketStep(
            Step does,
            @Nullable Range after,
            @Nullable String at,
            @Nullable String into) {}

    public enum Step {
        ASSIGN("assignment"),
        REPLY("replies"),
        RESOLVE("resolution"),
        CONFIRM("confirmation"),
        REOPEN("reopening"),
        TRANSFER("transfer"),
        MERGE("merger");

        public final String route;

        Step(String route) {
            this.route = route;
        }
    }

    public record CorrectedTicket(String raised, @Nullable String late) {}
}
