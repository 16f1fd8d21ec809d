package kepu.assessment.scoring.values;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.fraction.BigFraction;

/** Named exact numbers in reading order, as JSON can hold them. */
public final class FormulaNumbers {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public FormulaNumbers put(String name, int value) {
        values.put(name, value);
        return this;
    }

    public FormulaNumbers put(String name, String value) {
        values.put(name, value);
        return this;
    }

    public FormulaNumbers put(String name, LocalDate value) {
        return put(name, value.toString());
    }

    public FormulaNumbers put(String name, BigFraction value) {
        return put(name, Fractions.text(value));
    }

    /** The caller has sorted {@code value} by what it says, not by ids. */
    public FormulaNumbers put(String name, Collection<?> value) {
        values.put(name, List.copyOf(value));
        return this;
    }

    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap(values);
    }
}
