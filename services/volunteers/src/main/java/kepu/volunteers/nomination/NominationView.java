package kepu.volunteers.nomination;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a nomination.
 *
 * @param decisions what was decided so far, oldest first
 */
record NominationView(
        String id,
        String unitId,
        @JsonUnwrapped Nomination.Content content,
        Instant occurredAt,
        Nomination.State state,
        List<Nomination.Decision> decisions,
        @Nullable Duplicate duplicate,
        String recordedBy,
        @Nullable String correctedBy,
        long version) {
    static List<NominationView> of(List<Nomination> nominations) {
        return nominations.stream().map(NominationView::of).toList();
    }

    static NominationView of(Nomination nomination) {
        return new NominationView(
                nomination.id(),
                nomination.unitId(),
                nomination.content(),
                nomination.occurredAt(),
                nomination.state(),
                nomination.decisions(),
                nomination.duplicate(),
                nomination.recordedBy(),
                nomination.correctedBy(),
                nomination.version());
    }
}
