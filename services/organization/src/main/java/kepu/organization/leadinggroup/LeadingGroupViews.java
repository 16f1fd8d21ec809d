package kepu.organization.leadinggroup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import kepu.contracts.organization.LeadingGroupEvent.Role;
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
        LeadingGroup group = store.get(LeadingGroup.class, id);
        Instant now = clock.instant();
        return new GroupView(
                id,
                group.unitId(),
                group.name(),
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
