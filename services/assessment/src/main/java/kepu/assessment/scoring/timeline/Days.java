package kepu.assessment.scoring.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.ObjIntConsumer;
import kepu.assessment.scoring.values.FormulaNumbers;

/** Consecutive days, both ends included; empty if {@code last} lies before {@code first}. */
public record Days(LocalDate first, LocalDate last) {
    public int length() {
        return (int) Math.max(0, last.toEpochDay() - first.toEpochDay() + 1);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    public LocalDate day(int index) {
        return first.plusDays(index);
    }

    public Days intersection(Days other) {
        return new Days(
                first.isAfter(other.first) ? first : other.first, last.isBefore(other.last) ? last : other.last);
    }

    /** How many of these days the span covers. */
    public int overlap(Span span) {
        return Math.max(0, index(span.to()) - index(span.from()));
    }

    /** For each day how many spans cover it. */
    public int[] count(Iterable<Span> spans) {
        int[] counts = new int[length() + 1];
        for (Span span : spans) {
            int from = index(span.from());
            int to = index(span.to());
            if (from < to) {
                counts[from]++;
                counts[to]--;
            }
        }
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        return counts;
    }

    /** Runs of days with the same key, each described by the state of its first day. */
    public List<Map<String, Object>> runs(IntToLongFunction key, ObjIntConsumer<FormulaNumbers> describe) {
        List<Map<String, Object>> runs = new ArrayList<>();
        int length = length();
        for (int from = 0, to; from < length; from = to) {
            long state = key.applyAsLong(from);
            for (to = from + 1; to < length && key.applyAsLong(to) == state; ) {
                to++;
            }
            FormulaNumbers run = new FormulaNumbers()
                    .put("from", day(from))
                    .put("to", day(to - 1))
                    .put("days", to - from);
            describe.accept(run, from);
            runs.add(run.asMap());
        }
        return runs;
    }

    /** Index of a day, clamped to the range; {@code length()} stands for all later days. */
    public int index(LocalDate day) {
        return Math.clamp(day.toEpochDay() - first.toEpochDay(), 0, length());
    }
}
