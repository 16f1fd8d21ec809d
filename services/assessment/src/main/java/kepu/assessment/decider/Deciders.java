package kepu.assessment.decider;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import kepu.access.Caller;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.SamePerson;
import kepu.defaults.access.UnitParents;
import org.springframework.stereotype.Component;

/**
 * Who may decide on a unit: it takes a right above it, and nobody with a role at the unit itself takes part, whichever of their
 * accounts has it.
 */
@Component
public class Deciders {
    private final UnitParents parents;
    private final Clock clock;

    Deciders(UnitParents parents, Clock clock) {
        this.parents = parents;
        this.clock = clock;
    }

    /** @throws Rejection 404 {@code not-found} without a right above the unit, 409 {@code decision-on-own-unit} */
    public void require(String unitId, Caller caller) {
        Instant now = clock.instant();
        Optional<String> above = parents.lineage(unitId, now).skip(1).findFirst();
        if (!above.map(Access.current()::covers).orElse(Access.current().everywhere())) {
            throw Rejection.notFound("units", unitId);
        }
        if (SamePerson.unitsOf(caller, now).contains(unitId)) {
            throw new Rejection(409, "decision-on-own-unit", unitId);
        }
    }
}
