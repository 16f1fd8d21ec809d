package kepu.assessment.decider;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import kepu.access.Caller;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.SamePerson;
import kepu.defaults.access.UnitParents;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
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

    /** A decision on something that was told of a unit. */
    public <A extends Aggregate> Receipt decide(
            AggregateStore store,
            Command command,
            Caller caller,
            Class<A> type,
            String id,
            Function<A, DomainEvents> decision) {
        return store.update(command, type, id, matter -> {
            require(matter.unitId(), caller);
            return decision.apply(matter);
        });
    }

    /** @throws Rejection 404 {@code not-found} without a right above the unit, 409 {@code decision-on-own-unit} */
    public void require(String unitId, Caller caller) {
        Instant now = clock.instant();
        Optional<String> above = parents.lineage(unitId, now).skip(1).findFirst();
        if (!above.map(Access.current()::covers).orElse(Access.current().everywhere())) {
            throw Rejection.notFound("units", unitId);
        }
        requireNotOf(unitId, caller);
    }

    /** @throws Rejection 409 {@code decision-on-own-unit} for somebody with a role at the unit */
    public void requireNotOf(String unitId, Caller caller) {
        if (SamePerson.unitsOf(caller, clock.instant()).contains(unitId)) {
            throw new Rejection(409, "decision-on-own-unit", unitId);
        }
    }
}
