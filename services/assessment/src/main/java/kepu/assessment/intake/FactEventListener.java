package kepu.assessment.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.after.ScoredEvents;
import kepu.assessment.facts.FactStore;
import kepu.assessment.facts.FactStore.AffectedScores;
import kepu.assessment.heldup.HeldUpUnits;
import kepu.assessment.journal.Journal;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.Isolation;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.stereotype.Component;

/**
 * Processes a batch of facts: journal, facts by unit and year, directory, cards. Each step is idempotent, so a batch that
 * failed half-way is processed again as a whole. A unit for which a step can never succeed is held up; the others go on.
 */
@Component
class FactEventListener implements EventListener {
    private final Journal journal;
    private final FactStore facts;
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private final HeldUpUnits heldUp;
    private final Freshness freshness;
    private final ScoredEvents scoredEvents;

    FactEventListener(
            Journal journal,
            FactStore facts,
            UnitDirectory directory,
            Scorecards scorecards,
            HeldUpUnits heldUp,
            Freshness freshness,
            ScoredEvents scoredEvents) {
        this.journal = journal;
        this.facts = facts;
        this.directory = directory;
        this.scorecards = scorecards;
        this.heldUp = heldUp;
        this.freshness = freshness;
        this.scoredEvents = scoredEvents;
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        Journal.Appended appended = journal.append(events);
        freshness.learned(appended.fresh());
        Map<String, List<ReceivedEvent>> byUnit = byUnit(events);
        Set<String> heldUpNow = holdRefused(events, byUnit, appended);
        byUnit.keySet().removeAll(heldUpNow);
        Set<String> setAside = heldUp.setAside(byUnit);
        byUnit.keySet().removeAll(setAside);
        Map<String, RuntimeException> failed = derive(byUnit);
        failed.forEach((unitId, why) -> heldUp.hold(unitId, why, byUnit.getOrDefault(unitId, List.of())));
        byUnit.keySet().removeAll(failed.keySet());
        List<ReceivedEvent> scored = flat(byUnit.values());
        scoredEvents.scored(scored);
        journal.scored(events, appended);
        scoredEvents.scored(scored); // whoever has asked the journal in between
        freshness.scored(scored);
        return appended.fresh().size();
    }

    /**
     * Processes events of one unit that were set aside. Cards of other units that cannot be stored hold up those.
     *
     * @throws RuntimeException if a step still fails for this unit
     */
    void onLate(String unitId, List<ReceivedEvent> events) {
        if (!events.isEmpty()) {
            Journal.Appended appended = journal.appendLate(events);
            freshness.learned(appended.fresh());
            appended.refused().values().stream().findFirst().ifPresent(FactEventListener::fail);
        }
        Map<String, RuntimeException> failed = derive(byUnit(events));
        failed.forEach((other, why) -> {
            if (!other.equals(unitId)) {
                heldUp.hold(other, why, List.of());
            }
        });
        if (failed.containsKey(unitId)) {
            fail(failed.get(unitId));
        }
        scorecards.refresh(unitId).ifPresent(FactEventListener::fail);
        freshness.scored(events);
    }

    private static void fail(RuntimeException why) {
        throw why;
    }

    private static Map<String, List<ReceivedEvent>> byUnit(List<ReceivedEvent> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        received -> received.envelope().unitId(), LinkedHashMap::new, Collectors.toList()));
    }

    private static List<ReceivedEvent> flat(Collection<List<ReceivedEvent>> events) {
        return events.stream().flatMap(List::stream).toList();
    }

    /** Holds up the units of which the journal refuses an event. */
    private Set<String> holdRefused(
            List<ReceivedEvent> events, Map<String, List<ReceivedEvent>> byUnit, Journal.Appended appended) {
        Set<String> units = new HashSet<>();
        if (!appended.refused().isEmpty()) {
            for (ReceivedEvent received : events) {
                RuntimeException why =
                        appended.refused().get(received.envelope().id());
                String unitId = received.envelope().unitId();
                if (why != null && units.add(unitId)) {
                    heldUp.hold(unitId, why, byUnit.getOrDefault(unitId, List.of()));
                }
            }
        }
        return units;
    }

    /** Stores facts, directory and cards. Answers the units for which this fails, and why. */
    private Map<String, RuntimeException> derive(Map<String, List<ReceivedEvent>> byUnit) {
        Map<AffectedScores, List<Envelope<?>>> touched = new LinkedHashMap<>();
        Map<String, RuntimeException> failed = new LinkedHashMap<>(Isolation.each(byUnit.keySet(), units -> {
            List<ReceivedEvent> events = new ArrayList<>();
            units.forEach(unitId -> events.addAll(byUnit.getOrDefault(unitId, List.of())));
            touched.putAll(facts.add(events));
            directory.refresh(events.stream()
                    .filter(received -> received.envelope().data() instanceof UnitEvent)
                    .map(received -> ((UnitEvent) received.envelope().data()).unitId())
                    .collect(Collectors.toSet()));
        }));
        scorecards.refresh(touched).forEach(failed::putIfAbsent);
        return failed;
    }
}
