package kepu.organization.leadinggroup;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Ends a person's part in a group. */
@Component
class ReleaseGroupMember {
    private final AggregateStore store;

    ReleaseGroupMember(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(
            Command command, String groupId, String assignmentId, LeadingGroupController.ReleaseRequest request) {
        return store.update(
                command,
                LeadingGroup.class,
                groupId,
                group -> group.release(assignmentId, command.occurredAt(request.occurredAt())));
    }
}
