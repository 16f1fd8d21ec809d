package kepu.contracts.organization;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Register of what volunteers are linked to (定点联系对象). Source: R7. */
@Family(topic = "kepu.organization.link-targets")
public sealed interface LinkTargetEvent extends DomainEvent {
    String targetId();

    /** 特色产业基地, 种养殖大户, 农业龙头企业. */
    enum Kind {
        BASE,
        LARGE_GROWER,
        LEADING_ENTERPRISE
    }

    @WireType("kepu.organization.link-target-registered.v1")
    @Fact("target")
    record LinkTargetRegistered(String targetId, Kind kind, String name) implements LinkTargetEvent {}

    /** No new link may be made to it from {@code occurredAt} on. */
    @WireType("kepu.organization.link-target-retired.v1")
    @Fact("retirement")
    record LinkTargetRetired(String targetId, String reason) implements LinkTargetEvent {}
}
