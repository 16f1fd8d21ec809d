package kepu.assessment.intake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kepu.assessment.after.ScoredEvents;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.journal.Journal;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.stereotype.Component;

/**
 * Processes a batch of facts: journal, facts by unit and year, directory, cards. Each step is idempotent, so a batch that
 * failed half-way is processed again as a whole.
 */
@Component
class FactEventListener implements EventListener {
    private final Journal journal;
    private final FactStore facts;
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final Freshness freshness;
    private final ScoredEvents scoredEvents;

    FactEventListener(
            Journal journal,
            FactStore facts,
            UnitDirectory directory,
            Scorecards scorecards,
            Freshness freshness,
            ScoredEvents scoredEvents) {
        this.journal = journal;
        this.facts = facts;
        this.directory = directory;
        this.scorecards = scorecards;
        this.freshness = freshness;
        this.scoredEvents = scoredEvents;
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        Journal.Appended appended = journal.append(events);
        freshness.learned(appended.fresh());
        Set<AffectedScores> touched = facts.add(events);
        Set<String> units = new LinkedHashSet<>();
        for (ReceivedEvent received : events) {
            if (received.envelope().data() instanceof UnitEvent event) {
                units.add(event.unitId());
            }
        }
        units.forEach(directory::refresh);
        scorecards.refresh(touched);
        journal.scored(events, appended);
        scoredEvents.scored(events);
        freshness.scored(events);
        return appended.fresh().size();
    }
}
