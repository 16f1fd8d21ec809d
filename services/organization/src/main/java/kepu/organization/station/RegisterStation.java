package kepu.organization.station;

import java.time.Instant;
import kepu.contracts.organization.UnitEvent.Kind;
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
        Instant at = command.occurredAt(request.occurredAt());
        Kind kind = units.requireOpen(request.unitId(), at).kind();
        Station station = new Station(command.newId("station"), request.unitId(), request.venue(), at);
        return store.create(command, station, born -> born.register(kind, request.inVillageOrganisationVenue()));
    }
}
