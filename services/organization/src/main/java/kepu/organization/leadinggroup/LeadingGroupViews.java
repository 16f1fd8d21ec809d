package kepu.organization.leadinggroup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import kepu.contracts.organization.LeadingGroupEvent.Carrier;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of leading groups. */
@Component
class LeadingGroupViews {
    private final AggregateStore store;
    private final Clock clock;

    LeadingGroupViews(AggregateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** {@code complete}: valid now, with a leader and at least one of staff. */
    record GroupView(
            String id,
            String unitId,
            String name,
            @Nullable Carrier carriedBy,
            Instant formedAt,
            @Nullable Instant until,
            @Nullable Instant dissolvedAt,
            @Nullable String dissolvedBecause,
            boolean valid,
            boolean complete,
            List<MemberView> members,
            long version) {}

    record MemberView(
            String assignmentId,
            String personId,
            Role role,
            String duty,
            Instant from,
            @Nullable Instant releasedAt) {}

    GroupView group(String id) {
        return view(store.get(LeadingGroup.class, id), clock.instant());
    }

    ListAnswer<GroupView> groups(ListRequest<LeadingGroup> request) {
        Instant now = clock.instant();
        return request.value("state", GroupState.class)
                .map(state -> request.only(_ -> group -> state.is(group, now)))
                .orElse(request)
                .answer(groups -> groups.stream().map(group -> view(group, now)).toList());
    }

    private static GroupView view(LeadingGroup group, Instant now) {
        return new GroupView(
                group.id(),
                group.unitId(),
                group.name(),
                group.carriedBy(),
                group.formedAt(),
                group.until(),
                group.dissolvedAt(),
                group.dissolvedBecause(),
                group.validAt(now),
                group.completeAt(now),
                group.parts().stream()
                        .map(part -> new MemberView(
                                part.assignmentId(),
                                part.personId(),
                                part.role(),
                                part.duty(),
                                part.from(),
                                part.releasedAt()))
                        .toList(),
                group.version());
    }
}
