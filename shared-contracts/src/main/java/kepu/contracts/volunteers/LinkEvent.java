package kepu.contracts.volunteers;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.organization.LinkTargetEvent;

/** Fixed links (定点联系) of members to bases, large growers and leading enterprises; told by the team. Source: R7. */
@Family(topic = "kepu.volunteers.links")
public sealed interface LinkEvent extends DomainEvent {
    String linkId();

    /** Active from {@code occurredAt} on. */
    @WireType("kepu.volunteers.link-started.v1")
    @Fact(value = "started", per = "linkId")
    record LinkStarted(
            String linkId, String teamId, String membershipId, String targetId, LinkTargetEvent.Kind targetKind)
            implements LinkEvent {}

    /** Not active from {@code occurredAt} on. */
    @WireType("kepu.volunteers.link-ended.v1")
    @Fact(value = "ended", per = "linkId")
    record LinkEnded(String linkId, String teamId, String membershipId, String reason) implements LinkEvent {}
}
