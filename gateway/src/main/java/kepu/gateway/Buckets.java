package kepu.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One token bucket for each caller of a kind; it knows no more callers than its bound, and forgets those who rest.
 *
 * @param <K> what makes a caller
 */
final class Buckets<K> {
    private final LoadingCache<K, Bucket> buckets;
    private final int burst;

    Buckets(Settings.Rate rate, int remembered, TimeMeter time) {
        this.burst = rate.burst();
        // Forgotten no sooner than it is full again: who comes back finds nothing it had not earned.
        var untilFull = Duration.ofSeconds(1 + rate.burst() / rate.perSecond());
        this.buckets = Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterAccess(untilFull.plusMinutes(1))
                .build(_ -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Empty if the caller may go on, else how long it has to wait; the answer says how much is left. */
    Optional<Duration> take(K caller, HttpServletResponse response) {
        var probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
        response.setHeader("X-RateLimit-Limit", Integer.toString(burst));
        response.setHeader("X-RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    long known() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }
}
