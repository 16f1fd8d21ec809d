package kepu.contracts.volunteers;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/**
 * Service records (服务记录) of volunteers and their verification (核实). Source: R9.
 *
 * <p>Hours count only while the newest version is verified completely: a correction has to be verified again.
 */
@Family(topic = "kepu.volunteers.service-records")
public sealed interface ServiceRecordEvent extends DomainEvent {
    String serviceId();

    /** An event about the service itself, not about its verification. */
    interface ServiceVersion extends FactVersion {
        String serviceId();

        @Override
        default String factId() {
            return serviceId();
        }
    }

    /** 村, 产业基地, 田间地头, 农户家, 学校, 企业, 场镇, 书屋, 其他. */
    enum PlaceKind {
        VILLAGE,
        INDUSTRY_BASE,
        FIELD,
        HOUSEHOLD,
        SCHOOL,
        ENTERPRISE,
        MARKET_TOWN,
        READING_ROOM,
        OTHER
    }

    /** A member served from {@code occurredAt} on for so many minutes; not verified yet. Paid duty is no volunteering. */
    @WireType("kepu.volunteers.service-logged.v1")
    record ServiceLogged(
            String serviceId,
            String teamId,
            String membershipId,
            int minutes,
            PlaceKind placeKind,
            String task,
            boolean paid)
            implements ServiceRecordEvent, ServiceVersion {}

    /** The service is as stated here, and unverified again. */
    @WireType("kepu.volunteers.service-corrected.v1")
    record ServiceCorrected(
            String serviceId,
            String teamId,
            String membershipId,
            int minutes,
            PlaceKind placeKind,
            String task,
            boolean paid,
            Instant previousOccurredAt)
            implements ServiceRecordEvent, ServiceVersion, Correction {}

    /** The service never was. */
    @WireType("kepu.volunteers.service-withdrawn.v1")
    record ServiceWithdrawn(String serviceId, String reason, Instant previousOccurredAt)
            implements ServiceRecordEvent, ServiceVersion, Withdrawal {}

    /**
     * Somebody other than the recorder verified the service of {@code servedAt}; {@code complete} unless somebody else has to
     * as well.
     */
    @WireType("kepu.volunteers.service-verified.v1")
    @Fact("verdict")
    record ServiceVerified(String serviceId, String verifiedBy, String evidence, boolean complete, Instant servedAt)
            implements ServiceRecordEvent {}

    /** Somebody other than the recorder rejected the service of {@code servedAt}. */
    @WireType("kepu.volunteers.service-rejected.v1")
    @Fact("verdict")
    record ServiceRejected(String serviceId, String rejectedBy, String reason, Instant servedAt)
            implements ServiceRecordEvent {}

    /** The volunteer contests (异议) the record of the service of {@code servedAt}. Why, is not told. */
    @WireType("kepu.volunteers.service-contested.v1")
    @Fact("contest")
    record ServiceContested(String serviceId, Instant servedAt) implements ServiceRecordEvent {}

    /**
     * Somebody without a part in the record decided over the contest; a record that proved wrong is rejected by an event of its
     * own, and then corrected or withdrawn like any other.
     */
    @WireType("kepu.volunteers.service-contest-settled.v1")
    @Fact("contest")
    record ServiceContestSettled(String serviceId, String settledBy, boolean upheld, Instant servedAt)
            implements ServiceRecordEvent {}
}
