package kepu.contracts.assessment;

import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Inspections (督查) of a unit and what they found, as points out of a hundred. Source: R31. */
@Family(topic = "kepu.assessment.inspection")
public sealed interface InspectionEvent extends FactVersion {
    String inspectionId();

    @Override
    default String factId() {
        return inspectionId();
    }

    /** A version that states a result. */
    interface StatesResult {
        /** The reading room that was inspected; none if it was the unit itself. */
        @Nullable
        String roomId();

        /** Points out of 100. */
        int score();
    }

    /**
     * Inspected on the day of {@code occurredAt}.
     *
     * @param entryNumber of the plan's entry under which it was made
     * @param drawId the draw that chose the unit; none if it was chosen otherwise
     * @param findings how many were written down; each may become a rectification order
     */
    @WireType("kepu.assessment.inspection-recorded.v1")
    record InspectionRecorded(
            String inspectionId,
            String planId,
            int entryNumber,
            @Nullable String drawId,
            @Nullable String roomId,
            String checklistId,
            int score,
            int findings)
            implements InspectionEvent, StatesResult {}

    /** The inspection came out as stated here; its plan, draw, room and checklist stay. */
    @WireType("kepu.assessment.inspection-corrected.v1")
    record InspectionCorrected(
            String inspectionId,
            String planId,
            int entryNumber,
            @Nullable String drawId,
            @Nullable String roomId,
            String checklistId,
            int score,
            int findings,
            Instant previousOccurredAt)
            implements InspectionEvent, StatesResult, Correction {}

    /** Nobody inspected. */
    @WireType("kepu.assessment.inspection-withdrawn.v1")
    record InspectionWithdrawn(String inspectionId, String reason, Instant previousOccurredAt)
            implements InspectionEvent, Withdrawal {}
}
