package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds spans from starting and ending events; expects them in the order in which they happened. */
public final class SpanBuilder {
    private final Map<String, Span> open = new HashMap<>();
    private final List<Span> closed = new ArrayList<>();

    public void start(String key, DatedEvent<?> event) {
        start(key, event, LocalDate.MAX);
    }

    /** A start of what has started already begins a new span in its place. */
    public void start(String key, DatedEvent<?> event, LocalDate until) {
        end(key, event);
        open.put(key, new Span(key, event.date(), until, event, null));
    }

    public void end(String key, DatedEvent<?> event) {
        Span span = open.remove(key);
        if (span != null) {
            closed.add(span.endedBy(event));
        }
    }

    public boolean isOpen(String key) {
        return open.containsKey(key);
    }

    /** The days that any of the spans covers, in disjoint spans, oldest first. */
    public static List<Span> union(Collection<Span> spans) {
        List<Span> sorted = spans.stream()
                .filter(span -> span.from().isBefore(span.to()))
                .sorted(Comparator.comparing(Span::from))
                .toList();
        List<Span> union = new ArrayList<>();
        for (Span span : sorted) {
            Span last = union.isEmpty() ? null : union.getLast();
            if (last == null || span.from().isAfter(last.to())) {
                union.add(span);
            } else if (span.to().isAfter(last.to())) {
                union.set(union.size() - 1, new Span(last.key(), last.from(), span.to(), last.startedBy(), null));
            }
        }
        return union;
    }

    public List<Span> all() {
        List<Span> all = new ArrayList<>(closed);
        all.addAll(open.values());
        return all;
    }
}
