package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Approved creation programmes (创建示范活动) in a county, for every unit below it. Source: R1. */
@Family(topic = "kepu.organization.programmes")
public sealed interface ProgrammeEvent extends FactVersion, AppliesBelow {
    String programmeId();

    @Override
    default String factId() {
        return programmeId();
    }

    /** Of the authority that runs it: 县, 市, 省, 国家; townships may not run one. */
    enum Level {
        COUNTY,
        PREFECTURE,
        PROVINCE,
        NATION
    }

    /** Approved at {@code occurredAt}; in force {@code from} … {@code to}, both days included. */
    @WireType("kepu.organization.programme-registered.v1")
    record ProgrammeRegistered(
            String programmeId,
            String title,
            Level level,
            String authority,
            String approvalNumber,
            LocalDate from,
            LocalDate to)
            implements ProgrammeEvent {}

    /** The programme is as stated here; {@code endedBecause}: why {@code to} lies before the end of its term. */
    @WireType("kepu.organization.programme-corrected.v1")
    record ProgrammeCorrected(
            String programmeId,
            String title,
            Level level,
            String authority,
            String approvalNumber,
            LocalDate from,
            LocalDate to,
            @Nullable String endedBecause,
            LocalDate previousFrom,
            Instant previousOccurredAt)
            implements ProgrammeEvent, Correction {}

    /** The programme never was. */
    @WireType("kepu.organization.programme-withdrawn.v1")
    record ProgrammeWithdrawn(String programmeId, String reason, LocalDate previousFrom, Instant previousOccurredAt)
            implements ProgrammeEvent, Withdrawal {}
}
