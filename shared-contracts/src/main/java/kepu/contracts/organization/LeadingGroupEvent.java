package kepu.contracts.organization;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import org.jspecify.annotations.Nullable;

/** Leading group (领导小组) of a unit with its members and duties. Source: R24. */
@Family(topic = "kepu.organization.leading-groups")
public sealed interface LeadingGroupEvent extends DomainEvent {
    String groupId();

    /** Part in the group: 组长 or 工作人员. */
    enum Role {
        LEADER,
        STAFF
    }

    /** Who carries the duty instead of a group of its own: 党组织, 村（居）民委员会等委员会. */
    enum Carrier {
        PARTY_ORGANISATION,
        COMMITTEE
    }

    /**
     * Valid from {@code occurredAt} until {@code until} (exclusive; none: open-ended) or until it is dissolved.
     *
     * @param carriedBy the body that carries the duty and counts as the group; null: it is a group of its own
     */
    @WireType("kepu.organization.leading-group-formed.v1")
    @Fact("group")
    record LeadingGroupFormed(
            String groupId,
            String name,
            @Nullable Instant until,
            @Nullable Carrier carriedBy) implements LeadingGroupEvent {}

    /** A person takes a part in the group from {@code occurredAt} on. */
    @WireType("kepu.organization.group-member-assigned.v1")
    @Fact(value = "assigned", per = "assignmentId")
    record GroupMemberAssigned(String groupId, String assignmentId, String personId, Role role, String duty)
            implements LeadingGroupEvent {}

    /** The part ends at {@code occurredAt}. */
    @WireType("kepu.organization.group-member-released.v1")
    @Fact(value = "released", per = "assignmentId")
    record GroupMemberReleased(String groupId, String assignmentId) implements LeadingGroupEvent {}

    /** The group is no longer valid from {@code occurredAt} on. */
    @WireType("kepu.organization.leading-group-dissolved.v1")
    @Fact("dissolution")
    record LeadingGroupDissolved(String groupId, String reason) implements LeadingGroupEvent {}
}
