package kepu.contracts.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.assessment.ScorecardEvent.Band;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * The result of a unit's year before the installation (历史年度), as it was taken over from elsewhere. It is no scorecard of this
 * system: no ranking and no score reads it. What the source does not say is null. Source: R35.
 */
@Family(topic = "kepu.assessment.history")
public sealed interface HistoryEvent extends FactVersion {
    String importId();

    @Override
    default String factId() {
        return importId();
    }

    /** Taken over from {@code source}; {@code occurredAt} is the last day of the year. */
    @WireType("kepu.assessment.year-imported.v1")
    record YearImported(
            String importId,
            int year,
            String source,
            @Nullable String schemeTitle,
            @Nullable BigDecimal party,
            @Nullable BigDecimal science,
            @Nullable BigDecimal composite,
            @Nullable Band band,
            Set<String> honours,
            @Nullable Integer orders,
            @Nullable Integer people,
            @Nullable Integer hours)
            implements HistoryEvent {
        public YearImported {
            honours = Sorted.copyOf(honours);
        }
    }

    /** The year is as stated here. */
    @WireType("kepu.assessment.year-import-corrected.v1")
    record YearImportCorrected(
            String importId,
            int year,
            String source,
            @Nullable String schemeTitle,
            @Nullable BigDecimal party,
            @Nullable BigDecimal science,
            @Nullable BigDecimal composite,
            @Nullable Band band,
            Set<String> honours,
            @Nullable Integer orders,
            @Nullable Integer people,
            @Nullable Integer hours,
            Instant previousOccurredAt)
            implements HistoryEvent, Correction {
        public YearImportCorrected {
            honours = Sorted.copyOf(honours);
        }
    }

    /** The year was never taken over. */
    @WireType("kepu.assessment.year-import-withdrawn.v1")
    record YearImportWithdrawn(String importId, int year, String reason, Instant previousOccurredAt)
            implements HistoryEvent, Withdrawal {}
}
