package kepu.assessment.inspection.checklist;

import java.time.Instant;
import kepu.assessment.inspection.unit.InspectedUnits;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Publishes the next edition of a checklist of a county or township. */
@Component
class PublishChecklist {
    private final AggregateStore store;
    private final Checklists checklists;
    private final InspectedUnits units;

    PublishChecklist(AggregateStore store, Checklists checklists, InspectedUnits units) {
        this.store = store;
        this.checklists = checklists;
        this.units = units;
    }

    Receipt handle(Command command, ChecklistController.ChecklistRequest request) {
        String id = Checklist.id(request.unitId(), request.code(), request.edition());
        return store.create(command, Checklist.class, id, () -> checklist(command, id, request), Checklist::publish);
    }

    private Checklist checklist(Command command, String id, ChecklistController.ChecklistRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        Kind kind = units.kind(request.unitId());
        if (kind != Kind.COUNTY && kind != Kind.TOWNSHIP) {
            throw ChecklistRejection.ofWrongUnit(request.unitId(), kind);
        }
        int next = 1;
        while (checklists.exists(Checklist.id(request.unitId(), request.code(), next))) {
            next++;
        }
        if (request.edition() != next) {
            throw ChecklistRejection.notNextEdition(request.edition(), next);
        }
        return new Checklist(
                id,
                request.unitId(),
                request.code(),
                request.edition(),
                request.title(),
                request.items().stream()
                        .map(ChecklistController.ItemRequest::item)
                        .toList(),
                at);
    }
}
