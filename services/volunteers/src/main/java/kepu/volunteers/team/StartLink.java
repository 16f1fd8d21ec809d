package kepu.volunteers.team;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import org.springframework.stereotype.Component;

/** Links a member to a target that is known and not retired. */
@Component
class StartLink {
    private final AggregateStore store;
    private final Register register;

    StartLink(AggregateStore store, Register register) {
        this.store = store;
        this.register = register;
    }

    Receipt handle(Command command, String teamId, TeamController.LinkRequest request) {
        return store.update(command, Team.class, teamId, team -> {
            Instant from = command.occurredAt(request.occurredAt());
            Register.Target target = register.target(request.targetId(), from);
            return team.startLink(
                    command.newId("link"),
                    request.membershipId(),
                    target.targetId(),
                    target.kind(),
                    target.name(),
                    from);
        });
    }
}
