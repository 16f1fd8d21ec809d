package kepu.organization.linktarget;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Retires a target: no new link is made to it. */
@Component
class RetireLinkTarget {
    private final AggregateStore store;

    RetireLinkTarget(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String targetId, LinkTargetController.RetirementRequest request) {
        return store.update(
                command,
                LinkTarget.class,
                targetId,
                target -> target.retire(request.reason(), command.occurredAt(request.occurredAt())));
    }
}
