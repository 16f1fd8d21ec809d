package kepu.organization.officer;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Ends an appointment, whatever the reason; the post is vacant from then on. */
@Component
class DismissOfficer {
    private final AggregateStore store;

    DismissOfficer(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String unitId, String appointmentId, OfficerController.DepartureRequest request) {
        return store.update(
                command,
                OfficerPost.class,
                unitId,
                post -> post.leave(appointmentId, request.reason(), command.occurredAt(request.occurredAt())));
    }
}
