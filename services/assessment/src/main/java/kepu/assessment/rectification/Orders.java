package kepu.assessment.rectification;

import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** What the other features may ask about orders. */
@Component
public class Orders {
    private final AggregateStore store;

    Orders(AggregateStore store) {
        this.store = store;
    }

    /** Whether there is such an order of the unit, and it was not cancelled; whoever of its unit asks. */
    public boolean stands(String orderId, String unitId) {
        return Access.ofSystem()
                .call(() -> store.find(Order.class, orderId))
                .filter(order -> order.unitId().equals(unitId) && order.stage() != Stage.CANCELLED)
                .isPresent();
    }
}
