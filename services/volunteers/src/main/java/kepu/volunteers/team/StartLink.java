package kepu.volunteers.team;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.link.PersonLinks;
import kepu.volunteers.link.PersonLinks.Span;
import kepu.volunteers.register.Register;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Links a member to a target that the team may know and that is not retired, unless the person has two links already. */
@Component
class StartLink {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Register register;
    private final PersonLinks personLinks;

    StartLink(AggregateStore store, MongoOperations mongo, Register register, PersonLinks personLinks) {
        this.store = store;
        this.mongo = mongo;
        this.register = register;
        this.personLinks = personLinks;
    }

    Receipt handle(Command command, String teamId, TeamController.LinkRequest request) {
        String linkId = command.newId("link"); // the same for each attempt, for it is claimed
        return store.update(command, Team.class, teamId, team -> {
            Instant from = command.occurredAt(request.occurredAt());
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
                .filter(link -> !link.linkId().equals(added.linkId()))
                .toList();
        personLinks.claim(
                new PersonLinks.Claimant(team.unitId(), volunteerId, team.id()),
                team.span(added),
                here,
                new OtherTeams(team, volunteerId));
    }

    private final class OtherTeams implements PersonLinks.OtherTeams {
        private final Team team;
        private final String volunteerId;

        OtherTeams(Team team, String volunteerId) {
            this.team = team;
            this.volunteerId = volunteerId;
        }

        @Override
        public List<Span> links() {
            var others = query(where("unitId")
                    .is(team.unitId())
                    .and("_id")
                    .ne(team.id())
                    .and("memberships.volunteerId")
                    .is(volunteerId));
            others.fields().exclude("outbox", "applied", "firstApplied");
            return mongo.find(others, Team.class).stream()
                    .flatMap(other -> other.linksOfPerson(volunteerId).stream())
                    .toList();
        }

        @Override
        public void restartChanges(String teamId) {
            store.restartChanges(Team.class, teamId);
        }
    }
}
