package kepu.volunteers.team;

import java.time.Instant;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.claim.PersonClaims;
import kepu.volunteers.claim.PersonClaims.Claimant;
import kepu.volunteers.claim.PersonClaims.Span;
import kepu.volunteers.register.Register;
import org.springframework.stereotype.Component;

/** Links a member to a target that the team may know and that is not retired, unless the person has two links already. */
@Component
class StartLink {
    private final AggregateStore store;
    private final Register register;
    private final PersonClaims claims;
    private final OtherTeamsOfPerson otherTeams;
    private final UnitReplica units;

    StartLink(
            AggregateStore store,
            Register register,
            PersonClaims claims,
            OtherTeamsOfPerson otherTeams,
            UnitReplica units) {
        this.store = store;
        this.register = register;
        this.claims = claims;
        this.otherTeams = otherTeams;
        this.units = units;
    }

    Receipt handle(Command command, String teamId, TeamController.LinkRequest request) {
        String linkId = command.newId("link"); // the same for each attempt, for it is claimed
        return store.update(command, Team.class, teamId, team -> {
            Instant from = command.occurredAt(request.occurredAt());
            units.requireKnown(team.unitId()).openAt(from);
            Register.Target target = register.target(request.targetId(), team.unitId(), from);
            DomainEvents raised =
                    team.startLink(linkId, request.membershipId(), target.targetId(), target.kind(), from);
            claim(team, team.findLink(linkId).orElseThrow());
            return raised;
        });
    }

    /** Between reading and writing the team. */
    void claim(Team team, Link added) {
        String volunteerId = team.volunteerOf(added);
        List<Span> here = team.linksOfPerson(volunteerId).stream()
                .filter(link -> !link.id().equals(added.linkId()))
                .toList();
        claims.claimLink(
                new Claimant(team.unitId(), volunteerId, team.id()),
                team.span(added),
                here,
                otherTeams.than(team, volunteerId, Team::linksOfPerson));
    }
}
