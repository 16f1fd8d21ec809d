package kepu.organization.station;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.springframework.stereotype.Component;

/** Opens a station, for the first time or again. */
@Component
class OpenStation {
    private final AggregateStore store;
    private final Units units;

    OpenStation(AggregateStore store, Units units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, String stationId, StationController.OpeningRequest request) {
        return store.update(command, Station.class, stationId, station -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(station.unitId()).openAt(at);
            return station.open(at);
        });
    }
}
