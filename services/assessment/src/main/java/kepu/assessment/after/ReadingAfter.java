package kepu.assessment.after;

import kepu.defaults.access.InterceptorOrder;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Which reads wait for events: whatever is computed from them. */
@Configuration(proxyBeanMethods = false)
class ReadingAfter implements WebMvcConfigurer {
    private static final String[] COMPUTED = {"/api/v1/assessment/scorecards/**", "/api/v1/assessment/rankings/**"};

    private final ScoredEvents events;

    ReadingAfter(ScoredEvents events) {
        this.events = events;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
                .addInterceptor(new ReadAfter(events))
                .addPathPatterns(COMPUTED)
                .order((InterceptorOrder.CALLER_KNOWN + InterceptorOrder.UNIT_WITHIN_REACH) / 2);
        interceptors
                .addInterceptor(new ReadAfter.Refusal())
                .addPathPatterns(COMPUTED)
                .order(InterceptorOrder.UNIT_WITHIN_REACH + 1);
    }
}
