package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.Fractions;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.campaigns.PracticeEvent;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import org.apache.commons.numbers.fraction.BigFraction;

/** P14 典型经验: practices and role models published on elapsed days, against a target; reuse adds nothing. */
record PublishedPractices(int target) implements Policy {
    PublishedPractices(Parameters parameters) {
        this(parameters.positive("target"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "min(1, 发布的典型经验数 ÷ " + target + ")；归入发布之日，发布撤回的不计；项数按存续天数折算",
                "min(1, practices published ÷ " + target
                        + "); each belongs to the day of its publication, and not if that was withdrawn; the practices are pro rata"
                        + " of the own days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        Set<String> standing = new HashSet<>();
        for (DatedEvent<PracticeEvent> practice : unit.held(PracticeEvent.class, _ -> true, Evidence.none())) {
            if (!(practice.data() instanceof PracticePublished)) {
                standing.add(practice.data().practiceId());
            }
        }
        List<LocalDate> published = new ArrayList<>();
        for (DatedEvent<PracticeEvent> fact : unit.heldOnElapsedDays(PracticeEvent.class, evidence)) {
            if (fact.data() instanceof PracticePublished publication) {
                if (standing.contains(publication.practiceId())) {
                    published.add(fact.date());
                    evidence.counts(fact);
                } else {
                    evidence.doesNotCount(fact, Reason.WITHDRAWN);
                }
            }
        }
        BigFraction expected = unit.proRata(target);
        return PolicyResult.of(
                Fractions.capped(BigFraction.of(published.size()).divide(expected)),
                new FormulaNumbers()
                        .put("published", published.size())
                        .put("target", expected)
                        .put(
                                "publishedOn",
                                published.stream().map(LocalDate::toString).toList()),
                evidence);
    }
}
