package kepu.contracts.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** How a county converts track points into points of a general assessment (折算分), for every village below it. Source: R30. */
@Family(topic = "kepu.assessment.conversion-rules")
public sealed interface ConversionRuleEvent extends FactVersion {
    String ruleId();

    @Override
    default String factId() {
        return ruleId();
    }

    /** 党建, 全民科学素质. */
    enum Track {
        PARTY,
        SCIENCE
    }

    /** Points of {@code track} × {@code factor} are points of {@code assessment} in that year. */
    @WireType("kepu.assessment.conversion-rule-stated.v1")
    record ConversionRuleStated(
            String ruleId,
            int year,
            Track track,
            String assessment,
            BigDecimal factor,
            @Nullable String documentNumber) implements ConversionRuleEvent {}

    /** The rule is as stated here. */
    @WireType("kepu.assessment.conversion-rule-corrected.v1")
    record ConversionRuleCorrected(
            String ruleId,
            int year,
            Track track,
            String assessment,
            BigDecimal factor,
            @Nullable String documentNumber,
            int previousYear,
            Instant previousOccurredAt)
            implements ConversionRuleEvent, Correction {}

    /** The rule never was. */
    @WireType("kepu.assessment.conversion-rule-withdrawn.v1")
    record ConversionRuleWithdrawn(String ruleId, String reason, int previousYear, Instant previousOccurredAt)
            implements ConversionRuleEvent, Withdrawal {}
}
