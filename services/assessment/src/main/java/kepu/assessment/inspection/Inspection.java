package kepu.assessment.inspection;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.assessment.InspectionEvent.InspectionCorrected;
import kepu.contracts.assessment.InspectionEvent.InspectionRecorded;
import kepu.contracts.assessment.InspectionEvent.InspectionWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An inspection (督查) of a unit or its reading room, and what was found. */
@Document("inspections")
@InVersionedSets
@Listed(by = {"planId=content.planId", "drawId=content.drawId", "roomId=content.roomId"})
class Inspection extends AmendableRecord<Inspection.Content> {
    /** Points for an item of the checklist. */
    record ItemScore(String code, int points, @Nullable String note) {}

    /** What is wrong (问题); its number stays when it is corrected, so that an order may name it. */
    record Finding(int number, String text) {}

    /**
     * @param drawId the draw that chose the unit, if one did
     * @param roomId none if the unit itself was inspected
     * @param score of its items, out of 100
     */
    record Content(
            String planId,
            int entryNumber,
            @Nullable String drawId,
            @Nullable String roomId,
            String checklistId,
            List<ItemScore> items,
            int score,
            String evidence,
            List<Finding> findings) {
        Content {
            items = List.copyOf(items);
            findings = List.copyOf(findings);
        }
    }

    /** An earlier version did not keep it. */
    private final @Nullable Instant recordedAt;

    /** The cap beyond which it was recorded, at the same moment as others, and withdrawn at once; none of any other. */
    private @Nullable Integer steppedBackFrom;

    Inspection(String id, String unitId, Content content, Instant occurredAt, Instant recordedAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.recordedAt = recordedAt;
    }

    /** Withdraws it because others took the last place at the same moment; once. */
    DomainEvents stepBack(int cap, Instant now, String by) {
        if (isWithdrawn()) {
            return raise(now);
        }
        DomainEvents withdrawn = withdraw("同时登记的督查超出次数上限", now, by);
        steppedBackFrom = cap;
        return withdrawn;
    }

    @Nullable
    Integer steppedBackFrom() {
        return steppedBackFrom;
    }

    /** Whether it was recorded after that moment. */
    boolean isRecordedAfter(Instant moment) {
        return recordedAt != null && recordedAt.isAfter(moment);
    }

    /** @throws kepu.defaults.Rejection 422 {@code inspection-item-twice} */
    static Map<String, Integer> points(List<ItemScore> items) {
        Map<String, Integer> points = new LinkedHashMap<>();
        for (ItemScore item : items) {
            if (points.put(item.code(), item.points()) != null) {
                throw InspectionRejection.itemTwice(item.code());
            }
        }
        return points;
    }

    /** The texts of the findings by their numbers; none once the inspection is withdrawn. */
    Map<Integer, String> findings() {
        return isWithdrawn()
                ? Map.of()
                : content().findings().stream().collect(Collectors.toMap(Finding::number, Finding::text));
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        Set<Integer> numbers = new HashSet<>();
        for (Finding finding : stated.findings()) {
            if (!numbers.add(finding.number())) {
                throw InspectionRejection.findingTwice(finding.number());
            }
        }
    }

    @Override
    protected InspectionRecorded recorded(Content is) {
        return new InspectionRecorded(
                id(),
                is.planId(),
                is.entryNumber(),
                is.drawId(),
                is.roomId(),
                is.checklistId(),
                is.score(),
                is.findings().size());
    }

    @Override
    protected InspectionCorrected corrected(Content is, Content was, Instant before) {
        return new InspectionCorrected(
                id(),
                is.planId(),
                is.entryNumber(),
                is.drawId(),
                is.roomId(),
                is.checklistId(),
                is.score(),
                is.findings().size(),
                before);
    }

    @Override
    protected InspectionWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new InspectionWithdrawn(id(), reason, before);
    }
}
