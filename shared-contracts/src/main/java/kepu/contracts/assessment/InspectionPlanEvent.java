package kepu.contracts.assessment;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Inspection plans (督查计划) of a county or township for a year, filed (备案) with an authority. Source: R31. */
@Family(topic = "kepu.assessment.inspection-plan")
public sealed interface InspectionPlanEvent extends FactVersion {
    String planId();

    @Override
    default String factId() {
        return planId();
    }

    /**
     * Filed at {@code occurredAt}.
     *
     * @param capPerUnit how often a unit may be inspected in the year at most
     * @param entries how many the plan has
     * @param mergedEntries how many of them are made together with other authorities
     */
    @WireType("kepu.assessment.inspection-plan-filed.v1")
    record InspectionPlanFiled(
            String planId,
            int year,
            String title,
            String filingNumber,
            String filedWith,
            int capPerUnit,
            int entries,
            int mergedEntries)
            implements InspectionPlanEvent {}

    /** The plan is as stated here. */
    @WireType("kepu.assessment.inspection-plan-corrected.v1")
    record InspectionPlanCorrected(
            String planId,
            int year,
            String title,
            String filingNumber,
            String filedWith,
            int capPerUnit,
            int entries,
            int mergedEntries,
            Instant previousOccurredAt)
            implements InspectionPlanEvent, Correction {}

    /** The plan was never filed; what was inspected under it stands. */
    @WireType("kepu.assessment.inspection-plan-withdrawn.v1")
    record InspectionPlanWithdrawn(String planId, String reason, Instant previousOccurredAt)
            implements InspectionPlanEvent, Withdrawal {}
}
