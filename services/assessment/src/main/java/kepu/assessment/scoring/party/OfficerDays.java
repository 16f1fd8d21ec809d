package kepu.assessment.scoring.party;

import java.time.LocalDate;
import java.util.List;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.timeline.SpanBuilder;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import org.apache.commons.numbers.fraction.BigFraction;

/** P09 宣传员: days on which an officer is in post or the vacancy is still young. */
record OfficerDays(int graceDays) implements Policy {
    OfficerDays(Parameters parameters) {
        this(parameters.notNegative("graceDays"));
    }

    /** What a day is. */
    private enum State {
        IN_POST,
        GRACE,
        VACANT
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "宣传员在岗或空缺未超过 " + graceDays + " 天的天数 ÷ 已过天数",
                "days with an officer in post or on the first " + graceDays + " days of a vacancy ÷ elapsed days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        SpanBuilder appointments = new SpanBuilder();
        for (DatedEvent<OfficerEvent> fact : unit.facts().inOrder(OfficerEvent.class)) {
            switch (fact.data()) {
                case OfficerAppointed appointed ->
                    appointments.start(
                            appointed.appointmentId(), fact, unit.facts().until(appointed.until()));
                case OfficerLeft left -> appointments.end(left.appointmentId(), fact);
            }
        }
        Days elapsed = unit.elapsed();
        List<Span> posts = appointments.all();
        State[] states = states(posts, unit);
        int filled = 0;
        for (State state : states) {
            filled += state == State.VACANT ? 0 : 1;
        }
        Evidence evidence = unit.newEvidence();
        evidence.counts(posts, elapsed);
        return PolicyResult.timeWeighted(
                elapsed,
                BigFraction.of(filled),
                new FormulaNumbers().put("graceDays", graceDays),
                elapsed.runs(day -> states[day].ordinal(), (run, day) -> run.put("state", states[day].name())),
                evidence);
    }

    private State[] states(List<Span> posts, UnitYear unit) {
        Days elapsed = unit.elapsed();
        int[] officers = elapsed.count(posts);
        State[] states = new State[elapsed.length()];
        int vacantDays = vacantDaysBefore(posts, unit);
        for (int day = 0; day < states.length; day++) {
            vacantDays = officers[day] > 0 ? 0 : vacantDays + 1;
            states[day] = officers[day] > 0 ? State.IN_POST : vacantDays <= graceDays ? State.GRACE : State.VACANT;
        }
        return states;
    }

    /**
     * How long the post had been vacant when the elapsed days began. A post that nobody filled while there was a unit counts
     * from then only.
     */
    private static int vacantDaysBefore(List<Span> posts, UnitYear unit) {
        Days elapsed = unit.elapsed();
        LocalDate vacantSince = posts.stream()
                .filter(post -> post.from().isBefore(elapsed.first())
                        && post.from().isBefore(post.to())
                        && post.to().isAfter(unit.life().first()))
                .map(Span::to)
                .max(LocalDate::compareTo)
                .orElse(elapsed.first());
        return (int) Math.max(0, elapsed.first().toEpochDay() - vacantSince.toEpochDay());
    }
}
