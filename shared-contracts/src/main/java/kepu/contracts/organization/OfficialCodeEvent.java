package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Official codes (区划代码) that units were given; a unit's own id never changes. Source: R2. */
@Family(topic = "kepu.organization.official-codes")
public sealed interface OfficialCodeEvent extends FactVersion {
    String officialCodeId();

    @Override
    default String factId() {
        return officialCodeId();
    }

    /** Announced at {@code occurredAt}; the unit has the code from {@code validFrom} on, until its next one. */
    @WireType("kepu.organization.official-code-given.v1")
    record OfficialCodeGiven(String officialCodeId, String officialCode, LocalDate validFrom)
            implements OfficialCodeEvent {}

    /** The code is as stated here. */
    @WireType("kepu.organization.official-code-corrected.v1")
    record OfficialCodeCorrected(
            String officialCodeId, String officialCode, LocalDate validFrom, Instant previousOccurredAt)
            implements OfficialCodeEvent, Correction {}

    /** The unit was never given the code. */
    @WireType("kepu.organization.official-code-withdrawn.v1")
    record OfficialCodeWithdrawn(String officialCodeId, String reason, Instant previousOccurredAt)
            implements OfficialCodeEvent, Withdrawal {}
}
