package kepu.volunteers.visit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Records a visit on a link that was active then. */
@Component
class RecordVisit {
    private final AggregateStore store;
    private final Teams teams;

    RecordVisit(AggregateStore store, Teams teams) {
        this.store = store;
        this.teams = teams;
    }

    Receipt handle(Command command, VisitController.VisitRequest request) {
        String id = command.newId("visit");
        return store.create(command, Visit.class, id, () -> visit(command, id, request), Visit::record);
    }

    private Visit visit(Command command, String id, VisitController.VisitRequest request) {
        Teams.Linked linked =
                teams.linked(request.teamId(), request.linkId(), () -> command.occurredAt(request.occurredAt()));
        return new Visit(
                id,
                linked.unitId(),
                request.teamId(),
                request.linkId(),
                linked.membershipId(),
                request.note(),
                linked.at(),
                command.actor());
    }
}
