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
        return store.create(
                command,
                Station.class,
                id,
                () -> station(command, id, request),
                station -> station.register(
                        units.requireKnown(station.unitId()).kind(), request.inVillageOrganisationVenue()));
    }

    private Station station(Command command, String id, StationController.StationRequest request) {
        Units.Known unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        return new Station(id, request.unitId(), request.venue(), at);
    }
}
