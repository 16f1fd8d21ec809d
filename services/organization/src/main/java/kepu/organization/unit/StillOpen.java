package kepu.organization.unit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.defaults.access.Access;
import org.springframework.stereotype.Component;

/**
 * What would be left behind if a unit ended: units that belong to it, and what features say of themselves.
 *
 * <p>It counts what the caller may not see as well, so it reads past the store.
 */
@Component
class StillOpen {
    /** As many as an answer names. */
    static final int NAMED = 50;

    private final Units units;
    private final List<Units.Ending> features;

    StillOpen(Units units, List<Units.Ending> features) {
        this.units = units;
        this.features = features;
    }

    /** @throws kepu.defaults.Rejection 409 {@code unit-not-empty}, with what the caller may see of it */
    void refuseClosure(String unitId, Instant at) {
        List<Units.Open> open = new ArrayList<>(unitsBelow(unitId, at));
        features.forEach(feature -> open.addAll(feature.openFrom(unitId, at)));
        refuse(unitId, at, open);
    }

    static void refuse(String unitId, Instant at, List<Units.Open> open) {
        if (!open.isEmpty()) {
            Access access = Access.current();
            List<Units.Open> visible = open.stream()
                    .filter(one -> access.covers(one.unitId()))
                    .limit(NAMED)
                    .toList();
            throw UnitRejection.notEmpty(unitId, at, visible, open.size());
        }
    }

    /** Units that belong to it at any time from {@code at} on; one that has ended or left by then does not. */
    List<Units.Open> unitsBelow(String unitId, Instant at) {
        return units.everBelow(unitId).stream()
                .filter(below -> below.stays().stream()
                        .anyMatch(stay -> stay.parentId().equals(unitId) && stay.reachesBeyond(at)))
                .map(below -> new Units.Open(Units.What.UNIT, below.id(), below.id(), below.name()))
                .toList();
    }
}
