package kepu.volunteers.team;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.SharedRefusal;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.PersonalData;
import kepu.volunteers.claim.PersonClaims;
import kepu.volunteers.claim.PersonClaims.Claimant;
import kepu.volunteers.claim.PersonClaims.Span;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Takes a volunteer into a team, unless they are in another team of the village then or its unit is closed. */
@Component
class EnlistVolunteer {
    private final AggregateStore store;
    private final PersonClaims claims;
    private final OtherTeamsOfPerson otherTeams;
    private final UnitReplica units;
    private final int requiredStrength;

    EnlistVolunteer(
            AggregateStore store,
            PersonClaims claims,
            OtherTeamsOfPerson otherTeams,
            UnitReplica units,
            @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.claims = claims;
        this.otherTeams = otherTeams;
        this.units = units;
        this.requiredStrength = requiredStrength;
    }

    Receipt handle(Command command, String teamId, TeamController.MemberRequest request) {
        return handle(command, teamId, request, _ -> {});
    }

    /** @param check may refuse the time as well; not asked on a retry */
    Receipt handle(Command command, String teamId, TeamController.MemberRequest request, Consumer<Instant> check) {
        String membershipId = command.newId("membership"); // the same for each attempt, for it is claimed
        return store.update(command, Team.class, teamId, team -> {
            Instant at = command.occurredAt(request.occurredAt());
            units.requireKnown(team.unitId()).openAt(at);
            check.accept(at);
            if (PersonalData.isIn(request.name())) { // no event holds the name, so nobody else looks at it
                throw SharedRefusal.PERSONAL_DATA_IN_TEXT.with("name");
            }
            String volunteerId = request.volunteerId();
            List<Span> here = team.staysOfPerson(volunteerId);
            DomainEvents raised = team.enlist(membershipId, volunteerId, request.name(), at, requiredStrength);
            claims.claimStay(
                    new Claimant(team.unitId(), volunteerId, teamId),
                    new Span(membershipId, teamId, at, null),
                    here,
                    otherTeams.than(team, volunteerId, Team::staysOfPerson));
            return raised;
        });
    }
}
