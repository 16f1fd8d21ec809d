package kepu.gateway;

import brave.Span;
import brave.Tracing;
import brave.context.slf4j.MDCScopeDecorator;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.CurrentTraceContext.ScopeDecorator;
import brave.propagation.TraceContext;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The spans that a request leaves behind: one of its own, and one for each call to a service; none while tracing is off. */
@Component
final class Trail {
    private static final int TRACE_ID_DIGITS = 32;

    private final @Nullable Tracing tracing;

    Trail(ObjectProvider<Tracing> tracing) {
        this.tracing = tracing.getIfAvailable();
    }

    /** W3C, of the request's own span. */
    Optional<String> traceparent() {
        return Optional.ofNullable(
                        tracing == null ? null : tracing.currentTraceContext().get())
                .map(Trail::traceparent);
    }

    private static String traceparent(TraceContext span) {
        var traceId = span.traceIdString();
        return "00-" + "0".repeat(TRACE_ID_DIGITS - traceId.length()) + traceId + '-' + span.spanIdString()
                + (Boolean.TRUE.equals(span.sampled()) ? "-01" : "-00");
    }

    /** @param request names the span that it is part of in its header, so that it does not matter on which thread it is sent */
    Call call(HttpRequest request) {
        if (tracing == null) {
            return new Call(request, null);
        }
        var parent = tracing.propagation()
                .extractor((HttpRequest sent, String name) ->
                        sent.headers().firstValue(name).orElse(null))
                .extract(request);
        var span = tracing.tracer()
                .nextSpan(parent)
                .name("http " + request.method())
                .kind(Span.Kind.CLIENT)
                .tag("http.method", request.method())
                .tag("http.path", Discreet.path(request.uri().getRawPath()))
                .start();
        span.remoteIpAndPort(request.uri().getHost(), request.uri().getPort());
        var named = HttpRequest.newBuilder(request, (_, _) -> true)
                .setHeader(Passage.TRACEPARENT, traceparent(span.context()))
                .build();
        return new Call(named, span);
    }

    /**
     * A call to a service.
     *
     * @param request names this call
     */
    record Call(HttpRequest request, @Nullable Span span) {
        void answered(int status) {
            if (span != null) {
                span.tag("http.status_code", Integer.toString(status)).finish();
            }
        }

        void failed(Throwable why) {
            if (span != null) {
                span.error(why).finish();
            }
        }
    }

    /** What becomes of spans where tracing is on. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("management.tracing.export.enabled")
    static class Recording {
        /** {@code traceId} and {@code spanId}. */
        @Bean
        ScopeDecorator spansInLogLines() {
            return MDCScopeDecorator.get();
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        SpanHandler reticence() {
            return new Reticence();
        }
    }

    /** Before a span leaves: not those of probes and scrapes, and none with somebody's number in it. */
    static final class Reticence extends SpanHandler {
        @Override
        public boolean end(@Nullable TraceContext context, MutableSpan span, @Nullable Cause cause) {
            var path = span.tag("http.url");
            if (path != null && path.startsWith("/actuator")) {
                return false;
            }
            span.forEachTag((name, value) -> name.equals("http.url") ? Discreet.path(value) : Discreet.text(value));
            var error = span.error();
            if (error != null) { // the message of an exception may say again what somebody has sent
                span.error(null);
                span.tag("error", error.getClass().getSimpleName());
            }
            return true;
        }
    }
}
