package kepu.assessment.scoring.party;

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
import kepu.contracts.organization.StationEvent;
import kepu.contracts.organization.StationEvent.StationClosed;
import kepu.contracts.organization.StationEvent.StationOpened;
import kepu.contracts.organization.StationEvent.StationRegistered;
import org.apache.commons.numbers.fraction.BigFraction;

/** P07 科普站: days on which a station is open. */
record StationDays() implements Policy {
    StationDays(Parameters parameters) {
        this();
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText("科普站开放状态的天数 ÷ 已过天数", "days on which a station is open ÷ elapsed days");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        SpanBuilder openings = new SpanBuilder();
        for (DatedEvent<StationEvent> fact : unit.facts().inOrder(StationEvent.class)) {
            switch (fact.data()) {
                case StationOpened opened -> openings.start(opened.stationId(), fact);
                case StationClosed closed -> openings.end(closed.stationId(), fact);
                case StationRegistered _ -> {}
            }
        }
        Days elapsed = unit.elapsed();
        List<Span> open = openings.all();
        int[] stations = elapsed.count(open);
        int openDays = 0;
        for (int day = 0; day < elapsed.length(); day++) {
            openDays += Math.min(1, stations[day]);
        }
        Evidence evidence = unit.newEvidence();
        evidence.counts(open, elapsed);
        return PolicyResult.timeWeighted(
                elapsed,
                BigFraction.of(openDays),
                new FormulaNumbers(),
                elapsed.runs(
                        day -> Math.min(1, stations[day]), (run, day) -> run.put("open", Math.min(1, stations[day]))),
                evidence);
    }
}
