package kepu.assessment.after;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kepu.assessment.journal.Journal;
import kepu.defaults.access.Access;
import kepu.defaults.consume.ReceivedEvent;
import org.springframework.stereotype.Component;

/**
 * Waits until events are scored. A waiter at the instance that scores them is woken at once; one at another instance polls
 * with growing pauses.
 */
@Component
public class ScoredEvents {
    /** Fewer than the concurrent calls that the gateway admits, so that waiters do not block other requests. */
    private static final int MOST_WAITING = 32;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Journal journal;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(MOST_WAITING);

    ScoredEvents(Journal journal) {
        this.journal = journal;
    }

    /** A request that waits for events. */
    private record Waiter(Set<String> ids, Semaphore woken) {}

    /** Wakes the waiters of these events: all affected cards are stored. */
    public void scored(List<ReceivedEvent> events) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> ids = events.stream()
                .map(received -> received.envelope().id().toString())
                .collect(Collectors.toSet());
        for (Waiter one : waiting) {
            if (!Collections.disjoint(one.ids(), ids)) {
                one.woken().release();
            }
        }
    }

    /** The ids that are not scored yet; an event of a unit that the caller may not see never is. */
    Set<String> pending(Set<String> ids, Access access) {
        return journal.pending(ids, access.again());
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
        Waiter self = new Waiter(ids, new Semaphore(0));
        waiting.add(self);
        try {
            long pause = FIRST_PAUSE.toNanos();
            Set<String> pending = pending(ids, access);
            long left = end - System.nanoTime();
            while (!pending.isEmpty() && left > 0) {
                self.woken().tryAcquire(Math.min(pause, left), TimeUnit.NANOSECONDS);
                self.woken().drainPermits();
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
                pending = pending(ids, access);
                left = end - System.nanoTime();
            }
            return pending;
        } finally {
            waiting.remove(self);
        }
    }
}
