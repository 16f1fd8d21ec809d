package kepu.assessment.after;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import kepu.assessment.journal.Journal;
import kepu.contracts.Envelope;
import kepu.defaults.access.Access;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Waits until events are scored. A waiter at the instance that scores them is woken at once and asks the store no more; one at
 * another instance polls with growing pauses.
 */
@Component
public class ScoredEvents {
    /** Fewer than the concurrent calls that the gateway admits, so that waiters do not block other requests. */
    private static final int MOST_WAITING = 32;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final BiFunction<Set<String>, Access, Set<String>> pendingInStore;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(MOST_WAITING);

    @Autowired
    ScoredEvents(Journal journal) {
        this(journal::pending);
    }

    ScoredEvents(BiFunction<Set<String>, Access, Set<String>> pendingInStore) {
        this.pendingInStore = pendingInStore;
    }

    /** A request that waits for events. */
    private static final class Waiter {
        private final Set<String> ids;
        private final Map<String, String> scored = new ConcurrentHashMap<>(); // the unit of each that was, by its id
        private final Semaphore woken = new Semaphore(0);

        Waiter(Set<String> ids) {
            this.ids = ids;
        }

        void tell(Map<String, String> unitOf) {
            for (String id : ids) {
                if (unitOf.get(id) instanceof String unit) {
                    scored.put(id, unit);
                    woken.release();
                }
            }
        }

        boolean isWoken(long nanos) throws InterruptedException {
            boolean woke = woken.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            woken.drainPermits();
            return woke;
        }

        /** Those that were not scored here, or whose unit the caller may not see. */
        Set<String> without(Set<String> pending, Access access) {
            return pending.stream()
                    .filter(id -> !scored.containsKey(id) || !access.covers(scored.get(id)))
                    .collect(Collectors.toSet());
        }
    }

    /** Wakes the waiters of these events: all affected cards are stored, whether or not the journal says so yet. */
    public void scored(List<ReceivedEvent> events) {
        if (!waiting.isEmpty()) {
            Map<String, String> unitOf = events.stream()
                    .map(ReceivedEvent::envelope)
                    .collect(Collectors.toMap(event -> event.id().toString(), Envelope::unitId, (one, _) -> one));
            waiting.forEach(waiter -> waiter.tell(unitOf));
        }
    }

    /** The ids that are not scored yet; an event of a unit that the caller may not see never is. */
    Set<String> pending(Set<String> ids, Access access) {
        return pendingInStore.apply(ids, access.again());
    }

    /** Takes a slot for waiting, if one is free; release it afterwards. */
    boolean tryAcquireSlot() {
        return slots.tryAcquire();
    }

    void releaseSlot() {
        slots.release();
    }

    /** Waits at most so long; the ids that are not scored then. */
    Set<String> await(Set<String> ids, Access access, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Waiter self = new Waiter(ids);
        waiting.add(self);
        try {
            long pause = FIRST_PAUSE.toNanos();
            Set<String> pending = pending(ids, access);
            long left = end - System.nanoTime();
            while (!pending.isEmpty() && left > 0) {
                boolean woken = self.isWoken(Math.min(pause, left));
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
                pending = woken ? self.without(pending, access.again()) : pending(ids, access);
                left = end - System.nanoTime();
            }
            return pending;
        } finally {
            waiting.remove(self);
        }
    }
}
