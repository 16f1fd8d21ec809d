package kepu.gateway.observability;

import brave.Span;
import brave.Tracing;
import brave.propagation.TraceContext;
import java.net.http.HttpRequest;
import java.util.Optional;
import kepu.gateway.http.Redaction;
import kepu.gateway.http.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Starts a client span for each call to a service; does nothing while tracing is off. */
@Component
public final class UpstreamTracing {
    private static final int TRACE_ID_DIGITS = 32;

    private final @Nullable Tracing tracing;

    UpstreamTracing(ObjectProvider<Tracing> tracing) {
        this.tracing = tracing.getIfAvailable();
    }

    /** W3C {@code traceparent} of the span of the current request. */
    Optional<String> currentTraceparent() {
        return Optional.ofNullable(
                        tracing == null ? null : tracing.currentTraceContext().get())
                .map(UpstreamTracing::traceparent);
    }

    private static String traceparent(TraceContext span) {
        var traceId = span.traceIdString();
        return "00-" + "0".repeat(TRACE_ID_DIGITS - traceId.length()) + traceId + '-' + span.spanIdString()
                + (Boolean.TRUE.equals(span.sampled()) ? "-01" : "-00");
    }

    /** @param request names its parent span in a header, so that any thread may send it */
    public TracedRequest start(HttpRequest request) {
        if (tracing == null) {
            return new TracedRequest(request, null);
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
                .tag("http.path", Redaction.path(request.uri().getRawPath()))
                .start();
        span.remoteIpAndPort(request.uri().getHost(), request.uri().getPort());
        var traced = HttpRequest.newBuilder(request, (_, _) -> true)
                .setHeader(RequestContext.TRACEPARENT, traceparent(span.context()))
                .build();
        return new TracedRequest(traced, span);
    }

    /** A request to a service with its span; one of the two methods ends the span. */
    public record TracedRequest(
            HttpRequest request, @Nullable Span span) {
        public void answered(int status) {
            if (span != null) {
                span.tag("http.status_code", Integer.toString(status)).finish();
            }
        }

        public void failed(Throwable cause) {
            if (span != null) {
                span.error(cause).finish();
            }
        }
    }
}
