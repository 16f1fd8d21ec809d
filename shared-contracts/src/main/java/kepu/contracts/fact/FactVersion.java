package kepu.contracts.fact;

import kepu.contracts.DomainEvent;

/**
 * An event that states a version of a fact that people may get wrong: as it was recorded, corrected or withdrawn.
 *
 * <p>Of several versions of one fact the one with the highest (epoch, sequence) holds.
 */
public interface FactVersion extends DomainEvent {
    /** The fact of which this is a version; unique within its family. */
    String factId();
}
