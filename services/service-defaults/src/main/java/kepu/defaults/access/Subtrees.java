package kepu.defaults.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Knows which units lie below others. */
@FunctionalInterface
public interface Subtrees {
    /** These units and all that lie below them now. */
    Set<String> atAndBelow(Collection<String> units, Instant now);
}
