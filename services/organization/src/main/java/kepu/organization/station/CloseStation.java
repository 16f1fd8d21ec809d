package kepu.organization.station;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Closes a station until it is opened again. */
@Component
class CloseStation {
    private final AggregateStore store;

    CloseStation(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String stationId, StationController.ClosureRequest request) {
        return store.update(
                command,
                Station.class,
                stationId,
                station -> station.close(request.reason(), command.occurredAt(request.occurredAt())));
    }
}
