package kepu.volunteers.team;

import java.time.Instant;
import java.util.function.BiFunction;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Suspends a member (暂停), reinstates one (恢复), or records that one left the team (离队), which ends their links. In a closed
 * unit nobody is reinstated, but what was begun is ended.
 */
@Component
class ChangeMembership {
    private final AggregateStore store;
    private final UnitReplica units;
    private final int requiredStrength;

    ChangeMembership(
            AggregateStore store,
            UnitReplica units,
            @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.units = units;
        this.requiredStrength = requiredStrength;
    }

    Receipt suspend(Command command, String teamId, String membershipId, TeamController.ReasonRequest request) {
        return change(
                command,
                teamId,
                request.occurredAt(),
                (team, at) -> team.suspend(membershipId, request.reason(), at, requiredStrength));
    }

    Receipt reinstate(Command command, String teamId, String membershipId, TeamController.TimeRequest request) {
        return change(command, teamId, request.occurredAt(), (team, at) -> {
            units.requireKnown(team.unitId()).openAt(at);
            return team.reinstate(membershipId, at, requiredStrength);
        });
    }

    Receipt discharge(Command command, String teamId, String membershipId, TeamController.ReasonRequest request) {
        return change(
                command,
                teamId,
                request.occurredAt(),
                (team, at) -> team.depart(membershipId, request.reason(), at, requiredStrength));
    }

    private Receipt change(
            Command command, String teamId, @Nullable Instant stated, BiFunction<Team, Instant, DomainEvents> change) {
        return store.update(command, Team.class, teamId, team -> change.apply(team, command.occurredAt(stated)));
    }
}
