package kepu.defaults.observe;

import brave.context.slf4j.MDCScopeDecorator;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.CurrentTraceContext.ScopeDecorator;
import brave.propagation.TraceContext;
import kepu.defaults.store.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What becomes of spans where tracing is on: log lines name them, and they say of nobody what events may not say. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("management.tracing.export.enabled")
class SpanConfiguration {
    /** {@code traceId} and {@code spanId}. */
    @Bean
    ScopeDecorator spansInLogLines() {
        return MDCScopeDecorator.get();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SpanHandler personalDataFilter() {
        return new PersonalDataFilter();
    }

    /** Before a span leaves: not those of probes and scrapes, and none with somebody's number in it. */
    static final class PersonalDataFilter extends SpanHandler {
        private static final String WITHHELD = "***";

        @Override
        public boolean end(@Nullable TraceContext context, MutableSpan span, @Nullable Cause cause) {
            String path = span.tag("http.url");
            if (path != null && path.startsWith("/actuator")) {
                return false;
            }
            span.forEachTag((_, value) -> PersonalData.isIn(value) ? WITHHELD : value);
            Throwable error = span.error();
            if (error != null) { // the message of an exception may say again what somebody has sent
                span.error(null);
                span.tag("error", error.getClass().getSimpleName());
            }
            return true;
        }
    }
}
