package kepu.assessment.scorecard;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kepu.defaults.Patience;
import kepu.defaults.Rejection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Turns of what is computed at length for a caller, on half of the machine's processors at most: whoever asks for it again and
 * again leaves the rest to others.
 */
@Component
class Turns {
    private final Semaphore processors;

    @Autowired
    Turns() {
        this(new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true));
    }

    Turns(Semaphore processors) {
        this.processors = processors;
    }

    /** @throws Rejection 503 {@code advice-busy} */
    <T> T take(Supplier<T> computation) {
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
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    /** More advice is asked for just now than the machine can give. */
    private static Rejection busy() {
        return new Rejection(503, "advice-busy");
    }
}
