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
import kepu.defaults.consume.Received;
import org.springframework.stereotype.Component;

/**
 * Waits until events are scored. Whoever waits where they are scored is woken; whoever waits at another instance looks
 * again after growing pauses.
 */
@Component
public class ScoredEvents {
    /** Fewer than the calls that the gateway lets through at one time, so that those who wait stand in nobody's way. */
    private static final int MOST_WAITING = 32;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    private final Journal journal;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST_WAITING);

    ScoredEvents(Journal journal) {
        this.journal = journal;
    }

    /** Somebody who waits for events. */
    private record Waiting(Set<String> ids, Semaphore woken) {}

    /** The cards are stored that these events may change. */
    public void scored(List<Received> events) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> ids = events.stream()
                .map(received -> received.envelope().id().toString())
                .collect(Collectors.toSet());
        for (Waiting one : waiting) {
            if (!Collections.disjoint(one.ids(), ids)) {
                one.woken().release();
            }
        }
    }

    /** Those that are not scored yet; an event of a unit outside the caller's reach never is. */
    Set<String> pending(Set<String> ids, Access access) {
        return journal.pending(ids, access.again());
    }

    /** A place to wait at, if there is one; to be given back. */
    boolean takePlace() {
        return places.tryAcquire();
    }

    void givePlaceBack() {
        places.release();
    }

    /** Those that are not scored after so long. */
    Set<String> await(Set<String> ids, Access access, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Waiting self = new Waiting(ids, new Semaphore(0));
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
