package kepu.campaigns.research;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a research.
 *
 * @param stages those that it reached, in their order
 */
record ResearchView(
        String id,
        String unitId,
        @JsonUnwrapped Research.Content content,
        Instant occurredAt,
        Research.State state,
        List<Research.Reached> stages,
        @Nullable Duplicate duplicate,
        String recordedBy,
        long version) {
    static List<ResearchView> of(List<Research> research) {
        return research.stream().map(ResearchView::of).toList();
    }

    static ResearchView of(Research research) {
        return new ResearchView(
                research.id(),
                research.unitId(),
                research.content(),
                research.occurredAt(),
                research.state(),
                research.reached(),
                research.duplicate(),
                research.recordedBy(),
                research.version());
    }
}
