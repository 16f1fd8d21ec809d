package kepu.volunteers.duplicate;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.fact.DuplicateNotice;
import kepu.contracts.fact.DuplicateNotice.Outcome;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSettled;
import kepu.contracts.volunteers.VolunteersDuplicateEvent.DuplicateSuspected;
import kepu.defaults.record.DuplicateEvents;
import org.springframework.stereotype.Component;

/** The notices of this service. */
@Component
class VolunteersDuplicateEvents implements DuplicateEvents {
    @Override
    public DuplicateNotice suspected(String recordId, Set<String> looksLike, Instant recordOccurredAt) {
        return new DuplicateSuspected(recordId, looksLike, recordOccurredAt);
    }

    @Override
    public DuplicateNotice settled(String recordId, Outcome outcome, Instant recordOccurredAt) {
        return new DuplicateSettled(recordId, outcome, recordOccurredAt);
    }
}
