package kepu.defaults.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows to which unit another one belonged, and since when. */
@FunctionalInterface
public interface UnitParents {
    /** A parent, from an instant on. */
    record Parent(String unitId, Instant from) {}

    /** No path upwards is longer. */
    int DEEPEST = 16;

    /** In the order of time; empty for a topmost or unknown unit. */
    List<Parent> of(String unitId);

    /** The unit and all above it now, from below, each asked for only when it is come to. */
    default Stream<String> lineage(String unitId, Instant now) {
        return Stream.iterate(
                        Optional.of(unitId), Optional::isPresent, unit -> unit.flatMap(below -> now(of(below), now)))
                .flatMap(Optional::stream)
                .limit(DEEPEST);
    }

    /** The first parent holds from ever: a unit whose establishment lies a little ahead of this clock is nobody's else. */
    static Optional<String> now(List<Parent> known, Instant now) {
        return known.stream()
                .filter(parent -> !parent.from().isAfter(now))
                .reduce((_, later) -> later)
                .or(() -> known.stream().findFirst())
                .map(Parent::unitId);
    }
}
