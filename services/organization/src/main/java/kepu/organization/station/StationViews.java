package kepu.organization.station;

import java.time.Instant;
import java.util.List;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of stations. */
@Component
class StationViews {
    private final AggregateStore store;

    StationViews(AggregateStore store) {
        this.store = store;
    }

    record StationView(
            String id,
            String unitId,
            String venue,
            Instant registeredAt,
            boolean open,
            List<ChangeView> changes,
            long version) {}

    record ChangeView(boolean open, Instant from, @Nullable String reason) {}

    StationView station(String id) {
        return view(store.get(Station.class, id));
    }

    static List<StationView> views(List<Station> stations) {
        return stations.stream().map(StationViews::view).toList();
    }

    private static StationView view(Station station) {
        return new StationView(
                station.id(),
                station.unitId(),
                station.venue(),
                station.registeredAt(),
                station.open(),
                station.changes().stream()
                        .map(change -> new ChangeView(change.open(), change.from(), change.reason()))
                        .toList(),
                station.version());
    }
}
