package kepu.defaults.list;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and on demand the following ones.
 *
 * @param next cursor of the following page; absent on the last one
 * @param name of the collection
 * @param rest reads the following page; absent if only this one was asked for, or if there is none
 */
public record ListAnswer<V>(
        List<V> items,
        @Nullable String next,
        @JsonIgnore String name,
        @JsonIgnore @Nullable Supplier<ListAnswer<V>> rest) {}
