package kepu.organization.leadinggroup;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Ends a group before its term is over. */
@Component
class DissolveLeadingGroup {
    private final AggregateStore store;

    DissolveLeadingGroup(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String groupId, LeadingGroupController.DissolutionRequest request) {
        return store.update(
                command,
                LeadingGroup.class,
                groupId,
                group -> group.dissolve(request.reason(), command.occurredAt(request.occurredAt())));
    }
}
