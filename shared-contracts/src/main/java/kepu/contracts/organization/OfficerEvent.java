package kepu.contracts.organization;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import org.jspecify.annotations.Nullable;

/** The post of publicity officer (科普宣传员) of a unit. Source: R18. */
@Family(topic = "kepu.organization.officers")
public sealed interface OfficerEvent extends DomainEvent {
    String appointmentId();

    /** In post from {@code occurredAt} until {@code until} (exclusive; none: open-ended) or until they leave. */
    @WireType("kepu.organization.officer-appointed.v1")
    @Fact(value = "appointed", per = "appointmentId")
    record OfficerAppointed(
            String appointmentId, String personId, @Nullable Instant until) implements OfficerEvent {}

    /** Out of post from {@code occurredAt} on. */
    @WireType("kepu.organization.officer-left.v1")
    @Fact(value = "left", per = "appointmentId")
    record OfficerLeft(String appointmentId, String reason) implements OfficerEvent {}
}
