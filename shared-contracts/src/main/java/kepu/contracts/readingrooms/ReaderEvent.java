package kepu.contracts.readingrooms;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * That something was done with a reader's data (读者), never the data. Source: R11, the rules on people's data.
 *
 * <p>A {@code readerId} is a pseudonym; the same in two units is two readers.
 */
@Family(topic = "kepu.reading-rooms.readers")
public sealed interface ReaderEvent extends DomainEvent {
    String readerId();

    /** Registered; with a guardian's consent if {@code guardianConsent}, without which nobody under 14 is. */
    @WireType("kepu.reading-rooms.reader-registered.v1")
    @Fact("data")
    record ReaderRegistered(String readerId, boolean guardianConsent) implements ReaderEvent {}

    /** The data held was replaced. */
    @WireType("kepu.reading-rooms.reader-changed.v1")
    @Fact("data")
    record ReaderChanged(String readerId, boolean guardianConsent) implements ReaderEvent {}

    /** Somebody was shown the data unmasked. */
    @WireType("kepu.reading-rooms.reader-unmasked.v1")
    @Fact("unmasked")
    record ReaderUnmasked(String readerId, String purpose) implements ReaderEvent {}

    /** The key of the data is destroyed; the pseudonym is not given again. */
    @WireType("kepu.reading-rooms.reader-erased.v1")
    @Fact("data")
    record ReaderErased(String readerId, String reason) implements ReaderEvent {}
}
