package kepu.campaigns.activity;

import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.access.Access;
import kepu.defaults.replica.UnitReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The party branches (支部) that an activity can be attributed to. */
@Component
class Branches {
    private final UnitReplica units;

    Branches(UnitReplica units) {
        this.units = units;
    }

    /**
     * @throws kepu.defaults.Rejection unless none is named: 404 {@code not-found} outside the caller's reach, 422
     *     {@code unknown-branch} if it is not known to be a branch
     */
    void requireKnown(@Nullable String branchId) {
        if (branchId == null) {
            return;
        }
        Access.current().require(branchId);
        if (units.find(branchId).filter(unit -> unit.kind() == Kind.BRANCH).isEmpty()) {
            throw ActivityRejection.unknownBranch(branchId);
        }
    }
}
