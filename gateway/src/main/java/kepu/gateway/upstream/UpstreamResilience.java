package kepu.gateway.upstream;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/** Calls a service within its circuit breaker and its bulkhead. */
@Component
public final class UpstreamResilience {
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;

    UpstreamResilience(CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads) {
        this.breakers = breakers;
        this.bulkheads = bulkheads;
    }

    /**
     * What the service answers, whatever its status. A 5xx is an answer too: one faulty document must not open the circuit
     * for everybody.
     *
     * @throws UpstreamException if there is no answer
     */
    public <T> T execute(String service, Callable<T> call) throws Exception {
        var breaker = breakers.circuitBreaker(service);
        if (!breaker.tryAcquirePermission()) {
            throw new UpstreamException(service, UpstreamFailure.CIRCUIT_OPEN, null);
        }
        var bulkhead = bulkheads.bulkhead(service);
        if (!bulkhead.tryAcquirePermission()) {
            // A full bulkhead says nothing about the health of the service.
            breaker.releasePermission();
            throw new UpstreamException(service, UpstreamFailure.BUSY, null);
        }
        try {
            return execute(service, call, breaker);
        } finally {
            bulkhead.onComplete();
        }
    }

    private static <T> T execute(String service, Callable<T> call, CircuitBreaker breaker) throws Exception {
        long start = breaker.getCurrentTimestamp();
        try {
            T answer = call.call();
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return answer;
        } catch (Exception exception) {
            var failure = UpstreamFailure.of(exception);
            if (failure.isEmpty()) {
                breaker.releasePermission();
                throw exception;
            }
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), exception);
            throw new UpstreamException(service, failure.get(), exception);
        }
    }
}
