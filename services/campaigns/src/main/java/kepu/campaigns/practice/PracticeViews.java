package kepu.campaigns.practice;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.Duplicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of practices. */
@Component
class PracticeViews {
    private final AmendableRecords records;
    private final PublishedPractices published;

    PracticeViews(AmendableRecords records, PublishedPractices published) {
        this.records = records;
        this.published = published;
    }

    /**
     * A practice.
     *
     * @param reuses how many units took it up
     */
    record PracticeView(
            String id,
            String unitId,
            @JsonUnwrapped Practice.Content content,
            Instant occurredAt,
            Practice.State state,
            @Nullable Instant publishedAt,
            @Nullable String publishedBy,
            long reuses,
            @Nullable Duplicate duplicate,
            String recordedBy,
            long version) {}

    /** A published practice, as every unit of its county sees it. */
    record PublishedView(
            String id,
            String unitId,
            @JsonUnwrapped Practice.Content content,
            @Nullable Instant publishedAt,
            long reuses) {}

    /** At most a hundred, so there is never a next page. */
    record PublishedListView(List<PublishedView> items) {}

    PracticeView practice(String id) {
        return practices(List.of(records.get(Practice.class, id))).getFirst();
    }

    List<PracticeView> practices(List<Practice> practices) {
        Map<String, Long> reuses =
                published.reuses(practices.stream().map(Practice::id).toList());
        return practices.stream()
                .map(practice -> new PracticeView(
                        practice.id(),
                        practice.unitId(),
                        practice.content(),
                        practice.occurredAt(),
                        practice.state(),
                        practice.publishedAt(),
                        practice.publishedBy(),
                        reuses.getOrDefault(practice.id(), 0L),
                        practice.duplicate(),
                        practice.recordedBy(),
                        practice.version()))
                .toList();
    }

    PublishedListView published(String unitId) {
        List<Practice> practices = published.forUnit(unitId);
        Map<String, Long> reuses =
                published.reuses(practices.stream().map(Practice::id).toList());
        return new PublishedListView(practices.stream()
                .map(practice -> new PublishedView(
                        practice.id(),
                        practice.unitId(),
                        practice.content(),
                        practice.publishedAt(),
                        reuses.getOrDefault(practice.id(), 0L)))
                .toList());
    }
}
