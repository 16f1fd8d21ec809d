package kepu.volunteers.team;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What people see of teams; names of volunteers are masked. */
@Component
class TeamViews {
    /** Teams on one page. */
    static final int MOST = 100;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Register register;
    private final Clock clock;
    private final ZoneId zone;
    private final int requiredStrength;

    TeamViews(
            AggregateStore store,
            MongoOperations mongo,
            Register register,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.volunteers.required-strength}") int requiredStrength) {
        this.store = store;
        this.mongo = mongo;
        this.register = register;
        this.clock = clock;
        this.zone = zone;
        this.requiredStrength = requiredStrength;
    }

    /**
     * A team now.
     *
     * @param understaffedSince since when it is below its strength; absent if it is not
     * @param warnings what is allowed but ought to be mended
     */
    record TeamView(
            String id,
            String unitId,
            String name,
            Instant formedAt,
            int activeMembers,
            int requiredStrength,
            @Nullable Instant understaffedSince,
            int daysBelowStrengthThisYear,
            List<MemberView> members,
            List<LinkView> links,
            List<WarningView> warnings,
            long version) {}

    record MemberView(
            String membershipId,
            String volunteerId,
            String name,
            Membership.State state,
            List<Membership.Transition> transitions) {}

    /** @param targetName absent if the target is none that the team may be linked to and the caller may not see it either */
    record LinkView(
            String linkId,
            String membershipId,
            String targetId,
            LinkTargetEvent.Kind targetKind,
            @Nullable String targetName,
            Instant from,
            @Nullable Instant until,
            @Nullable String endReason) {}

    /**
     * @param code {@code member-without-link}: an active member with no link in any team of the unit (none is warned, a third
     *     is refused)
     */
    record WarningView(String code, String membershipId) {}

    /** @param next where the following page starts; absent on the last */
    record TeamPage(List<TeamView> items, @Nullable String next) {}

    TeamView team(String id) {
        return views(List.of(store.get(Team.class, id))).getFirst();
    }

    TeamPage teamsOf(String unitId, @Nullable String cursor, int limit) {
        Criteria chosen = where("unitId").is(unitId);
        if (cursor != null) {
            chosen = chosen.and("_id").gt(cursor);
        }
        List<Team> found = mongo.find(query(chosen).with(Sort.by("_id")).limit(limit + 1), Team.class);
        List<Team> page = found.subList(0, Math.min(limit, found.size()));
        return new TeamPage(views(page), found.size() > limit ? page.getLast().id() : null);
    }

    /** @param teams of one unit */
    private List<TeamView> views(List<Team> teams) {
        if (teams.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        String unitId = teams.getFirst().unitId();
        Map<String, String> names = register.targetNames(
                unitId,
                teams.stream()
                        .flatMap(team -> team.links().stream())
                        .map(Link::targetId)
                        .collect(Collectors.toSet()));
        boolean anybody =
                teams.stream().anyMatch(team -> !team.membersWithoutLink(now).isEmpty());
        Set<String> linked = anybody ? linkedVolunteers(unitId, now) : Set.of();
        return teams.stream().map(team -> view(team, names, linked, now)).toList();
    }

    private Set<String> linkedVolunteers(String unitId, Instant now) {
        Query all = query(where("unitId").is(unitId));
        all.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(all, Team.class).stream()
                .flatMap(team -> team.linkedVolunteers(now).stream())
                .collect(Collectors.toSet());
    }

    private TeamView view(Team team, Map<String, String> names, Set<String> linked, Instant now) {
        Strength strength = new Strength(team, requiredStrength);
        return new TeamView(
                team.id(),
                team.unitId(),
                team.name(),
                team.formedAt(),
                team.activeMembers(),
                requiredStrength,
                strength.understaffedSince(now),
                strength.daysBelowThisYear(now, zone),
                team.memberships().stream().map(TeamViews::view).toList(),
                team.links().stream()
                        .map(link -> view(team, link, names.get(link.targetId())))
                        .toList(),
                team.membersWithoutLink(now).stream()
                        .filter(member -> !linked.contains(member.volunteerId()))
                        .map(member -> new WarningView("member-without-link", member.membershipId()))
                        .toList(),
                team.version());
    }

    private static MemberView view(Membership member) {
        return new MemberView(
                member.membershipId(),
                member.volunteerId(),
                masked(member.name()),
                member.state(),
                member.transitions());
    }

    private static LinkView view(Team team, Link link, @Nullable String targetName) {
        return new LinkView(
                link.linkId(),
                link.membershipId(),
                link.targetId(),
                link.targetKind(),
                targetName,
                link.from(),
                team.endOf(link),
                link.endReason());
    }

    /** 张三丰 as 张*: says neither the given name nor its length. */
    static String masked(String name) {
        int first = name.offsetByCodePoints(0, 1);
        return first == name.length() ? "*" : name.substring(0, first) + "*";
    }
}
