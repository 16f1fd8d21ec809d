package kepu.volunteers.team;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.organization.LinkTargetEvent.Kind;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import kepu.volunteers.reminder.OpenMatters;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What other features ask of a team, and what stands open in it: its strength, and active members without a link. */
@Component
public class Teams implements OpenMatters {
    private final AggregateStore store;
    private final EnlistVolunteer enlistVolunteer;
    private final MongoOperations mongo;
    private final Register register;
    private final UnitReplica units;
    private final int required;

    Teams(
            AggregateStore store,
            EnlistVolunteer enlistVolunteer,
            MongoOperations mongo,
            Register register,
            UnitReplica units,
            @Value("${kepu.volunteers.required-strength}") int required) {
        this.store = store;
        this.enlistVolunteer = enlistVolunteer;
        this.mongo = mongo;
        this.register = register;
        this.units = units;
        this.required = required;
    }

    /** Who had a link: the member, and the unit of the team. */
    public record Linked(String unitId, String membershipId, Instant at) {}

    /**
     * Who had that link of that team at that time; refuses an unknown team, another team's link, a link out of time, a unit
     * that was closed by then.
     *
     * @param when may refuse as well, which who cannot reach the team does not learn
     */
    public Linked linked(String teamId, String linkId, Supplier<Instant> when) {
        Team team = known(teamId);
        Instant at = open(team, when.get());
        return new Linked(team.unitId(), team.memberLinkedBy(linkId, at), at);
    }

    /** Who serves from when on: the person, and the unit of the team. */
    public record Serving(String unitId, String volunteerId, Instant from) {}

    /**
     * Who serves under a membership of a team; refuses an unknown team, another team's member, one who is not active from
     * beginning to end, a unit that was closed by then.
     *
     * @param when the beginning; may refuse as well, which who cannot reach the team does not learn
     */
    public Serving serving(String teamId, String membershipId, int minutes, Supplier<Instant> when) {
        Team team = known(teamId);
        Instant from = open(team, when.get());
        return new Serving(
                team.unitId(), team.volunteerActive(membershipId, from, from.plus(Duration.ofMinutes(minutes))), from);
    }

    /**
     * Whose membership it is.
     *
     * @param team the team's name
     * @param name in full: for whoever has told that the person was looked at
     */
    public record Person(String unitId, String team, String volunteerId, String maskedName, String name) {
        @Override
        public String toString() {
            return volunteerId;
        }
    }

    /**
     * The person with a membership of a team, past or present; refuses an unknown team or member.
     *
     * @param whose of which units' persons the caller may ask; any other is like one who is no member
     */
    public Person person(String teamId, String membershipId, BiPredicate<String, String> whose) {
        Team team = known(teamId);
        return team.memberships().stream()
                .filter(stay -> stay.membershipId().equals(membershipId))
                .filter(stay -> whose.test(team.unitId(), stay.volunteerId()))
                .findFirst()
                .map(stay -> person(team, stay))
                .orElseThrow(() -> TeamRejection.unknownMembers(List.of(membershipId)));
    }

    /**
     * A stay of a person in a team.
     *
     * @param active not suspended, and not left
     */
    public record Stay(
            String teamId,
            String team,
            String membershipId,
            Instant from,
            @Nullable Instant until,
            boolean active,
            List<StayLink> links) {}

    /** A link that somebody had or has during a stay. */
    public record StayLink(
            String linkId,
            String targetId,
            Kind targetKind,
            @Nullable String targetName,
            Instant from,
            @Nullable Instant until) {}

    /** All stays of a person in teams of the unit, the oldest first. */
    public List<Stay> staysOf(String unitId, String volunteerId) {
        Query where =
                query(where("unitId").is(unitId).and("memberships.volunteerId").is(volunteerId));
        where.fields().exclude("outbox", "applied", "firstApplied");
        List<Team> of = mongo.find(where, Team.class);
        Map<String, String> names = register.targetNames(
                unitId,
                of.stream()
                        .flatMap(team -> team.links().stream())
                        .map(Link::targetId)
                        .collect(Collectors.toSet()));
        return of.stream()
                .flatMap(team -> team.memberships().stream()
                        .filter(stay -> stay.volunteerId().equals(volunteerId))
                        .map(stay -> stay(team, stay, names)))
                .sorted(Comparator.comparing(Stay::from))
                .toList();
    }

    private static Stay stay(Team team, Membership stay, Map<String, String> names) {
        return new Stay(
                team.id(),
                team.name(),
                stay.membershipId(),
                stay.enlistedAt(),
                stay.leftAt(),
                stay.state() == Membership.State.ACTIVE,
                team.links().stream()
                        .filter(link -> link.membershipId().equals(stay.membershipId()))
                        .map(link -> new StayLink(
                                link.linkId(),
                                link.targetId(),
                                link.targetKind(),
                                names.get(link.targetId()),
                                link.from(),
                                team.endOf(link)))
                        .toList());
    }

    /**
     * Everybody who was ever in one of these teams, by membership.
     *
     * @param teamIds of what the caller reaches
     */
    public Map<String, Person> people(Collection<String> teamIds) {
        Query these = query(where("_id").in(teamIds));
        these.fields().exclude("outbox", "applied", "firstApplied", "links");
        Map<String, Person> people = new HashMap<>();
        for (Team team : mongo.find(these, Team.class)) {
            team.memberships().forEach(member -> people.put(member.membershipId(), person(team, member)));
        }
        return people;
    }

    private static Person person(Team team, Membership member) {
        return new Person(
                team.unitId(), team.name(), member.volunteerId(), TeamViews.masked(member.name()), member.name());
    }

    /** Something of a team: its unit, and when it is. */
    public record Occasion(String unitId, Instant at) {}

    /**
     * What a team did; refuses an unknown team, another team's members, past or present, a time before it was formed, a unit
     * that was closed by then.
     *
     * @param when may refuse as well, which who cannot reach the team does not learn
     */
    public Occasion gathering(String teamId, Collection<String> membershipIds, Supplier<Instant> when) {
        Team team = known(teamId);
        team.requireMembers(membershipIds);
        Instant at = open(team, when.get());
        team.requireFormedBy(at);
        return new Occasion(team.unitId(), at);
    }

    /**
     * What is done for a team, also before it was formed; refuses an unknown team, a unit that was closed by then.
     *
     * @param when may refuse as well, which who cannot reach the team does not learn
     */
    public Occasion occasion(String teamId, Supplier<Instant> when) {
        Team team = known(teamId);
        return new Occasion(team.unitId(), open(team, when.get()));
    }

    /** Nothing starts in a closed unit. */
    private Instant open(Team team, Instant at) {
        units.requireKnown(team.unitId()).openAt(at);
        return at;
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

    /** Unit by unit, for a link counts in whichever team it is. */
    @Override
    public void tell(Instant now, Consumer<OpenMatter> to) {
        Query byUnit = new Query().with(Sort.by("unitId", "_id"));
        byUnit.fields().exclude("outbox", "applied", "firstApplied");
        List<Team> ofUnit = new ArrayList<>();
        try (Stream<Team> all = mongo.stream(byUnit, Team.class)) {
            for (Team team : (Iterable<Team>) all::iterator) {
                if (!ofUnit.isEmpty() && !ofUnit.getFirst().unitId().equals(team.unitId())) {
                    openIn(ofUnit, required, now).forEach(to);
                    ofUnit.clear();
                }
                ofUnit.add(team);
            }
        }
        openIn(ofUnit, required, now).forEach(to);
    }

    /** @param ofUnit all teams of one unit */
    static List<OpenMatter> openIn(List<Team> ofUnit, int required, Instant now) {
        Set<String> linked = ofUnit.stream()
                .flatMap(team -> team.linkedVolunteers(now).stream())
                .collect(Collectors.toSet());
        List<OpenMatter> open = new ArrayList<>();
        for (Team team : ofUnit) {
            Instant understaffed = new Strength(team, required).understaffedSince(now);
            if (understaffed != null) {
                open.add(new OpenMatter(team.unitId(), team.id(), Matter.TEAM_UNDERSTAFFED, understaffed));
            }
            team.membersWithoutLink(now).stream()
                    .filter(member -> !linked.contains(member.volunteerId()))
                    .map(member -> withoutLinkSince(member, ofUnit, now))
                    .min(Comparator.naturalOrder())
                    .ifPresent(since ->
                            open.add(new OpenMatter(team.unitId(), team.id(), Matter.MEMBERS_WITHOUT_LINK, since)));
        }
        return open;
    }

    /** Since the member is active, or the last link of the person ended. */
    private static Instant withoutLinkSince(Membership member, List<Team> ofUnit, Instant now) {
        Stream<Instant> ended = ofUnit.stream()
                .flatMap(team -> team.links().stream()
                        .filter(link -> team.volunteerOf(link).equals(member.volunteerId()))
                        .map(team::endOf))
                .filter(Objects::nonNull)
                .filter(end -> !end.isAfter(now));
        return Stream.concat(Stream.of(member.transitions().getLast().at()), ended)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
