package kepu.defaults.trace;

import brave.Span;
import brave.Tracer;
import brave.Tracing;
import brave.propagation.TraceContext;
import brave.propagation.TraceContextOrSamplingFlags;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The traces that a piece of work belongs to; does nothing while tracing is off. */
public final class Traces {
    /** W3C; of a trace that is recorded. */
    private static final Pattern RECORDED =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f][13579bdf]");

    private static final int MOST_LINKS = 128;
    private static final int TRACE_ID_DIGITS = 32;

    private final @Nullable Tracing tracing;

    /** @param tracing none: it is off */
    public Traces(@Nullable Tracing tracing) {
        this.tracing = tracing;
    }

    public static Traces off() {
        return new Traces(null);
    }

    /** The span that is under way here, in W3C's words; none while tracing is off or outside of any. */
    public @Nullable String traceparent() {
        TraceContext current =
                tracing == null ? null : tracing.currentTraceContext().get();
        if (current == null) {
            return null;
        }
        String traceId = current.traceIdString();
        return "00-" + "0".repeat(TRACE_ID_DIGITS - traceId.length()) + traceId + '-' + current.spanIdString()
                + (Boolean.TRUE.equals(current.sampled()) ? "-01" : "-00");
    }

    /**
     * Does work that comes of several traces at once: in a trace of its own, which links each of them that is recorded, and
     * is recorded if one of them is.
     *
     * @param group consumer group that does it
     * @param causes W3C; not looked at while tracing is off
     */
    public <T> T batch(String group, Stream<@Nullable String> causes, Supplier<T> work) {
        List<Matcher> links = tracing == null ? List.of() : recorded(causes);
        if (tracing == null || links.isEmpty()) {
            return work.get();
        }
        Tracer tracer = tracing.tracer();
        Span span = tracer.nextSpan(TraceContextOrSamplingFlags.SAMPLED)
                .name("batch " + group)
                .kind(Span.Kind.CONSUMER)
                .tag("kepu.group", group);
        for (int i = 0; i < links.size(); i++) {
            span.tag("links[" + i + "].traceId", links.get(i).group(1));
            span.tag("links[" + i + "].spanId", links.get(i).group(2));
        }
        span.start();
        // a store of traces looks tags up by name and value, and nobody knows under which number a link stands
        links.forEach(link -> span.annotate(link.group(1)));
        try (var _ = tracer.withSpanInScope(span)) {
            return work.get();
        } catch (RuntimeException | Error e) {
            span.error(e);
            throw e;
        } finally {
            span.finish();
        }
    }

    private static List<Matcher> recorded(Stream<@Nullable String> causes) {
        return causes.flatMap(Stream::ofNullable)
                .distinct()
                .map(RECORDED::matcher)
                .filter(Matcher::matches)
                .limit(MOST_LINKS)
                .toList();
    }
}
