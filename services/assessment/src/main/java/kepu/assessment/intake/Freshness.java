package kepu.assessment.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore;
import kepu.contracts.Envelope;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.stereotype.Component;

/**
 * Measures how long each fact took from being recorded until the cards include it.
 *
 * <p>Each fact counts once: a topic that is read again is not measured, a batch that failed and came again is.
 */
@Component
class Freshness {
    private static final Duration[] BUCKETS = Stream.of(250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final FactStore facts;
    private final Clock clock;
    private final Timer took;
    private final Set<UUID> unscored = ConcurrentHashMap.newKeySet();

    Freshness(FactStore facts, Clock clock, MeterRegistry meters) {
        this.facts = facts;
        this.clock = clock;
        this.took = Timer.builder("kepu.score.freshness")
                .description("time from a fact's being recorded until the cards knew it")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** Starts measuring these events, which are new to the journal. */
    void learned(Collection<UUID> ids) {
        unscored.addAll(ids);
    }

    /** Ends measuring: all cards affected by these events are stored. */
    void scored(List<ReceivedEvent> events) {
        for (ReceivedEvent received : events) {
            Envelope<?> envelope = received.envelope();
            if (unscored.remove(envelope.id()) && facts.isFact(envelope)) {
                Duration since = Duration.between(envelope.recordedAt(), clock.instant());
                took.record(since.isNegative() ? Duration.ZERO : since);
            }
        }
    }
}
