package kepu.defaults.record;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.DuplicateNotice.Outcome;

/** How a service tells of its probable duplicates; one that has no such bean compares nothing. */
public interface DuplicateEvents {
    DuplicateNotice suspected(String recordId, Set<String> looksLike, Instant recordOccurredAt);

    DuplicateNotice settled(String recordId, Outcome outcome, Instant recordOccurredAt);
}
