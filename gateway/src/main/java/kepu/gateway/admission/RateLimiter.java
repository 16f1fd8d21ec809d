package kepu.gateway.admission;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
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
    private final CaffeineProxyManager<K> buckets;
    private final BucketConfiguration configuration;
    private final int burst;

    RateLimiter(GatewayProperties.Rate rate, int maximumCallers) {
        this(rate, maximumCallers, new MonotonicClock());
    }

    RateLimiter(GatewayProperties.Rate rate, int maximumCallers, TimeMeter time) {
        this.burst = rate.burst();
        this.configuration = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .build();
        this.buckets = Bucket4jCaffeine.<K>builderFor(Caffeine.newBuilder().maximumSize(maximumCallers))
                .clientClock(time)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    /** Empty if the caller may go on, else how long it has to wait; sets the rate limit headers of the response. */
    Optional<Duration> consume(K caller, HttpServletResponse response) {
        var probe = buckets.getProxy(caller, () -> configuration).tryConsumeAndReturnRemaining(1);
        response.setHeader("X-RateLimit-Limit", Integer.toString(burst));
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
        return buckets.getProxy(caller, () -> configuration).asBlocking().tryConsume(1, patience);
    }

    long size() {
        buckets.getCache().cleanUp();
        return buckets.getCache().estimatedSize();
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }

    /**
     * Bucket4j insists on a wall clock for a store that several machines might share. This store is in one JVM, so setting
     * the machine's clock must not change a limit.
     */
    private static final class MonotonicClock implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return System.nanoTime();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
