package kepu.volunteers.team;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other features ask of a team. */
@Component
public class Teams {
    private final AggregateStore store;
    private final EnlistVolunteer enlistVolunteer;

    Teams(AggregateStore store, EnlistVolunteer enlistVolunteer) {
        this.store = store;
        this.enlistVolunteer = enlistVolunteer;
    }

    /** Who had a link: the member, and the unit of the team. */
    public record Linked(String unitId, String membershipId, Instant at) {}

    /**
     * Who had that link of that team at that time; refuses an unknown team, another team's link, a link out of time.
     *
     * @param when may refuse as well, which who cannot reach the team does not learn
     */
    public Linked linked(String teamId, String linkId, Supplier<Instant> when) {
        Team team = known(teamId);
        Instant at = when.get();
        return new Linked(team.unitId(), team.memberLinkedBy(linkId, at), at);
    }

    /** Who serves from when on: the person, and the unit of the team. */
    public record Serving(String unitId, String volunteerId, Instant from) {}

    /**
     * Who serves under a membership of a team; refuses an unknown team, another team's member, one who is not active from
     * beginning to end.
     *
     * @param when the beginning; may refuse as well, which who cannot reach the team does not learn
     */
    public Serving serving(String teamId, String membershipId, int minutes, Supplier<Instant> when) {
        Team team = known(teamId);
        Instant from = when.get();
        return new Serving(
                team.unitId(), team.volunteerActive(membershipId, from, from.plus(Duration.ofMinutes(minutes))), from);
    }

    /** Whose membership it is; {@code team} is the team's name. */
    public record Person(String unitId, String team, String volunteerId, String maskedName) {}

    /** The person with a membership of a team, past or present; refuses an unknown team or member. */
    public Person person(String teamId, String membershipId) {
        Team team = known(teamId);
        team.requireMembers(List.of(membershipId));
        Membership member = team.memberships().stream()
                .filter(stay -> stay.membershipId().equals(membershipId))
                .findFirst()
                .orElseThrow();
        return new Person(team.unitId(), team.name(), member.volunteerId(), TeamViews.masked(member.name()));
    }

    /** The unit of a team all of whose stated members are its own, past or present; refuses otherwise. */
    public String unitOf(String teamId, Collection<String> membershipIds) {
        Team team = known(teamId);
        team.requireMembers(membershipIds);
        return team.unitId();
    }

    /**
     * Takes a volunteer into a team; refused as if asked of the team itself.
     *
     * @param stated when; now, if not stated
     * @param check may refuse the time as well; not asked on a retry
     */
    public Receipt enlist(
            Command command,
            String teamId,
            String volunteerId,
            String name,
            @Nullable Instant stated,
            Consumer<Instant> check) {
        return enlistVolunteer.handle(
                command, teamId, new TeamController.MemberRequest(volunteerId, name, stated), check);
    }

    /** One out of the caller's reach is like one that does not exist. */
    private Team known(String teamId) {
        return store.find(Team.class, teamId)
                .orElseThrow(() -> Access.current().everywhere()
                        ? TeamRejection.unknownTeam(teamId)
                        : Rejection.notFound("teams", teamId));
    }
}
