package kepu.volunteers.team;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes a suspended member active again (恢复). */
@Component
class ReinstateVolunteer {
    private final AggregateStore store;
    private final int requiredStrength;

    ReinstateVolunteer(AggregateStore store, @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.requiredStrength = requiredStrength;
    }

    Receipt handle(Command command, String teamId, String membershipId, TeamController.TimeRequest request) {
        return store.update(
                command,
                Team.class,
                teamId,
                team -> team.reinstate(membershipId, command.occurredAt(request.occurredAt()), requiredStrength));
    }
}
