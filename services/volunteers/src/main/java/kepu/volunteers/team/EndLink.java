package kepu.volunteers.team;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Ends a link while its member stays. */
@Component
class EndLink {
    private final AggregateStore store;

    EndLink(AggregateStore store) {
        this.store = store;
    }

    Receipt handle(Command command, String teamId, String linkId, TeamController.ReasonRequest request) {
        return store.update(
                command,
                Team.class,
                teamId,
                team -> team.endLink(linkId, request.reason(), command.occurredAt(request.occurredAt())));
    }
}
