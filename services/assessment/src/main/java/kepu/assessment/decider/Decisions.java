package kepu.assessment.decider;

import java.util.function.Function;
import kepu.access.Caller;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.springframework.stereotype.Component;

/** Decisions on something that was told of a unit. */
@Component
public class Decisions {
    private final AggregateStore store;
    private final Deciders deciders;

    Decisions(AggregateStore store, Deciders deciders) {
        this.store = store;
        this.deciders = deciders;
    }

    /** @throws Rejection where the caller does not decide on the unit, see {@link Deciders#require} */
    public <A extends Aggregate> Receipt decide(
            Command command, Caller caller, Class<A> type, String id, Function<A, DomainEvents> decision) {
        return store.update(command, type, id, matter -> {
            deciders.require(matter.unitId(), caller);
            return decision.apply(matter);
        });
    }
}
