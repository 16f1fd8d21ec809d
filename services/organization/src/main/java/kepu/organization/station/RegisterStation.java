package kepu.organization.station;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Registers a station in a venue of a village organisation; it is not open yet. */
@Component
class RegisterStation {
    private final AggregateStore store;
    private final Units units;

    RegisterStation(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, StationController.StationRequest request) {
        String id = command.newId("station");
        Instant at = command.occurredAt(request.occurredAt());
        return store.create(
                command,
                Station.class,
                id,
                () -> new Station(id, request.unitId(), request.venue(), at),
                station -> station.register(
                        units.requireOpen(request.unitId(), at).kind(), request.inVillageOrganisationVenue()));
    }
}
