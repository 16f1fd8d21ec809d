package kepu.defaults.access;

import java.time.Instant;
import java.util.List;

/** Knows to which unit another one belonged, and since when. */
@FunctionalInterface
public interface UnitParents {
    /** A parent, from an instant on. */
    record Parent(String unitId, Instant from) {}

    /** In the order of time; empty for a topmost or unknown unit. */
    List<Parent> of(String unitId);
}
