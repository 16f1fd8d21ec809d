package kepu.contracts.assessment;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Orders to put something right by a deadline (限期整改), and what becomes of them up to the signing off (销号). An order is
 * not corrected: one that was issued wrongly is cancelled. Source: R34.
 */
@Family(topic = "kepu.assessment.order")
public sealed interface OrderEvent extends DomainEvent {
    String orderId();

    /** 蓝色, 黄色, 红色督办单. */
    enum Colour {
        BLUE,
        YELLOW,
        RED
    }

    /** 临近期限, 已逾期, 逾期七日, 两次复查未通过. */
    enum Cause {
        DUE_SOON,
        OVERDUE,
        OVERDUE_FOR_A_WEEK,
        FAILED_TWICE
    }

    /** Whatever follows the issue of an order. */
    interface OrderStep extends DomainEvent {
        /** When the order was issued; the order belongs to that year. */
        Instant issuedAt();
    }

    /**
     * Issued at {@code occurredAt}: {@code matter} is to be put right by the end of {@code deadline}.
     *
     * @param inspectionId the inspection that it came from, if any
     * @param finding what was found there
     * @param indicator code of the indicator that it concerns, if any
     */
    @WireType("kepu.assessment.order-issued.v1")
    @Fact("order")
    record OrderIssued(
            String orderId,
            String matter,
            LocalDate deadline,
            @Nullable String inspectionId,
            @Nullable String finding,
            @Nullable String indicator)
            implements OrderEvent {}

    /** The unit has taken note of it (签收). */
    @WireType("kepu.assessment.order-acknowledged.v1")
    @Fact("acknowledgement")
    record OrderAcknowledged(String orderId, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** The unit has said how it will put it right (整改方案). */
    @WireType("kepu.assessment.order-planned.v1")
    @Fact("plan")
    record OrderPlanned(String orderId, String plan, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** The unit handed in its evidence at {@code occurredAt}; from then on it awaits re-inspection, and the clock rests. */
    @WireType("kepu.assessment.order-evidence-handed-in.v1")
    @Fact("evidence")
    record OrderEvidenceHandedIn(String orderId, String evidence, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** The evidence is accepted for re-inspection, by somebody who did not act for the unit. */
    @WireType("kepu.assessment.order-evidence-accepted.v1")
    @Fact("progress")
    record OrderEvidenceAccepted(String orderId, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** The evidence is returned: other evidence is needed, and the clock runs again. */
    @WireType("kepu.assessment.order-evidence-returned.v1")
    @Fact("progress")
    record OrderEvidenceReturned(String orderId, String reason, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** Seen on the spot, and not put right: other evidence is needed, and the clock runs again. */
    @WireType("kepu.assessment.order-reinspection-failed.v1")
    @Fact("progress")
    record OrderReinspectionFailed(String orderId, String reason, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** Re-inspected and put right: the order is closed (销号). */
    @WireType("kepu.assessment.order-signed-off.v1")
    @Fact("progress")
    record OrderSignedOff(String orderId, String comment, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** The unit asked for a later deadline. */
    @WireType("kepu.assessment.order-extension-requested.v1")
    @Fact("request")
    record OrderExtensionRequested(String orderId, LocalDate deadline, String reason, Instant issuedAt)
            implements OrderEvent, OrderStep {}

    /**
     * The deadline is {@code deadline} from now on, approved by somebody else than who asked for it.
     *
     * @param requestedBy pseudonym of who asked
     */
    @WireType("kepu.assessment.order-extended.v1")
    @Fact("deadline")
    record OrderExtended(
            String orderId,
            LocalDate deadline,
            LocalDate previousDeadline,
            String reason,
            String requestedBy,
            Instant issuedAt)
            implements OrderEvent, OrderStep {}

    /** The deadline stays as it was. */
    @WireType("kepu.assessment.order-extension-refused.v1")
    @Fact("request")
    record OrderExtensionRefused(String orderId, String reason, Instant issuedAt) implements OrderEvent, OrderStep {}

    /** It was issued wrongly, and counts for nothing from {@code occurredAt} on. */
    @WireType("kepu.assessment.order-cancelled.v1")
    @Fact("progress")
    record OrderCancelled(String orderId, String reason, Instant issuedAt) implements OrderEvent, OrderStep {}

    /**
     * A slip (督办单) was due at {@code occurredAt}, the hour that the clock of the order says; each colour at most once for a
     * deadline.
     *
     * @param deadline that held at that hour
     */
    @WireType("kepu.assessment.order-slip-issued.v1")
    @Fact(value = "slip", per = "colour")
    record OrderSlipIssued(String orderId, Colour colour, Cause cause, LocalDate deadline, Instant issuedAt)
            implements OrderEvent, OrderStep {}
}
