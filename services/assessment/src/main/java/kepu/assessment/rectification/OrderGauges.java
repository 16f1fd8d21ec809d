package kepu.assessment.rectification;

import java.util.List;
import java.util.Map;
import kepu.defaults.observe.CachedGauges;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How many orders are neither signed off nor cancelled, and how many of them are overdue. */
@Configuration(proxyBeanMethods = false)
class OrderGauges {
    private static final String OPEN = "kepu.orders.open";
    private static final String OVERDUE = "kepu.orders.overdue";

    @Bean
    CachedGauges countedOrders(OrderViews orders) {
        return new CachedGauges(
                List.of(
                        new CachedGauges.Number(OPEN, "orders neither signed off nor cancelled"),
                        new CachedGauges.Number(OVERDUE, "of those, with a deadline that has passed")),
                () -> Map.of(OPEN, orders.countOpen(), OVERDUE, orders.countOverdue()));
    }
}
