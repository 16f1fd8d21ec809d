package kepu.volunteers.visit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a visit.
 *
 * @param verdict who verified or rejected this version, if anybody did
 */
record VisitView(
        String id,
        String unitId,
        @JsonUnwrapped Visit.Content content,
        Instant occurredAt,
        Visit.State state,
        @Nullable Duplicate duplicate,
        String recordedBy,
        @Nullable String correctedBy,
        Visit.@Nullable Verdict verdict,
        long version) {
    static List<VisitView> of(List<Visit> visits) {
        return visits.stream().map(VisitView::of).toList();
    }

    static VisitView of(Visit visit) {
        return new VisitView(
                visit.id(),
                visit.unitId(),
                visit.content(),
                visit.occurredAt(),
                visit.state(),
                visit.duplicate(),
                visit.recordedBy(),
                visit.correctedBy(),
                visit.verdict(),
                visit.version());
    }
}
