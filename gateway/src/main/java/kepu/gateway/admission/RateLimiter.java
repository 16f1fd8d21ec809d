package kepu.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import kepu.gateway.GatewayProperties;

/**
 * A token bucket for each caller; it keeps a bounded number of them and drops those that are full again.
 *
 * @param <K> identifies a caller
 */
final class RateLimiter<K> {
    private final Cache<K, Bucket> buckets;
    private final GatewayProperties.Rate rate;
    private final TimeMeter time;

    /** By a clock that nobody sets: setting the machine's must not change a limit. */
    RateLimiter(GatewayProperties.Rate rate, int maximumCallers) {
        this(rate, maximumCallers, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(GatewayProperties.Rate rate, int maximumCallers, TimeMeter time) {
        this.rate = rate;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maximumCallers)
                .expireAfterAccess(
                        Duration.ofSeconds(rate.burst() / rate.perSecond()).plusMinutes(1))
                .build();
    }

    /** Empty if the caller may go on, else how long it has to wait; sets the rate limit headers of the response. */
    Optional<Duration> consume(K caller, HttpServletResponse response) {
        var probe = bucket(caller).tryConsumeAndReturnRemaining(1);
        response.setHeader("X-RateLimit-Limit", Integer.toString(rate.burst()));
        response.setHeader("X-RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /**
     * Waits for the caller's turn.
     *
     * @return false, at once, if it would not come in time
     */
    boolean await(K caller, Duration patience) throws InterruptedException {
        return bucket(caller).asBlocking().tryConsume(1, patience);
    }

    private Bucket bucket(K caller) {
        return buckets.get(
                caller,
                _ -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }
}
