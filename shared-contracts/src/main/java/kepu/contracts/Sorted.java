package kepu.contracts;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Sets in their order, so that the same set is the same text on the wire. */
public final class Sorted {
    private Sorted() {}

    /** An unmodifiable copy. */
    public static <T extends Comparable<? super T>> Set<T> copyOf(Collection<T> set) {
        return Collections.unmodifiableSet(new TreeSet<>(set));
    }
}
