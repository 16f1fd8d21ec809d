package kepu.defaults.consume;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import kepu.defaults.failure.TemporaryFailure;

/** Does work for many at once; what can never be done for one of them does not stop the others. */
public final class Isolation {
    private Isolation() {}

    /**
     * Does the work for all of them in one call. If that fails, and not for a while only, it does the work for each alone.
     *
     * @param work idempotent
     * @return for which of them it failed, and why
     * @throws RuntimeException if the failure is a {@link TemporaryFailure}: then all come again
     */
    public static <T> Map<T, RuntimeException> each(Collection<T> all, Consumer<Collection<T>> work) {
        Map<T, RuntimeException> failed = new LinkedHashMap<>();
        if (!all.isEmpty() && !succeeds(all, work, failed) && all.size() > 1) {
            failed.clear();
            for (T one : all) {
                succeeds(Set.of(one), work, failed);
            }
        }
        return failed;
    }

    private static <T> boolean succeeds(
            Collection<T> some, Consumer<Collection<T>> work, Map<T, RuntimeException> failed) {
        RuntimeException failure;
        try {
            work.accept(some);
            return true;
        } catch (RuntimeException e) {
            failure = e;
        } catch (StackOverflowError e) {
            failure = new IllegalStateException("the stack is too small for this data", e);
        }
        if (TemporaryFailure.isBehind(failure)) {
            throw failure;
        }
        for (T one : some) {
            failed.put(one, failure);
        }
        return false;
    }
}
