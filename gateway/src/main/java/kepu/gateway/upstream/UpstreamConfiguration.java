package kepu.gateway.upstream;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import kepu.gateway.GatewayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One circuit breaker and one bulkhead for each service. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {
    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry(GatewayProperties properties) {
        var breaker = properties.breaker();
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.minimumCalls())
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(breaker.trialCalls())
                // A full bulkhead, a request that cannot be read, or a failure of the gateway itself says nothing about
                // the
                // health of the service.
                .ignoreException(exception -> UpstreamFailure.of(exception)
                        .filter(UpstreamFailure::isOutage)
                        .isEmpty())
                .build());
    }

    @Bean
    MeterBinder breakerMetrics(CircuitBreakerRegistry registry) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry);
    }

    @Bean
    BulkheadRegistry bulkheadRegistry(GatewayProperties properties) {
        var bulkhead = properties.bulkhead();
        return BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(bulkhead.calls())
                .maxWaitDuration(bulkhead.longestWait())
                .build());
    }

    @Bean
    MeterBinder bulkheadMetrics(BulkheadRegistry registry) {
        return TaggedBulkheadMetrics.ofBulkheadRegistry(registry);
    }
}
