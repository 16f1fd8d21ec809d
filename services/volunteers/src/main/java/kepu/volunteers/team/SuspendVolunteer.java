package kepu.volunteers.team;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Suspends an active member (暂停). */
@Component
class SuspendVolunteer {
    private final AggregateStore store;
    private final int requiredStrength;

    SuspendVolunteer(AggregateStore store, @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.requiredStrength = requiredStrength;
    }

    Receipt handle(Command command, String teamId, String membershipId, TeamController.ReasonRequest request) {
        return store.update(
                command,
                Team.class,
                teamId,
                team -> team.suspend(
                        membershipId, request.reason(), command.occurredAt(request.occurredAt()), requiredStrength));
    }
}
