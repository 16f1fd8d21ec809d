package kepu.gateway.observability;

import brave.context.slf4j.MDCScopeDecorator;
import brave.handler.SpanHandler;
import brave.propagation.CurrentTraceContext.ScopeDecorator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What tracing adds to Spring Boot's own beans where it is on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("management.tracing.export.enabled")
class TracingConfiguration {
    /** Writes {@code traceId} and {@code spanId} to each line of the log. */
    @Bean
    ScopeDecorator traceIdsInLog() {
        return MDCScopeDecorator.get();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SpanHandler spanRedaction() {
        return new SpanRedaction();
    }
}
