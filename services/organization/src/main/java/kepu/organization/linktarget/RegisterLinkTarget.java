package kepu.organization.linktarget;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Registers a base, a large grower or a leading enterprise of a unit. */
@Component
class RegisterLinkTarget {
    private final AggregateStore store;
    private final Units units;

    RegisterLinkTarget(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, LinkTargetController.TargetRequest request) {
        Instant at = command.occurredAt(request.occurredAt());
        units.requireOpen(request.unitId(), at);
        LinkTarget target =
                new LinkTarget(command.newId("link-target"), request.unitId(), request.kind(), request.name(), at);
        return store.create(command, target, LinkTarget::register);
    }
}
