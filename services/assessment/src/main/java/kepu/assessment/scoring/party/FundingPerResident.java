package kepu.assessment.scoring.party;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.FundingEvent;
import kepu.contracts.organization.FundingEvent.FundingCorrected;
import kepu.contracts.organization.FundingEvent.FundingRecorded;
import kepu.contracts.organization.FundingEvent.FundingWithdrawn;
import kepu.contracts.organization.FundingEvent.Stage;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * P11 投入: what was put in (spent, 支出) per resident. A budget is a plan and a receipt has not been used yet; the same money
 * would count up to three times with them.
 */
record FundingPerResident(BigFraction yuanPerResident, EmptyPolicy empty) implements Policy {
    private static final int FEN = 100;

    FundingPerResident(Parameters parameters) {
        this(parameters.fraction("yuanPerResident"), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1,(当年支出金额之和 ÷ 常住人口)÷ " + Fractions.plain(yuanPerResident) + " 元)(只计支出，不计预算和到账；无人口数时"
                        + empty.text().zh() + ")",
                "min(1, (sum of what was spent in the year ÷ residents) ÷ " + Fractions.plain(yuanPerResident)
                        + " yuan) (what was only budgeted or received does not count; no residents: "
                        + empty.text().en() + ")");
    }

    private record Entry(DatedEvent<FundingEvent> fact, Stage stage, int fen) {}

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        int residents = unit.residents(evidence);
        List<Entry> spent = new ArrayList<>();
        BigFraction fen = BigFraction.ZERO;
        for (DatedEvent<FundingEvent> fact : unit.heldOnElapsedDays(FundingEvent.class, evidence)) {
            Entry entry = entry(fact);
            if (entry.stage() == Stage.SPENT) {
                spent.add(entry);
                fen = fen.add(entry.fen());
                evidence.counts(fact);
            } else {
                evidence.doesNotCount(fact, Reason.NOT_SPENT);
            }
        }
        spent.sort(Comparator.comparing((Entry entry) -> entry.fact().date()).thenComparing(Entry::fen));
        BigFraction yuan = fen.divide(FEN);
        return PolicyResult.of(
                residents == 0
                        ? empty.ratio()
                        : Fractions.capped(yuan.divide(residents).divide(yuanPerResident)),
                new FormulaNumbers()
                        .put("residents", residents)
                        .put("spentYuan", yuan)
                        .put("yuanPerResident", yuanPerResident)
                        .put(
                                "entries",
                                spent.stream()
                                        .map(entry -> new FormulaNumbers()
                                                .put("date", entry.fact().date())
                                                .put("fen", entry.fen())
                                                .asMap())
                                        .toList()),
                evidence);
    }

    private static Entry entry(DatedEvent<FundingEvent> fact) {
        return switch (fact.data()) {
            case FundingRecorded recorded -> new Entry(fact, recorded.stage(), recorded.amountFen());
            case FundingCorrected corrected -> new Entry(fact, corrected.stage(), corrected.amountFen());
            case FundingWithdrawn _ -> throw new IllegalStateException("withdrawn: " + fact);
        };
    }
}
