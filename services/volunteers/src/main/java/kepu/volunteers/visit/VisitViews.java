package kepu.volunteers.visit;

import java.time.Instant;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of visits. */
@Component
class VisitViews {
    private final AggregateStore store;

    VisitViews(AggregateStore store) {
        this.store = store;
    }

    /** @param verdict who verified or rejected this version, if anybody did */
    record VisitView(
            String id,
            String unitId,
            String teamId,
            String linkId,
            String membershipId,
            String note,
            Instant occurredAt,
            Visit.State state,
            String recordedBy,
            @Nullable String correctedBy,
            Visit.@Nullable Verdict verdict,
            long version) {
        private static VisitView of(Visit visit) {
            return new VisitView(
                    visit.id(),
                    visit.unitId(),
                    visit.teamId(),
                    visit.linkId(),
                    visit.membershipId(),
                    visit.note(),
                    visit.occurredAt(),
                    visit.state(),
                    visit.recordedBy(),
                    visit.correctedBy(),
                    visit.verdict(),
                    visit.version());
        }
    }

    VisitView visit(String id) {
        return VisitView.of(store.get(Visit.class, id));
    }
}
