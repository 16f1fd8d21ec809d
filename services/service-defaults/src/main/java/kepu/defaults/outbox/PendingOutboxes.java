package kepu.defaults.outbox;

import java.time.Clock;
import java.time.Duration;
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
    private Map<OutboxId, Long> underway = Map.of();

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
     * The next batch, which is under way from now on; empty only at the end.
     *
     * @param ended whether to wait no longer
     * @param idle called each time before it waits
     */
    Set<OutboxId> take(BooleanSupplier ended, Runnable idle) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ended.getAsBoolean()) {
                idle.run();
                changed.await();
            }
            Map<OutboxId, Long> batch = new LinkedHashMap<>();
            var outboxes = waiting.entrySet().iterator();
            while (outboxes.hasNext() && batch.size() < BATCH) {
                var outbox = outboxes.next();
                batch.put(outbox.getKey(), outbox.getValue());
                outboxes.remove();
            }
            underway = batch;
            return batch.keySet();
        } finally {
            lock.unlock();
        }
    }

    /** Of what is under way these wait again; the rest is done. */
    void waitAgain(Set<OutboxId> left) {
        lock.lock();
        try {
            underway.forEach((outbox, since) -> {
                if (left.contains(outbox)) {
                    waiting.merge(outbox, since, Math::min);
                }
            });
            underway = Map.of();
        } finally {
            lock.unlock();
        }
    }

    /** All that is under way waits again. */
    void waitAgain() {
        lock.lock();
        try {
            waitAgain(underway.keySet());
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
