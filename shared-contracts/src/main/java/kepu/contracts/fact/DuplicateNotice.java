package kepu.contracts.fact;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.DomainEvent;

/**
 * Says of a recorded fact whether it looks like others of its unit and day (疑似重复); told by the record itself, and the
 * newest notice of a record holds.
 */
public interface DuplicateNotice extends DomainEvent {
    /** The record, a version of which is a {@link FactVersion} with this as its fact; of a chain, whose steps are the facts, its id. */
    String recordId();

    /** When the recorded fact happened: the notice belongs to that year, whenever it is told. */
    Instant recordOccurredAt();

    /** 认定不重复, 不再相似. */
    enum Outcome {
        KEPT,
        NO_LONGER_ALIKE
    }

    /** The record looks like these, of the same kind, as long as they hold. */
    interface Suspected extends DuplicateNotice {
        Set<String> looksLike();
    }
}
