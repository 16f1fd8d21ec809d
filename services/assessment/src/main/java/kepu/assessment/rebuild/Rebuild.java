package kepu.assessment.rebuild;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import kepu.assessment.facts.FactStore;
import kepu.assessment.journal.Journal;
import kepu.assessment.scorecard.Scorecards;
import kepu.assessment.unit.UnitDirectory;
import kepu.contracts.organization.UnitEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings back facts, directory and cards from the journal at a start with {@code kepu.assessment.rebuild=true}, before any
 * event is taken. What is there stays; so it may be killed and started again.
 */
@Component
@ConditionalOnBooleanProperty("kepu.assessment.rebuild")
class Rebuild implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
    private static final int BATCH = 2_000;

    /** Before the relay and the consumers. */
    private static final int PHASE = DEFAULT_PHASE - 8192;

    private final Journal journal;
    private final FactStore facts;
    private final UnitDirectory directory;
    private final Scorecards scorecards;
    private volatile boolean running;

    Rebuild(Journal journal, FactStore facts, UnitDirectory directory, Scorecards scorecards) {
        this.journal = journal;
        this.facts = facts;
        this.directory = directory;
        this.scorecards = scorecards;
    }

    @Override
    public void start() {
        running = true;
        long begun = System.nanoTime();
        Set<String> units = new LinkedHashSet<>();
        long events = journal.forEachBatch(BATCH, batch -> {
            facts.add(batch);
            batch.forEach(received -> {
                if (received.envelope().data() instanceof UnitEvent event) {
                    units.add(event.unitId());
                }
            });
        });
        directory.refresh(units);
        scorecards.recomputeKept();
        log.info(
                "facts, units and cards were made from the {} events of the journal in {} s",
                events,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
