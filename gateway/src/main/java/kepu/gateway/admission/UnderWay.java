package kepu.gateway.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what each caller has under way at one time, up to a limit.
 *
 * @param <K> identifies a caller
 */
final class UnderWay<K> {
    private final int limit;
    private final ConcurrentMap<K, Integer> counts = new ConcurrentHashMap<>();

    UnderWay(int limit) {
        this.limit = limit;
    }

    /** False if the caller has enough under way; else {@link #release} ends it. */
    boolean acquire(K caller) {
        var acquired = new boolean[1];
        counts.compute(caller, (_, count) -> {
            int now = count == null ? 0 : count;
            acquired[0] = now < limit;
            return acquired[0] ? Integer.valueOf(now + 1) : count;
        });
        return acquired[0];
    }

    void release(K caller) {
        counts.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }
}
