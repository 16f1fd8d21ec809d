package kepu.gateway.observability;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import kepu.gateway.http.Redaction;
import org.jspecify.annotations.Nullable;

/** Removes personal numbers from spans before they are exported, and drops the spans of {@code /actuator}. */
final class SpanRedaction extends SpanHandler {
    @Override
    public boolean end(@Nullable TraceContext context, MutableSpan span, @Nullable Cause cause) {
        var path = span.tag("http.url");
        if (path != null && path.startsWith("/actuator")) {
            return false;
        }
        span.forEachTag((name, value) -> name.equals("http.url") ? Redaction.path(value) : Redaction.text(value));
        var error = span.error();
        if (error != null) { // the message of an exception may repeat what a caller has sent
            span.error(null);
            span.tag("error", error.getClass().getSimpleName());
        }
        return true;
    }
}
