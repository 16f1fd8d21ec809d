package kepu.defaults.snapshot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.Snapshots;
import kepu.contracts.UnreadableEvent;
import kepu.defaults.consume.EventContainers;
import kepu.defaults.consume.GroupMeters;
import kepu.defaults.consume.GroupMeters.Outcome;
import kepu.defaults.consume.ReplicaStore.Change;
import kepu.defaults.failure.StoreOutage;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Writes of a batch of the service's own events the newest of each fact, and never one that is older than what was
 * written before.
 *
 * <p>First it is noted what will be written, then it is written: when the process dies in between, the same events come
 * again, are no older than what is noted, and are written then.
 */
final class SnapshotBatches implements BatchConsumerAwareMessageListener<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(SnapshotBatches.class);

    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    /** Shorter than Kafka waits for a batch to be done. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);

    private final WrittenFacts written;
    private final KafkaOperations<String, byte[]> snapshots;
    private final GroupMeters meters;
    private volatile CountDownLatch ended = new CountDownLatch(1);

    SnapshotBatches(WrittenFacts written, KafkaOperations<String, byte[]> snapshots, GroupMeters meters) {
        this.written = written;
        this.snapshots = snapshots;
        this.meters = meters;
    }

    /** From now on a store that is away is waited for. */
    void begin() {
        ended = new CountDownLatch(1);
    }

    /** From now on it is not. */
    void end() {
        ended.countDown();
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        meters.batch(records, consumer, () -> take(records));
    }

    private Outcome take(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, Kept> newest = new LinkedHashMap<>();
        int skipped = 0;
        for (ConsumerRecord<String, byte[]> received : records) {
            Kept kept = read(received)
                    .map(event -> Kept.of(Snapshots.encode(received, event), event))
                    .orElse(null);
            if (kept == null) {
                skipped++;
                continue;
            }
            Kept other = newest.get(kept.id());
            if (other == null || !other.change.isNewerThan(kept.change)) {
                newest.remove(kept.id());
                newest.put(kept.id(), kept); // as the last, so that positions rise within a partition
            }
        }
        Set<String> mayBeWritten =
                note(newest.values().stream().map(Kept::change).toList());
        List<CompletableFuture<?>> sending = new ArrayList<>();
        for (Kept kept : newest.values()) {
            if (mayBeWritten.contains(kept.id())) {
                sending.add(snapshots.send(kept.snapshot));
            }
        }
        sending.forEach(CompletableFuture::join);
        return new Outcome(sending.size(), records.size() - skipped - sending.size(), skipped, 0);
    }

    /**
     * While the store is away it waits: nothing is written yet, and each time that a batch fails, its transaction is rolled
     * back, which is reported as an error.
     */
    private Set<String> note(List<Change> changes) {
        BackOffExecution pauses = EventContainers.pauses().start();
        long begin = System.nanoTime();
        long logged = begin - LOG_EVERY.toNanos();
        while (true) {
            try {
                return written.newest(changes);
            } catch (RuntimeException e) {
                long now = System.nanoTime();
                if (!StoreOutage.isBehind(e) || now - begin > LONGEST_OUTAGE.toNanos()) {
                    throw e;
                }
                if (now - logged >= LOG_EVERY.toNanos()) {
                    log.warn("snapshots wait for the store: {}", e.toString());
                    logged = now;
                }
                if (isEnd(pauses.nextBackOff())) {
                    throw e;
                }
            }
        }
    }

    private boolean isEnd(long millis) {
        try {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A record that is to be written unless something newer of its fact was. */
    private record Kept(Change change, ProducerRecord<String, byte[]> snapshot) {
        static Kept of(ProducerRecord<String, byte[]> snapshot, Envelope<?> event) {
            return new Kept(
                    WrittenFacts.change(snapshot.topic(), snapshot.key(), event.epoch(), event.sequence()), snapshot);
        }

        String id() {
            return change.id();
        }
    }

    private static Optional<Envelope<?>> read(ConsumerRecord<String, byte[]> received) {
        try {
            return EventCodec.decode(received);
        } catch (UnreadableEvent e) { // others park it; here it only must not hold up what can be read
            log.warn("passed over {}-{}@{}: {}", received.topic(), received.partition(), received.offset(), e.code());
            return Optional.empty();
        }
    }
}
