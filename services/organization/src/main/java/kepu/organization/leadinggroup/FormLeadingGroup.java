package kepu.organization.leadinggroup;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Forms a leading group of a unit. */
@Component
class FormLeadingGroup {
    private final AggregateStore store;
    private final Units units;

    FormLeadingGroup(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, LeadingGroupController.GroupRequest request) {
        String id = command.newId("leading-group");
        return store.create(command, LeadingGroup.class, id, () -> group(command, id, request), LeadingGroup::form);
    }

    private LeadingGroup group(Command command, String id, LeadingGroupController.GroupRequest request) {
        Units.Known unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        return new LeadingGroup(id, request.unitId(), request.name(), at, request.until(), request.carriedBy());
    }
}
