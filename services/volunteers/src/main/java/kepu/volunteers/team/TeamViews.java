package kepu.volunteers.team;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.defaults.store.AggregateStore;
import kepu.volunteers.register.Register;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What people see of teams; names of volunteers are masked. */
@Component
class TeamViews {
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

    TeamView team(String id) {
        return views(List.of(store.get(Team.class, id))).getFirst();
    }

    /** Those of open units with fewer active members now than they need. */
    Predicate<Team> understaffed() {
        Instant now = clock.instant();
        Predicate<String> open = register.openUnits(now);
        return team -> new Strength(team, requiredStrength).understaffedSince(now) != null && open.test(team.unitId());
    }

    List<TeamView> views(List<Team> teams) {
        Instant now = clock.instant();
        Map<String, List<Team>> byUnit = teams.stream().collect(Collectors.groupingBy(Team::unitId));
        Map<String, Map<String, String>> names = new HashMap<>();
        byUnit.forEach((unitId, its) -> names.put(
                unitId,
                register.targetNames(
                        unitId,
                        its.stream()
                                .flatMap(team -> team.links().stream())
                                .map(Link::targetId)
                                .collect(Collectors.toSet()))));
        Map<String, Set<String>> linked = linkedVolunteers(
                teams.stream()
                        .filter(team -> !team.membersWithoutLink(now).isEmpty())
                        .map(Team::unitId)
                        .collect(Collectors.toSet()),
                now);
        return teams.stream()
                .map(team -> view(
                        team,
                        names.getOrDefault(team.unitId(), Map.of()),
                        linked.getOrDefault(team.unitId(), Set.of()),
                        now))
                .toList();
    }

    /** Who has a link in any team of a unit, by unit. */
    private Map<String, Set<String>> linkedVolunteers(Set<String> unitIds, Instant now) {
        if (unitIds.isEmpty()) {
            return Map.of();
        }
        Query all = query(where("unitId").in(unitIds));
        all.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(all, Team.class).stream()
                .collect(Collectors.groupingBy(
                        Team::unitId,
                        Collectors.flatMapping(team -> team.linkedVolunteers(now).stream(), Collectors.toSet())));
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
