package kepu.defaults.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parents of units that were just asked for, since each request asks for those of its unit; a unit without any is
 * always asked for anew.
 *
 * <p>Who learns of a move forgets the unit, so that it holds there at once; for another instance of the same service it
 * holds a second later.
 */
public final class CachedUnitParents implements UnitParents {
    public static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int UNITS = 100_000;

    private final UnitParents known;
    private final Cache<String, @Nullable List<Parent>> remembered =
            Caffeine.newBuilder().maximumSize(UNITS).expireAfterWrite(LONGEST).build();

    public CachedUnitParents(UnitParents known) {
        this.known = known;
    }

    @Override
    public List<Parent> of(String unitId) {
        List<Parent> parents = remembered.get(unitId, this::read);
        return parents == null ? List.of() : parents;
    }

    private @Nullable List<Parent> read(String unitId) {
        List<Parent> parents = known.of(unitId);
        return parents.isEmpty() ? null : parents;
    }

    /** To be called after what changes them is stored. */
    public void forget(Collection<String> unitIds) {
        remembered.invalidateAll(unitIds);
    }
}
