package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Partners (合作单位) from outside: bodies, never persons. Source: R26. */
@Family(topic = "kepu.campaigns.partners")
public sealed interface PartnerEvent extends FactVersion {
    String partnerId();

    @Override
    default String factId() {
        return partnerId();
    }

    /** 高校, 科研院所, 医院, 企业, 学会协会, 机关, 媒体, 其他. */
    enum Kind {
        UNIVERSITY,
        INSTITUTE,
        HOSPITAL,
        ENTERPRISE,
        ASSOCIATION,
        GOVERNMENT_OFFICE,
        MEDIA,
        OTHER
    }

    /** A partner since {@code occurredAt}. */
    @WireType("kepu.campaigns.partner-registered.v1")
    record PartnerRegistered(String partnerId, Kind kind, String name) implements PartnerEvent {}

    /** The partner is as stated here. */
    @WireType("kepu.campaigns.partner-corrected.v1")
    record PartnerCorrected(String partnerId, Kind kind, String name, Instant previousOccurredAt)
            implements PartnerEvent, Correction {}

    /** It never was a partner. */
    @WireType("kepu.campaigns.partner-withdrawn.v1")
    record PartnerWithdrawn(String partnerId, String reason, Instant previousOccurredAt)
            implements PartnerEvent, Withdrawal {}
}
