package kepu.defaults.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter that a list takes.
 *
 * @param type as other parameters are written
 * @param values the texts that it may be, if they are few; empty if they follow from the type
 * @param least of a number, or characters of a text
 * @param most likewise
 */
public record ListParameter(
        String name,
        Class<?> type,
        List<String> values,
        @Nullable Integer least,
        @Nullable Integer most) {
    static ListParameter of(String name, Class<?> type) {
        return new ListParameter(name, type, List.of(), null, null);
    }

    static ListParameter text(String name, int most) {
        return new ListParameter(name, String.class, List.of(), 1, most);
    }
}
