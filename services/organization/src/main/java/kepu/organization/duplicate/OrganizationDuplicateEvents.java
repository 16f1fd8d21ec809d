package kepu.organization.duplicate;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSettled;
import kepu.contracts.organization.OrganizationDuplicateEvent.DuplicateSuspected;
import kepu.defaults.record.DuplicateEvents;
import org.springframework.stereotype.Component;

/** The notices of this service. */
@Component
class OrganizationDuplicateEvents implements DuplicateEvents {
    @Override
    public DuplicateNotice suspected(String recordId, Set<String> looksLike, Instant recordOccurredAt) {
        return new DuplicateSuspected(recordId, looksLike, recordOccurredAt);
    }

    @Override
    public DuplicateNotice settled(String recordId, Outcome outcome, Instant recordOccurredAt) {
        return new DuplicateSettled(recordId, outcome, recordOccurredAt);
    }
}
