package kepu.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting that ends: a bench that does not come to its end fails and says what it waited for. */
final class Waiting {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Waiting() {}

    /** @param pause between two looks, in nanoseconds */
    static void until(String what, long pause, BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + ": not within " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(pause);
        }
    }
}
