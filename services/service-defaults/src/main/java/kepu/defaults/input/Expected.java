package kepu.defaults.input;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** What a value has to be, in words for people. */
final class Expected {
    private Expected() {}

    /** The sentence for a value of that type. */
    static MessageSourceResolvable of(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        }
        return new DefaultMessageSourceResolvable("expected." + kind(type));
    }

    /** The sentence for one of a few texts. */
    static MessageSourceResolvable oneOf(List<String> texts) {
        return new DefaultMessageSourceResolvable(
                new String[] {"expected.one-of"}, new Object[] {String.join(", ", texts)});
    }

    private static String kind(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "whole-number";
        }
        if (type == Year.class) {
            return "year";
        }
        if (type == BigDecimal.class) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true-or-false";
        }
        if (type == Instant.class) {
            return "instant";
        }
        if (type == LocalDate.class) {
            return "date";
        }
        if (type == LocalTime.class) {
            return "time-of-day";
        }
        if (type == UUID.class) {
            return "uuid";
        }
        if (Set.class.isAssignableFrom(type)) {
            return "set";
        }
        return Collection.class.isAssignableFrom(type) ? "list" : "object";
    }
}
