package kepu.gateway.admission;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import kepu.gateway.GatewayProperties;

/**
 * A token bucket for each caller; it keeps a bounded number of them and drops the idle ones.
 *
 * @param <K> identifies a caller
 */
final class RateLimiter<K> {
    private final LoadingCache<K, Bucket> buckets;
    private final int burst;

    RateLimiter(GatewayProperties.Rate rate, int maximumCallers) {
        this(rate, maximumCallers, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(GatewayProperties.Rate rate, int maximumCallers, TimeMeter time) {
        this.burst = rate.burst();
        // A bucket is dropped only once it would be full again, so a caller gains nothing by waiting for that.
        var untilFull = Duration.ofSeconds(1 + rate.burst() / rate.perSecond());
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maximumCallers)
                .expireAfterAccess(untilFull.plusMinutes(1))
                .build(_ -> Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Empty if the caller may go on, else how long it has to wait; sets the rate limit headers of the response. */
    Optional<Duration> consume(K caller, HttpServletResponse response) {
        var probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
        response.setHeader("X-RateLimit-Limit", Integer.toString(burst));
        response.setHeader("X-RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }
}
