package kepu.gateway.upstream;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
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
        var bulkhead = bulkheads.bulkhead(service);
        try {
            return breaker.executeCallable(() -> bulkhead.executeCallable(call));
        } catch (CallNotPermittedException open) {
            throw new UpstreamException(service, UpstreamFailure.CIRCUIT_OPEN, open);
        } catch (BulkheadFullException full) {
            throw new UpstreamException(service, UpstreamFailure.BUSY, full);
        } catch (Exception exception) {
            var failure = UpstreamFailure.of(exception);
            if (failure.isEmpty()) {
                throw exception;
            }
            throw new UpstreamException(service, failure.get(), exception);
        }
    }
}
