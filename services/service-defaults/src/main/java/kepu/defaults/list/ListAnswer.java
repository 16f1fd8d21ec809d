package kepu.defaults.list;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and on demand the following ones.
 *
 * @param next cursor of the following page; absent on the last one
 * @param name of the collection
 * @param rest reads the following page; absent if only this one was asked for, or if there is none
 * @param columns of the file, each header with the field that it shows or none; absent: all fields
 */
public record ListAnswer<V>(
        List<V> items,
        @Nullable String next,
        @JsonIgnore String name,
        @JsonIgnore @Nullable Supplier<ListAnswer<V>> rest,
        @JsonIgnore @Nullable SequencedMap<String, String> columns) {
    public ListAnswer(List<V> items, @Nullable String next, String name, @Nullable Supplier<ListAnswer<V>> rest) {
        this(items, next, name, rest, null);
    }

    /** The same, whose file has these columns: another system takes it. */
    public ListAnswer<V> inColumns(SequencedMap<String, String> stated) {
        return new ListAnswer<>(items, next, name, rest, stated);
    }
}
