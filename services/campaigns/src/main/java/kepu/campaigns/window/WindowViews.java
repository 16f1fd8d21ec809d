package kepu.campaigns.window;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What people see of windows. */
@Component
class WindowViews {
    private final AggregateStore store;
    private final Windows windows;
    private final UnitReplica units;
    private final Clock clock;

    WindowViews(AggregateStore store, Windows windows, UnitReplica units, Clock clock) {
        this.store = store;
        this.windows = windows;
        this.units = units;
        this.clock = clock;
    }

    record WindowView(
            String id,
            String unitId,
            Campaign campaign,
            int year,
            String name,
            LocalDate from,
            LocalDate to,
            String theme,
            long version) {
        static WindowView of(Window window) {
            return new WindowView(
                    window.id(),
                    window.unitId(),
                    window.campaign(),
                    window.year(),
                    window.name(),
                    window.from(),
                    window.to(),
                    window.theme(),
                    window.version());
        }
    }

    /** At most one window a campaign, so there is never a next page. */
    record WindowsView(List<WindowView> items) {}

    WindowView window(String id) {
        return WindowView.of(store.get(Window.class, id));
    }

    static List<WindowView> views(List<Window> windows) {
        return windows.stream().map(WindowView::of).toList();
    }

    /** The windows that hold for a unit in the caller's reach: those of the county that it is or now belongs to. */
    WindowsView windows(String unitId, int year) {
        Access.current().require(unitId);
        String county = units.countyOf(unitId, clock.instant()).orElse(unitId);
        return new WindowsView(Stream.of(Campaign.values())
                .map(campaign -> windows.window(county, year, campaign))
                .flatMap(Optional::stream)
                .map(WindowView::of)
                .toList());
    }
}
