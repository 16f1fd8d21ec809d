package kepu.defaults.observe;

import brave.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import kepu.defaults.trace.Traces;
import org.springframework.beans.factory.ObjectProvider;
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
