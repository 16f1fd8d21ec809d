package kepu.organization.officer;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Appoints a person to a post that is free for the whole term. */
@Component
class AppointOfficer {
    private final AggregateStore store;
    private final Units units;

    AppointOfficer(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, String unitId, OfficerController.AppointmentRequest request) {
        return store.createOrUpdate(command, OfficerPost.class, unitId, () -> new OfficerPost(unitId, unitId), post -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(unitId).openAt(at);
            return post.appoint(command.newId("appointment"), request.personId(), request.until(), at);
        });
    }
}
