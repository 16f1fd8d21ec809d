package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Research (专题调研) from its proposal to the measure that came of it. Source: R27. */
@Family(topic = "kepu.campaigns.research")
public sealed interface ResearchEvent extends FactVersion {
    String researchId();

    @Override
    default String factId() {
        return researchId();
    }

    /** 党的建设, 科学发展, 环境保护, 安全健康, 其他. */
    enum Theme {
        PARTY_BUILDING,
        SCIENTIFIC_DEVELOPMENT,
        ENVIRONMENT,
        SAFETY_AND_HEALTH,
        OTHER
    }

    /** What follows the proposal (立项), in this order: 实地调研, 调研报告, 成果采纳. */
    enum Stage {
        FIELD_WORK,
        REPORT,
        ADOPTION
    }

    /** Proposed at {@code occurredAt}. */
    @WireType("kepu.campaigns.research-proposed.v1")
    record ResearchProposed(String researchId, Theme theme, String title) implements ResearchEvent {}

    /** The proposal is as stated here; the stages reached stay reached. */
    @WireType("kepu.campaigns.research-corrected.v1")
    record ResearchCorrected(String researchId, Theme theme, String title, Instant previousOccurredAt)
            implements ResearchEvent, Correction {}

    /** The research never was, and neither were its stages; {@code previousOccurredAt} is when it was proposed. */
    @WireType("kepu.campaigns.research-withdrawn.v1")
    record ResearchWithdrawn(String researchId, String reason, Instant previousOccurredAt)
            implements ResearchEvent, Withdrawal {}

    /** Reached at {@code occurredAt}; with its report the research is completed. */
    @WireType("kepu.campaigns.research-stage-reached.v1")
    @Fact(value = "stage", per = "stage")
    record ResearchStageReached(String researchId, Stage stage, String result) implements ResearchEvent {
        @Override
        public String factId() {
            return researchId + ':' + stage;
        }
    }

    /** The stage was not reached; it may be reached later. */
    @WireType("kepu.campaigns.research-stage-withdrawn.v1")
    @Fact(value = "stage", per = "stage")
    record ResearchStageWithdrawn(String researchId, Stage stage, String reason, Instant previousOccurredAt)
            implements ResearchEvent, Withdrawal {
        @Override
        public String factId() {
            return researchId + ':' + stage;
        }
    }
}
