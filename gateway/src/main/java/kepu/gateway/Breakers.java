package kepu.gateway;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/** Sends each call at most once, none to a service that is out, and to each no more at one time than it is given. */
@Component
final class Breakers {
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;

    Breakers(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
    }

    /**
     * What the service answers, whatever its status: a 5xx is an answer too, for one bad document must not take the
     * whole service away from everybody.
     *
     * @throws PartMissing if there is no answer
     */
    <T> T call(String service, Callable<T> call) throws Exception {
        var breaker = breakers.circuitBreaker(service);
        if (!breaker.tryAcquirePermission()) {
            throw new PartMissing(service, Outage.CIRCUIT_OPEN, null);
        }
        var bulkhead = bulkheads.bulkhead(service);
        if (!bulkhead.tryAcquirePermission()) {
            // That it is in demand says nothing about its health.
            breaker.releasePermission();
            throw new PartMissing(service, Outage.BUSY, null);
        }
        try {
            return call(service, call, breaker);
        } finally {
            bulkhead.onComplete();
        }
    }

    private static <T> T call(String service, Callable<T> call, CircuitBreaker breaker) throws Exception {
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
