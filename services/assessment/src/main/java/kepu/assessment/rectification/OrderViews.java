package kepu.assessment.rectification;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.assessment.rectification.Order.Request;
import kepu.assessment.rectification.Order.Slip;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.store.AggregateStore;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of orders, as they stand today, and how many are overdue. */
@Component
class OrderViews {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final WorkingCalendars calendars;
    private final Clock clock;
    private final ZoneId zone;

    OrderViews(AggregateStore store, MongoOperations mongo, WorkingCalendars calendars, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.calendars = calendars;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * An order.
     *
     * @param overdue the deadline has passed, and no evidence handed in by then awaits re-inspection
     * @param acknowledgeBy last day on which taking note of it is in time
     * @param acknowledgementLate it was taken note of later, or was not yet and that day has passed
     */
    record OrderView(
            String id,
            String unitId,
            String matter,
            @Nullable String inspectionId,
            @Nullable String finding,
            @Nullable String indicator,
            Instant issuedAt,
            LocalDate deadline,
            OrderState state,
            boolean overdue,
            LocalDate acknowledgeBy,
            boolean acknowledgementLate,
            @Nullable Request extensionRequested,
            List<Step> steps,
            List<Slip> slips,
            long version) {}

    OrderView order(String id) {
        return view(store.get(Order.class, id), today());
    }

    ListAnswer<OrderView> orders(ListRequest<Order> request) {
        LocalDate today = today();
        return request.value("state", OrderState.class)
                .filter(OrderState.OVERDUE::equals)
                .map(_ -> request.where(overdue(today)))
                .orElse(request)
                .answer(found -> found.stream().map(order -> view(order, today)).toList());
    }

    /** How many are neither signed off nor cancelled. */
    long countOpen() {
        return count(Filters.nin("stage", Stage.SIGNED_OFF.name(), Stage.CANCELLED.name()));
    }

    long countOverdue() {
        return count(overdue(today()));
    }

    private long count(Bson which) {
        return mongo.getCollection(mongo.getCollectionName(Order.class)).countDocuments(which);
    }

    private static Bson overdue(LocalDate today) {
        return Filters.lt("runsOutOn", today);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }

    private OrderView view(Order order, LocalDate today) {
        LocalDate acknowledgeBy = order.past().acknowledgeBy(zone, calendars.of(order.unitId()));
        return new OrderView(
                order.id(),
                order.unitId(),
                order.matter(),
                order.inspectionId(),
                order.finding(),
                order.indicator(),
                order.issuedAt(),
                order.deadline(),
                OrderState.of(order.stage()),
                order.isOverdue(today),
                acknowledgeBy,
                order.past().isAcknowledgedAfter(acknowledgeBy, today, zone),
                order.request(),
                order.past().taken(),
                order.slips(),
                order.version());
    }
}
