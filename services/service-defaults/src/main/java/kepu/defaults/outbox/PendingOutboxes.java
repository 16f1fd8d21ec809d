package kepu.defaults.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The outboxes known to hold something, in the order in which they became known, and since when the oldest event waits. */
final class PendingOutboxes {
    /** More are left for the sweep to find again. */
    static final int MOST = 100_000;

    private static final int BATCH = 1_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkedHashMap<OutboxId, Long> waiting = new LinkedHashMap<>();
    private final Map<OutboxId, Long> underway = new HashMap<>();

    PendingOutboxes(Clock clock) {
        this.clock = clock;
    }

    void add(OutboxId outbox, long since) {
        lock.lock();
        try {
            if (waiting.size() < MOST) {
                waiting.merge(outbox, since, Math::min);
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

    private static long oldest(Map<OutboxId, Long> outboxes) {
        return outboxes.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /**
     * The next batch, which is under way from now on, without what is under way already; empty only at the end.
     *
     * @param ended whether to wait no longer
     * @param idle called each time before it waits
     */
    Set<OutboxId> take(BooleanSupplier ended, Runnable idle) throws InterruptedException {
        lock.lock();
        try {
            Map<OutboxId, Long> batch = next();
            while (batch.isEmpty() && !ended.getAsBoolean()) {
                idle.run();
                changed.await();
                batch = next();
            }
            underway.putAll(batch);
            return batch.keySet();
        } finally {
            lock.unlock();
        }
    }

    private Map<OutboxId, Long> next() {
        Map<OutboxId, Long> batch = new LinkedHashMap<>();
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

    /** A batch is no longer under way: what is left of it waits again, the rest is done. */
    void waitAgain(Set<OutboxId> batch, Set<OutboxId> left) {
        lock.lock();
        try {
            for (OutboxId outbox : batch) {
                Long since = underway.remove(outbox);
                if (since != null && left.contains(outbox)) {
                    waiting.merge(outbox, since, Math::min);
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
