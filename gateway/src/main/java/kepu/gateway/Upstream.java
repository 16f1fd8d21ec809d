package kepu.gateway;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.Executor;
import kepu.access.TokenSettings;
import kepu.access.Tokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the gateway speaks to the services: kept connections, virtual threads, timeouts, one breaker and bulkhead a service. */
@Configuration(proxyBeanMethods = false)
class Upstream {
    private static final Executor VIRTUAL_THREADS = Thread.ofVirtual().name("upstream-", 0)::start;

    /** HTTP/1.1, for an attempt to upgrade costs each first request a round trip; redirects are the caller's affair. */
    @Bean(destroyMethod = "shutdownNow")
    HttpClient httpClient(Settings settings) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.gateway().connectTimeout())
                .executor(VIRTUAL_THREADS)
                .build();
    }

    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry(Settings settings) {
        var breaker = settings.gateway().breaker();
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(breaker.window())
                .minimumNumberOfCalls(breaker.minimumCalls())
                .failureRateThreshold(breaker.failureRate())
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(breaker.trialCalls())
                .build());
    }

    @Bean
    MeterBinder breakerMetrics(CircuitBreakerRegistry registry) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry);
    }

    @Bean
    BulkheadRegistry bulkheadRegistry(Settings settings) {
        var bulkhead = settings.gateway().bulkhead();
        return BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(bulkhead.calls())
                .maxWaitDuration(bulkhead.longestWait())
                .build());
    }

    @Bean
    MeterBinder bulkheadMetrics(BulkheadRegistry registry) {
        return TaggedBulkheadMetrics.ofBulkheadRegistry(registry);
    }

    @Bean
    Tokens tokens(TokenSettings settings) {
        return new Tokens(settings, Clock.systemUTC());
    }
}
