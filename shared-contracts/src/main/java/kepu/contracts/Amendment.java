package kepu.contracts;

import java.time.Instant;

/**
 * An event that replaces (correction, 更正) or removes (withdrawal, 撤回) an earlier fact of the same {@code subject}.
 *
 * <p>Of several versions of one fact the one with the highest (epoch, sequence) holds.
 */
public interface Amendment {
    /** When the fact happened according to the version that this one amends; it may lie in another period. */
    Instant previousOccurredAt();
}
