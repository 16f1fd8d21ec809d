package kepu.defaults;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Turns of what is computed at length for a caller, on half of the machine's processors at most: whoever asks for it again and
 * again leaves the rest to others.
 */
public final class Turns {
    private final Semaphore processors;
    private final Supplier<Rejection> busy;

    /** @param busy for who gets no turn in time */
    public Turns(Supplier<Rejection> busy) {
        this(new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true), busy);
    }

    /** @param processors how many computations go on at a time */
    public Turns(Semaphore processors, Supplier<Rejection> busy) {
        this.processors = processors;
        this.busy = busy;
    }

    public <T> T take(Supplier<T> computation) {
        begin();
        try {
            return computation.get();
        } finally {
            processors.release();
        }
    }

    private void begin() {
        try {
            long longest = Patience.left(Patience.OF_A_STEP).toMillis();
            if (!processors.tryAcquire(longest, TimeUnit.MILLISECONDS)) {
                throw busy.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy.get();
        }
    }
}
