package kepu.contracts.campaigns;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.DuplicateNotice;

/** Probable duplicates (疑似重复) among the records of the campaigns service. */
@Family(topic = "kepu.campaigns.duplicates")
public sealed interface CampaignsDuplicateEvent extends DuplicateNotice {
    /** The record looks like those named, as long as they hold. */
    @WireType("kepu.campaigns.duplicate-suspected.v1")
    record DuplicateSuspected(String recordId, Set<String> looksLike, Instant recordOccurredAt)
            implements CampaignsDuplicateEvent, Suspected {
        public DuplicateSuspected {
            looksLike = Sorted.copyOf(looksLike);
        }
    }

    /** The record is a fact of its own, or looks like no other any more. */
    @WireType("kepu.campaigns.duplicate-settled.v1")
    record DuplicateSettled(String recordId, Outcome outcome, Instant recordOccurredAt)
            implements CampaignsDuplicateEvent {}
}
