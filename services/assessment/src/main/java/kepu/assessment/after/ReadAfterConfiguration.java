package kepu.assessment.after;

import kepu.defaults.access.InterceptorOrder;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Registers the interceptors for all reads that are computed from events. */
@Configuration(proxyBeanMethods = false)
class ReadAfterConfiguration implements WebMvcConfigurer {
    private static final String[] COMPUTED = {"/api/v1/assessment/scorecards/**", "/api/v1/assessment/rankings/**"};

    private final ScoredEvents events;

    ReadAfterConfiguration(ScoredEvents events) {
        this.events = events;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(new ReadAfterInterceptor(events))
                .addPathPatterns(COMPUTED)
                .order((InterceptorOrder.CALLER_KNOWN + InterceptorOrder.UNIT_WITHIN_REACH) / 2);
        interceptors
                .addInterceptor(new ReadAfterInterceptor.PendingRejection())
                .addPathPatterns(COMPUTED)
                .order(InterceptorOrder.UNIT_WITHIN_REACH + 1);
    }
}
