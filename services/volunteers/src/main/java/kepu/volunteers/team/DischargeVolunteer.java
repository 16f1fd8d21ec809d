package kepu.volunteers.team;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Records that a member left the team (离队), which ends the links of that member. */
@Component
class DischargeVolunteer {
    private final AggregateStore store;
    private final int requiredStrength;

    DischargeVolunteer(AggregateStore store, @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.requiredStrength = requiredStrength;
    }

    Receipt handle(Command command, String teamId, String membershipId, TeamController.ReasonRequest request) {
        return store.update(
                command,
                Team.class,
                teamId,
                team -> team.depart(
                        membershipId, request.reason(), command.occurredAt(request.occurredAt()), requiredStrength));
    }
}
