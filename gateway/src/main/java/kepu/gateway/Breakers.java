package kepu.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/** Sends each call at most once, and none to a service that is out. */
@Component
final class Breakers {
    private final CircuitBreakerRegistry registry;

    Breakers(CircuitBreakerRegistry registry) {
        this.registry = registry;
    }

    /**
     * What the service answers, whatever its status: a 5xx is an answer too, for one bad document must not take the
     * whole service away from everybody.
     *
     * @throws PartMissing if there is no answer
     */
    <T> T call(String service, Callable<T> call) throws Exception {
        var breaker = registry.circuitBreaker(service);
        if (!breaker.tryAcquirePermission()) {
            throw new PartMissing(service, Outage.CIRCUIT_OPEN, null);
        }
        long start = breaker.getCurrentTimestamp();
        try {
            T answer = call.call();
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return answer;
        } catch (Exception failure) {
            var outage = Outage.in(failure);
            if (outage.isEmpty()) {
                breaker.releasePermission();
                throw failure;
            }
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failure);
            throw new PartMissing(service, outage.get(), failure);
        }
    }
}
