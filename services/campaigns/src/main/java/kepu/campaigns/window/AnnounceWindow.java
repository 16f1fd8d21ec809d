package kepu.campaigns.window;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Sets the window of a campaign in a county for a year for the first time. */
@Component
class AnnounceWindow {
    private final AggregateStore store;
    private final UnitReplica units;

    AnnounceWindow(AggregateStore store, UnitReplica units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, WindowController.WindowRequest request) {
        String id = Window.id(request.unitId(), request.year(), request.named());
        return store.create(
                command,
                Window.class,
                id,
                () -> new Window(
                        id,
                        request.unitId(),
                        request.campaign(),
                        request.furtherCampaign(),
                        request.year(),
                        request.name(),
                        request.from(),
                        request.to(),
                        request.theme()),
                window -> window.announce(
                        units.requireKnown(window.unitId()).kind(), command.occurredAt(request.occurredAt())));
    }
}
