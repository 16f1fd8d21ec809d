package kepu.campaigns.chain;

import java.time.Instant;
import kepu.contracts.campaigns.ChainEvent.Step;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a step of a chain.
 *
 * @param householdNumber pseudonymous number of the family, if and only if this is its step
 * @param activityId the activity at which it was taken, if any
 * @param by who stated this
 */
record StepTaken(
        Step step,
        String title,
        @Nullable String householdNumber,
        @Nullable String activityId,
        Instant occurredAt,
        String by) {
    StepTaken {
        if ((step == Step.FAMILY) != (householdNumber != null)) {
            throw ChainRejection.household(step);
        }
    }
}
