package kepu.assessment.scoring;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;

/** Named exact numbers in reading order, as JSON can hold them. */
final class Numbers {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Numbers put(String name, int value) {
        values.put(name, value);
        return this;
    }

    Numbers put(String name, String value) {
        values.put(name, value);
        return this;
    }

    Numbers put(String name, LocalDate value) {
        return put(name, value.toString());
    }

    Numbers put(String name, BigFraction value) {
        return put(name, Exact.text(value));
    }

    /** The caller has sorted {@code value} by what it says, not by ids. */
    Numbers put(String name, Collection<?> value) {
        values.put(name, List.copyOf(value));
        return this;
    }

    Map<String, Object> asMap() {
        return Collections.unmodifiableMap(values);
    }
}
