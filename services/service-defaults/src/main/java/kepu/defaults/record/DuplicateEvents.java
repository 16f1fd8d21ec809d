package kepu.defaults.record;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.DuplicateNotice.Outcome;

/** How a service tells of its probable duplicates; one that has no such bean compares nothing. */
public interface DuplicateEvents {
    /** With the events of a service's own family. */
    static DuplicateEvents of(Suspected suspected, Settled settled) {
        return new DuplicateEvents() {
            @Override
            public DuplicateNotice suspected(String recordId, Set<String> looksLike, Instant recordOccurredAt) {
                return suspected.event(recordId, looksLike, recordOccurredAt);
            }

            @Override
            public DuplicateNotice settled(String recordId, Outcome outcome, Instant recordOccurredAt) {
                return settled.event(recordId, outcome, recordOccurredAt);
            }
        };
    }

    DuplicateNotice suspected(String recordId, Set<String> looksLike, Instant recordOccurredAt);

    DuplicateNotice settled(String recordId, Outcome outcome, Instant recordOccurredAt);

    /** Makes the event that says what a record looks like. */
    @FunctionalInterface
    interface Suspected {
        DuplicateNotice event(String recordId, Set<String> looksLike, Instant recordOccurredAt);
    }

    /** Makes the event that says that it is settled. */
    @FunctionalInterface
    interface Settled {
        DuplicateNotice event(String recordId, Outcome outcome, Instant recordOccurredAt);
    }
}
