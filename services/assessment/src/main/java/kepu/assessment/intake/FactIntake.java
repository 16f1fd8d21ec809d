package kepu.assessment.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.Touched;
import kepu.assessment.journal.Journal;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.Received;
import org.springframework.stereotype.Component;

/**
 * Takes in the facts of a batch: journal, facts by unit and year, directory, cards; each step idempotent, so that a
 * batch that failed half-way is simply taken in again.
 */
@Component
class FactIntake implements EventListener {
    private final Journal journal;
    private final FactStore facts;
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final Freshness freshness;

    FactIntake(Journal journal, FactStore facts, UnitDirectory directory, Scorecards scorecards, Freshness freshness) {
        this.journal = journal;
        this.facts = facts;
        this.directory = directory;
        this.scorecards = scorecards;
        this.freshness = freshness;
    }

    @Override
    public int on(List<Received> events) {
        Set<String> fresh = journal.append(events);
        freshness.learned(fresh);
        Set<Touched> touched = facts.add(events);
        Set<String> units = new LinkedHashSet<>();
        for (Received received : events) {
            if (received.envelope().data() instanceof UnitEvent event) {
                units.add(event.unitId());
            }
        }
        units.forEach(directory::refresh);
        scorecards.refresh(touched);
        freshness.scored(events);
        return fresh.size();
    }
}
