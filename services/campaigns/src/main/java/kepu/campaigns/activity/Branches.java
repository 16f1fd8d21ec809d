package kepu.campaigns.activity;

import kepu.campaigns.unit.Units;
import kepu.contracts.organization.UnitEvent.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The party branches (支部) that an activity can be attributed to. */
@Component
class Branches {
    private final Units units;

    Branches(Units units) {
        this.units = units;
    }

    /** @throws kepu.defaults.Rejection 422 {@code unknown-branch} unless none is named or it is known to be a branch */
    void requireKnown(@Nullable String branchId) {
        if (branchId == null) {
            return;
        }
        if (units.find(branchId).filter(unit -> unit.kind() == Kind.BRANCH).isEmpty()) {
            throw ActivityRejection.unknownBranch(branchId);
        }
    }
}
