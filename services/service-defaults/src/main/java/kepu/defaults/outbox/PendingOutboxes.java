package kepu.defaults.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The outboxes known to hold something, in the order in which they became known, and since when the oldest event waits. */
final class PendingOutboxes {
    /** More are left for the sweep to find again. */
    static final int MOST = 100_000;

    private static final int BATCH = 1_000;

    /** Of more it is read again what they hold, so that a backlog takes no memory. */
    private static final int MOST_HELD = 2_000;

    /** Who says what an outbox holds after so many others were told says it too late. */
    private static final int MOST_TOLD = 20_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashMap<OutboxId, Waiting> waiting = new LinkedHashMap<>();
    private final Map<OutboxId, Waiting> underway = new HashMap<>();

    /** Up to where the outboxes were told that were settled last. */
    private final Cache<OutboxId, Long> told =
            Caffeine.newBuilder().maximumSize(MOST_TOLD).build();

    /**
     * @param since when the oldest event waits
     * @param entries all that the outbox holds, if that is known without reading it
     */
    private record Waiting(long since, @Nullable List<Document> entries) {
        /** Who else has something to say of it has seen another outbox. */
        Waiting and(Waiting other) {
            return new Waiting(Math.min(since, other.since), null);
        }
    }

    PendingOutboxes(Clock clock) {
        this.clock = clock;
    }

    void add(OutboxId outbox, long since) {
        add(outbox, since, null);
    }

    /** @param entries all that the outbox holds, if that is known */
    void add(OutboxId outbox, long since, @Nullable List<Document> entries) {
        lock.lock();
        try {
            if (waiting.size() < MOST) {
                waiting.merge(outbox, new Waiting(since, waiting.size() < MOST_HELD ? entries : null), Waiting::and);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return waiting.size()
                    + (int) underway.keySet().stream()
                            .filter(outbox -> !waiting.containsKey(outbox))
                            .count();
        } finally {
            lock.unlock();
        }
    }

    Duration oldestAge() {
        lock.lock();
        try {
            long oldest = Math.min(oldest(underway), oldest(waiting));
            return oldest == Long.MAX_VALUE ? Duration.ZERO : Duration.ofMillis(Math.max(0, clock.millis() - oldest));
        } finally {
            lock.unlock();
        }
    }

    private static long oldest(Map<OutboxId, Waiting> outboxes) {
        return outboxes.values().stream().mapToLong(Waiting::since).min().orElse(Long.MAX_VALUE);
    }

    /**
     * The next batch, which is under way from now on, without what is under way already; empty only at the end. Of each outbox what
     * it holds, null if it has to be read.
     *
     * @param ended whether to wait no longer
     * @param idle called each time before it waits
     */
    Map<OutboxId, @Nullable List<Document>> take(BooleanSupplier ended, Runnable idle) throws InterruptedException {
        lock.lock();
        try {
            Map<OutboxId, Waiting> batch = next();
            while (batch.isEmpty() && !ended.getAsBoolean()) {
                idle.run();
                changed.await();
                batch = next();
            }
            underway.putAll(batch);
            Map<OutboxId, @Nullable List<Document>> taken = new LinkedHashMap<>();
            batch.forEach((outbox, its) -> taken.put(outbox, isToldOf(outbox, its.entries()) ? null : its.entries()));
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The sweep, or a later command, was faster than whoever had stored it came to say so. */
    private boolean isToldOf(OutboxId outbox, @Nullable List<Document> entries) {
        Long upTo = told.getIfPresent(outbox);
        return upTo != null
                && entries != null
                && OutboxEntry.read(entries.getFirst()).sequence() <= upTo;
    }

    private Map<OutboxId, Waiting> next() {
        Map<OutboxId, Waiting> batch = new LinkedHashMap<>();
        var outboxes = waiting.entrySet().iterator();
        while (outboxes.hasNext() && batch.size() < BATCH) {
            var outbox = outboxes.next();
            if (!underway.containsKey(outbox.getKey())) {
                batch.put(outbox.getKey(), outbox.getValue());
                outboxes.remove();
            }
        }
        return batch;
    }

    /**
     * A batch is no longer under way: what is left of it waits again, the rest is done.
     *
     * @param told up to which sequence each outbox was told
     */
    void waitAgain(Set<OutboxId> batch, Set<OutboxId> left, Map<OutboxId, Long> told) {
        lock.lock();
        try {
            this.told.putAll(told);
            for (OutboxId outbox : batch) {
                Waiting its = underway.remove(outbox);
                if (its != null && left.contains(outbox)) {
                    waiting.merge(outbox, new Waiting(its.since(), null), Waiting::and);
                }
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits looks whether it is the end. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
