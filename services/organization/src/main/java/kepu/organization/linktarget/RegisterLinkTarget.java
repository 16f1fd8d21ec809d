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
        String id = command.newId("link-target");
        return store.create(command, LinkTarget.class, id, () -> target(command, id, request), LinkTarget::register);
    }

    private LinkTarget target(Command command, String id, LinkTargetController.TargetRequest request) {
        Units.Known unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        return new LinkTarget(id, request.unitId(), request.kind(), request.name(), at);
    }
}
