package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * The way of a township, village or household (三级联创) to its demonstration title under a creation programme. A household is
 * a pseudonymous number within its village, never a name or an address. Source: R1.
 */
@Family(topic = "kepu.organization.demonstrations")
public sealed interface DemonstrationEvent extends DomainEvent {
    String demonstrationId();

    /** What may become one: 示范乡, 示范村, 示范户. */
    enum Level {
        TOWNSHIP,
        VILLAGE,
        HOUSEHOLD
    }

    /** What a review says of an application: 同意推荐, 退回补充, 不予推荐. */
    enum Verdict {
        RECOMMENDED,
        SENT_BACK,
        REFUSED
    }

    /** Applied for; {@code householdNumber} if and only if it is a household of the unit. */
    @WireType("kepu.organization.demonstration-applied.v1")
    @Fact("application")
    record DemonstrationApplied(
            String demonstrationId,
            String programmeId,
            Level level,
            @Nullable String householdNumber,
            String evidence) implements DemonstrationEvent {}

    /** Applied for again, with the evidence that the review had asked for. */
    @WireType("kepu.organization.demonstration-resubmitted.v1")
    @Fact("application")
    record DemonstrationResubmitted(
            String demonstrationId,
            String programmeId,
            Level level,
            @Nullable String householdNumber,
            String evidence) implements DemonstrationEvent {}

    /** Reviewed by somebody who had no part in the application. */
    @WireType("kepu.organization.demonstration-reviewed.v1")
    @Fact("review")
    record DemonstrationReviewed(String demonstrationId, Verdict verdict, String comment)
            implements DemonstrationEvent {}

    /** The title holds from the day of {@code occurredAt} up to the end of {@code validUntil}, or until it is revoked. */
    @WireType("kepu.organization.demonstration-awarded.v1")
    @Fact("title")
    record DemonstrationAwarded(
            String demonstrationId,
            Level level,
            @Nullable String householdNumber,
            String documentNumber,
            LocalDate validUntil)
            implements DemonstrationEvent {}

    /** Looked at again while the title holds; whether it still deserves it. */
    @WireType("kepu.organization.demonstration-rechecked.v1")
    @Fact("recheck")
    record DemonstrationRechecked(String demonstrationId, boolean passed, String comment, String evidence)
            implements DemonstrationEvent {}

    /** The title goes on holding up to the end of {@code validUntil}. */
    @WireType("kepu.organization.demonstration-renewed.v1")
    @Fact("title")
    record DemonstrationRenewed(
            String demonstrationId,
            Level level,
            @Nullable String householdNumber,
            String documentNumber,
            LocalDate validUntil)
            implements DemonstrationEvent {}

    /** The title no longer holds, from the day of {@code occurredAt} on. */
    @WireType("kepu.organization.demonstration-revoked.v1")
    @Fact("title")
    record DemonstrationRevoked(String demonstrationId, String reason) implements DemonstrationEvent {}

    /** The application never was, and with it nothing that became of it; {@code previousOccurredAt} is when it was made. */
    @WireType("kepu.organization.demonstration-withdrawn.v1")
    @Fact("application")
    record DemonstrationWithdrawn(String demonstrationId, String reason, Instant previousOccurredAt)
            implements DemonstrationEvent, Withdrawal {
        @Override
        public String factId() {
            return demonstrationId;
        }
    }
}
