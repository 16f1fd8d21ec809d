package kepu.campaigns.window;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Gives a window other dates or another theme. */
@Component
class CorrectWindow {
    private final AggregateStore store;

    CorrectWindow(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String windowId, WindowController.CorrectionRequest request) {
        return store.update(
                command,
                Window.class,
                windowId,
                window -> window.correct(
                        request.name(),
                        request.from(),
                        request.to(),
                        request.theme(),
                        command.occurredAt(request.occurredAt())));
    }
}
