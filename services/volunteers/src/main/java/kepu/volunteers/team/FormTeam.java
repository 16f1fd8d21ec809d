package kepu.volunteers.team;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import org.springframework.stereotype.Component;

/** Forms a team of a known unit. */
@Component
class FormTeam {
    private final AggregateStore store;
    private final Register register;

    FormTeam(AggregateStore store, Register register) {
        this.store = store;
        this.register = register;
    }

    Receipt handle(Command command, TeamController.TeamRequest request) {
        String id = command.newId("team");
        return store.create(command, Team.class, id, () -> team(command, id, request), Team::form);
    }

    private Team team(Command command, String id, TeamController.TeamRequest request) {
        Register.Unit unit = register.unit(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.requireOpen(at);
        return new Team(id, request.unitId(), request.name(), at);
    }
}
