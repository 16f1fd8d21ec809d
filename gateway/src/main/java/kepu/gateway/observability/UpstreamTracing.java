package kepu.gateway.observability;

import brave.Span;
import brave.Tracing;
import brave.propagation.TraceContext;
import java.util.Optional;
import kepu.gateway.http.Redaction;
import kepu.gateway.http.RequestContext;
import org.apache.hc.core5.http.HttpRequest;
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

    /** @param request names its parent span in a header, so that any thread may send it, and the new span afterwards */
    public ClientSpan start(HttpRequest request) {
        if (tracing == null) {
            return ClientSpan.NONE;
        }
        var parent = tracing.propagation().extractor(UpstreamTracing::header).extract(request);
        var span = tracing.tracer()
                .nextSpan(parent)
                .name("http " + request.getMethod())
                .kind(Span.Kind.CLIENT)
                .tag("http.method", request.getMethod())
                .tag("http.path", Redaction.path(request.getPath().split("\\?", 2)[0]))
                .start();
        var service = request.getAuthority();
        span.remoteIpAndPort(service.getHostName(), service.getPort());
        request.setHeader(RequestContext.TRACEPARENT, traceparent(span.context()));
        return new ClientSpan(span);
    }

    private static @Nullable String header(HttpRequest request, String name) {
        var header = request.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** The span of a request to a service, if there is one; one of the two methods ends it. */
    public record ClientSpan(@Nullable Span span) {
        private static final ClientSpan NONE = new ClientSpan(null);

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
