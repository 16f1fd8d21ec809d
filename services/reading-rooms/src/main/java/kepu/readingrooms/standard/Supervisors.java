package kepu.readingrooms.standard;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import kepu.access.Caller;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.access.Access;
import kepu.defaults.access.SamePerson;
import kepu.defaults.access.UnitParents;
import org.springframework.stereotype.Component;

/**
 * Who checks a room from above: an inspector over its unit or a clerk above it. Nobody of the unit itself does: whoever holds
 * another role than an inspector's at it, by whichever of their accounts.
 */
@Component
class Supervisors {
    private static final Set<Role> ROLES = Set.of(Role.INSPECTOR, Role.TOWNSHIP_CLERK);

    private final UnitParents parents;
    private final Clock clock;

    Supervisors(UnitParents parents, Clock clock) {
        this.parents = parents;
        this.clock = clock;
    }

    boolean include(Caller caller, String unitId) {
        Instant now = clock.instant();
        Caller beside = caller.with(caller.grants().stream()
                .filter(grant -> grant.role() != Role.INSPECTOR)
                .toList());
        return new Access(caller.unitsOf(ROLES, now), parents, clock).covers(unitId)
                && !SamePerson.unitsOf(beside, now).contains(unitId);
    }
}
