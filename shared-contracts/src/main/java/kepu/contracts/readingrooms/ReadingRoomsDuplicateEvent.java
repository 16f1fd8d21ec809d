package kepu.contracts.readingrooms;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.DuplicateNotice;

/** Probable duplicates (疑似重复) among the records of the reading-rooms service. */
@Family(topic = "kepu.reading-rooms.duplicates")
public sealed interface ReadingRoomsDuplicateEvent extends DuplicateNotice {
    /** The record looks like those named, as long as they hold. */
    @WireType("kepu.reading-rooms.duplicate-suspected.v1")
    record DuplicateSuspected(String recordId, Set<String> looksLike, Instant recordOccurredAt)
            implements ReadingRoomsDuplicateEvent, Suspected {
        public DuplicateSuspected {
            looksLike = Sorted.copyOf(looksLike);
        }
    }

    /** The record is a fact of its own, or looks like no other any more. */
    @WireType("kepu.reading-rooms.duplicate-settled.v1")
    record DuplicateSettled(String recordId, Outcome outcome, Instant recordOccurredAt)
            implements ReadingRoomsDuplicateEvent {}
}
