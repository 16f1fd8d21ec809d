package kepu.assessment.scoring.science;

import java.util.HashSet;
import java.util.Set;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.readingrooms.LoanEvent;
import kepu.contracts.readingrooms.LoanEvent.LoanCorrected;
import kepu.contracts.readingrooms.LoanEvent.LoanMade;
import kepu.contracts.readingrooms.UsageEvent;
import kepu.contracts.readingrooms.UsageEvent.UsageRecorded;
import org.apache.commons.numbers.fraction.BigFraction;

/** S03 读者覆盖: distinct readers per resident; how much each of them reads does not matter. */
record ReaderReach(BigFraction target, EmptyPolicy empty) implements Policy {
    ReaderReach(Parameters parameters) {
        this(parameters.fraction("target"), parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1,(当年借阅、阅读或到访过的不同读者数 ÷ 常住人口)÷ " + Fractions.plain(target) + ")(无人口数时"
                        + empty.text().zh() + ")",
                "min(1, (distinct readers who borrowed, read or visited in the year ÷ residents) ÷ "
                        + Fractions.plain(target) + ") (no residents: "
                        + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        int residents = unit.residents(evidence);
        Set<String> readers = new HashSet<>();
        for (DatedEvent<UsageEvent> fact : unit.heldOnElapsedDays(UsageEvent.class, evidence)) {
            if (fact.data() instanceof UsageRecorded usage) {
                readers.addAll(usage.readers());
                evidence.counts(fact);
            }
        }
        for (DatedEvent<LoanEvent> fact : unit.heldOnElapsedDays(LoanEvent.class, evidence)) {
            if (fact.data() instanceof LoanMade loan) {
                readers.add(loan.readerId());
                evidence.counts(fact);
            } else if (fact.data() instanceof LoanCorrected loan) {
                readers.add(loan.readerId());
                evidence.counts(fact);
            }
        }
        return PolicyResult.of(
                residents == 0
                        ? empty.ratio()
                        : Fractions.capped(
                                BigFraction.of(readers.size(), residents).divide(target)),
                new FormulaNumbers()
                        .put("residents", residents)
                        .put("readers", readers.size())
                        .put("target", target),
                evidence);
    }
}
