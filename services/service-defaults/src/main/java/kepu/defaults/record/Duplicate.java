package kepu.defaults.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * That a record looks like others of its unit and day (疑似重复), and whether somebody said that it is a fact of its own.
 *
 * @param of ids of those others, at most ten
 * @param keptBy pseudonym of who said so
 * @param reason of who said so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Duplicate(
        State state,
        Set<String> of,
        @Nullable String keptBy,
        @Nullable String reason) {
    /** 疑似重复, 认定不重复. */
    public enum State {
        PROBABLE,
        KEPT
    }

    public Duplicate {
        of = new TreeSet<>(of);
    }
}
