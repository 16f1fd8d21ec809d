package kepu.volunteers.visit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.team.Teams;
import org.springframework.stereotype.Component;

/** Corrects or withdraws a visit that was recorded wrongly; it stays with its team. */
@Component
class AmendVisit {
    private final AggregateStore store;
    private final Teams teams;

    AmendVisit(AggregateStore store, Teams teams) {
        this.store = store;
        this.teams = teams;
    }

    Receipt correct(Command command, String visitId, VisitController.CorrectionRequest request) {
        return store.update(command, Visit.class, visitId, visit -> {
            Teams.Linked linked =
                    teams.linked(visit.teamId(), request.linkId(), () -> command.occurredAt(request.occurredAt()));
            return visit.correct(request.linkId(), linked.membershipId(), request.note(), linked.at(), command.actor());
        });
    }

    Receipt withdraw(Command command, String visitId, VisitController.WithdrawalRequest request) {
        return store.update(command, Visit.class, visitId, visit -> visit.withdraw(request.reason(), command.now()));
    }
}
