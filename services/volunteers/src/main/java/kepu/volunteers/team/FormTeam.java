package kepu.volunteers.team;

import java.time.Instant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Forms a team of a known unit. */
@Component
class FormTeam {
    private final AggregateStore store;
    private final UnitReplica units;

    FormTeam(AggregateStore store, UnitReplica units) {
        this.store = store;
        this.units = units;
    }

    Receipt handle(Command command, TeamController.TeamRequest request) {
        String id = command.newId("team");
        return store.create(command, Team.class, id, () -> team(command, id, request), Team::form);
    }

    private Team team(Command command, String id, TeamController.TeamRequest request) {
        UnitReplica.Unit unit = units.requireKnown(request.unitId());
        Instant at = command.occurredAt(request.occurredAt());
        unit.openAt(at);
        return new Team(id, request.unitId(), request.name(), at);
    }
}
