package kepu.organization.leadinggroup;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Gives a person a part and a duty in a group. */
@Component
class AssignGroupMember {
    private final AggregateStore store;
    private final Units units;

    AssignGroupMember(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, String groupId, LeadingGroupController.MemberRequest request) {
        return store.update(command, LeadingGroup.class, groupId, group -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(group.unitId()).openAt(at);
            return group.assign(command.newId("assignment"), request.personId(), request.role(), request.duty(), at);
        });
    }
}
