package kepu.contracts.fact;

import java.time.Instant;

/** An event that amends an earlier version of a fact: a {@link Correction} or a {@link Withdrawal}. */
public interface Amendment extends FactVersion {
    /** When the fact happened according to the version that this one amends; it may lie in another period. */
    Instant previousOccurredAt();
}
