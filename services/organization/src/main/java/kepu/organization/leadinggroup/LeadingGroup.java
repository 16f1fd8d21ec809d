package kepu.organization.leadinggroup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.defaults.Rejection;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A leading group (领导小组): valid for its term or until dissolved, with people who take parts in it. Instead of a group of its
 * own a party organisation or committee may carry the duty (由村党组织、村委会承担); whoever has a part may hold other posts.
 */
@Document("leading-groups")
@Listed(
        period = "formedAt",
        state = GroupState.class,
        text = "name",
        sort = {"id", "name", "formedAt"})
class LeadingGroup extends Aggregate {
    private final String name;
    private final Instant formedAt;
    private final @Nullable Instant until;
    private final @Nullable Carrier carriedBy;
    private List<Part> parts = new ArrayList<>();
    private @Nullable Instant dissolvedAt;
    private @Nullable String dissolvedBecause;

    /** What one person does in the group from then on, until released. */
    record Part(
            String assignmentId,
            String personId,
            Role role,
            String duty,
            Instant from,
            @Nullable Instant releasedAt) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && lastsBeyond(at);
        }

        /** Whether it is held at that time or any time later, as known now. */
        boolean lastsBeyond(Instant at) {
            return releasedAt == null || at.isBefore(releasedAt);
        }
    }

    /** @param carriedBy none for a group of its own */
    LeadingGroup(
            String id,
            String unitId,
            String name,
            Instant formedAt,
            @Nullable Instant until,
            @Nullable Carrier carriedBy) {
        super(id, unitId);
        this.name = name;
        this.formedAt = formedAt;
        this.until = until;
        this.carriedBy = carriedBy;
    }

    DomainEvents form() {
        if (until != null && !until.isAfter(formedAt)) {
            throw LeadingGroupRejection.endsBeforeItIsFormed(formedAt, until);
        }
        return raise(formedAt, new LeadingGroupFormed(id(), name, until, carriedBy));
    }

    /** Until released, so a part that the person has later on is in the way as well. */
    DomainEvents assign(String assignmentId, String personId, Role role, String duty, Instant at) {
        if (!validAt(at)) {
            throw LeadingGroupRejection.notValid(at);
        }
        for (Part known : parts) {
            if (known.personId().equals(personId) && known.lastsBeyond(at)) {
                throw LeadingGroupRejection.alreadyMember(personId, known.from());
            }
        }
        parts.add(new Part(assignmentId, personId, role, duty, at, null));
        parts.sort(Comparator.comparing(Part::from));
        return raise(at, new GroupMemberAssigned(id(), assignmentId, personId, role, duty))
                .withItem(assignmentId);
    }

    DomainEvents release(String assignmentId, Instant at) {
        Part part = parts.stream()
                .filter(known -> known.assignmentId().equals(assignmentId))
                .findFirst()
                .orElseThrow(() -> Rejection.notFound("assignment", assignmentId));
        if (part.releasedAt() != null) {
            throw LeadingGroupRejection.alreadyReleased(assignmentId, part.releasedAt());
        }
        if (!at.isAfter(part.from())) {
            throw LeadingGroupRejection.releasedBeforeAssigned(part.from());
        }
        parts.set(
                parts.indexOf(part),
                new Part(assignmentId, part.personId(), part.role(), part.duty(), part.from(), at));
        return raise(at, new GroupMemberReleased(id(), assignmentId));
    }

    DomainEvents dissolve(String reason, Instant at) {
        if (dissolvedAt != null || !validAt(at)) {
            throw LeadingGroupRejection.notValid(at);
        }
        dissolvedAt = at;
        dissolvedBecause = reason;
        return raise(at, new LeadingGroupDissolved(id(), reason));
    }

    boolean validAt(Instant at) {
        return !at.isBefore(formedAt)
                && (until == null || at.isBefore(until))
                && (dissolvedAt == null || at.isBefore(dissolvedAt));
    }

    /** Whether it is valid at that time or any time later, as known now. */
    boolean validBeyond(Instant at) {
        return (until == null || until.isAfter(at)) && (dissolvedAt == null || dissolvedAt.isAfter(at));
    }

    /** Whether it is valid and has a leader (组长) and at least one of staff (工作人员) who is somebody else. */
    boolean completeAt(Instant at) {
        Set<String> leaders = people(Role.LEADER, at);
        Set<String> people = people(Role.STAFF, at);
        boolean staffed = !people.isEmpty();
        people.addAll(leaders);
        return validAt(at) && staffed && !leaders.isEmpty() && people.size() > 1;
    }

    private Set<String> people(Role role, Instant at) {
        return parts.stream()
                .filter(part -> part.role() == role && part.covers(at))
                .map(Part::personId)
                .collect(Collectors.toCollection(HashSet::new));
    }

    String name() {
        return name;
    }

    Instant formedAt() {
        return formedAt;
    }

    @Nullable
    Instant until() {
        return until;
    }

    @Nullable
    Carrier carriedBy() {
        return carriedBy;
    }

    @Nullable
    Instant dissolvedAt() {
        return dissolvedAt;
    }

    @Nullable
    String dissolvedBecause() {
        return dissolvedBecause;
    }

    /** In the order of time. */
    List<Part> parts() {
        return List.copyOf(parts);
    }
}
