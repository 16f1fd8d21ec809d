package kepu.defaults;

import java.time.Duration;

/**
 * How long a request may wait inside a service. The gateway waits a little longer for the answer
 * ({@code kepu.gateway.read-timeout}) and takes a later one for an outage of the service.
 */
public final class Patience {
    /** For one whose whole work is to wait. */
    public static final Duration OF_A_REQUEST = Duration.ofSeconds(4);

    /** For a turn, a confirmation, an answer of somebody else: two of them are {@link #OF_A_REQUEST}. */
    public static final Duration OF_A_STEP = OF_A_REQUEST.dividedBy(2);

    /** No wait at all would mean without end to those who are told it. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final ScopedValue<Long> ENDS = ScopedValue.newInstance();

    private Patience() {}

    /** Work with one patience for all its waits together; within such work it is part of that. */
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    public static <X extends Exception> void within(Duration all, Work<X> work) throws X {
        long ends = System.nanoTime() + left(all).toNanos();
        ScopedValue.where(ENDS, ends).call(() -> {
            work.run();
            return null;
        });
    }

    /** What is left for a wait that would be so long by itself: not more than for all waits of the work that it is part of. */
    public static Duration left(Duration alone) {
        if (!ENDS.isBound()) {
            return alone;
        }
        Duration left = Duration.ofNanos(ENDS.get() - System.nanoTime());
        Duration longest = left.compareTo(alone) < 0 ? left : alone;
        return longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest;
    }
}
