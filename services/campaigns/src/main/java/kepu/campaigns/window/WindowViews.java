package kepu.campaigns.window;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
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
            @Nullable Campaign campaign,
            @Nullable String furtherCampaign,
            int year,
            String name,
            LocalDate from,
            LocalDate to,
            String theme,
            boolean withdrawn,
            long version) {
        static WindowView of(Window window) {
            return new WindowView(
                    window.id(),
                    window.unitId(),
                    window.campaign(),
                    window.furtherCampaign(),
                    window.year(),
                    window.name(),
                    window.from(),
                    window.to(),
                    window.theme(),
                    window.isWithdrawn(),
                    window.version());
        }
    }

    /** At most one window a campaign, and few campaigns, so there is never a next page. */
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
        return new WindowsView(
                windows.all(county, year).stream().map(WindowView::of).toList());
    }
}
