package kepu.contracts.assessment;

import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Checklists (督查清单) of inspections; a version that is published never changes. Source: R31. */
@Family(topic = "kepu.assessment.checklist")
public sealed interface ChecklistEvent extends DomainEvent {
    String checklistId();

    /**
     * Published at {@code occurredAt}.
     *
     * @param code the same in all versions of one checklist of a unit
     * @param items how many it has; their most points add up to 100
     */
    @WireType("kepu.assessment.checklist-published.v1")
    record ChecklistPublished(String checklistId, String code, int edition, String title, int items)
            implements ChecklistEvent {}
}
