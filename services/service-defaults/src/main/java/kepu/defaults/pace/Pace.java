package kepu.defaults.pace;

import java.time.Duration;

/**
 * How far apart batches begin at least. What comes in between shares a batch, and what a batch costs however small it is: trips to
 * the store, a request to Kafka. What comes after a rest is taken at once.
 */
public final class Pace {
    /** Three batches lie between a command and its card, so this is a third of what may be lost at a high rate. */
    public static final Duration OF_BATCHES = Duration.ofMillis(10);

    private Pace() {}

    /**
     * How long to wait before the next batch.
     *
     * @param begun when the last one began, by {@link System#nanoTime}
     * @return not negative
     */
    public static Duration leftSince(long begun) {
        Duration left = OF_BATCHES.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
