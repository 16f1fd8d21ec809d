package kepu.volunteers.team;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.function.BiFunction;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.claim.PersonClaims.OtherTeams;
import kepu.volunteers.claim.PersonClaims.Span;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Looks up what a person holds in the other teams of a village. */
@Component
class OtherTeamsOfPerson {
    private final AggregateStore store;
    private final MongoOperations mongo;

    OtherTeamsOfPerson(AggregateStore store, MongoOperations mongo) {
        this.store = store;
        this.mongo = mongo;
    }

    /** @param held what of a volunteer is looked up in each of them */
    OtherTeams than(Team team, String volunteerId, BiFunction<Team, String, List<Span>> held) {
        return new OtherTeams() {
            @Override
            public List<Span> spans() {
                var others = query(where("unitId")
                        .is(team.unitId())
                        .and("_id")
                        .ne(team.id())
                        .and("memberships.volunteerId")
                        .is(volunteerId));
                others.fields().exclude("outbox", "applied", "firstApplied");
                return mongo.find(others, Team.class).stream()
                        .flatMap(other -> held.apply(other, volunteerId).stream())
                        .toList();
            }

            @Override
            public void restartChanges(String teamId) {
                store.restartChanges(Team.class, teamId);
            }
        };
    }
}
