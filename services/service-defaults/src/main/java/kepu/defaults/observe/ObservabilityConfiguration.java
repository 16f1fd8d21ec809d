package kepu.defaults.observe;

import brave.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import kepu.defaults.failure.StoreOutage;
import kepu.defaults.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Metrics that all services have alike, and their traces. */
@Configuration(proxyBeanMethods = false)
@Import(SpanConfiguration.class)
@EnableScheduling
public class ObservabilityConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ObservabilityConfiguration.class);

    /** A scheduled task that fails has its next time; that the store is away is no error of it. */
    @Bean
    SimpleAsyncTaskSchedulerCustomizer failuresOfScheduledTasks() {
        return scheduler -> scheduler.setErrorHandler(failure -> {
            if (StoreOutage.isBehind(failure)) {
                log.warn("a scheduled task waits for its next time, as the store is away: {}", failure.toString());
            } else {
                log.error("a scheduled task failed", failure);
            }
        });
    }

    @Bean
    WebMvcConfigurer commandOutcomes(MeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                // before whoever may turn a command away, so that this is counted too
                interceptors.addInterceptor(new CommandOutcomes(meters)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    Traces traces(ObjectProvider<Tracing> tracing) {
        return new Traces(tracing.getIfAvailable());
    }

    @Bean
    CachedGaugesUpdater counting(ObjectProvider<CachedGauges> censuses, MeterRegistry meters) {
        return new CachedGaugesUpdater(censuses.stream().toList(), meters);
    }
}
