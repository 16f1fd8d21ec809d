package kepu.assessment.scoring.supervision;

import static java.util.Comparator.comparing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.assessment.OrderEvent;
import kepu.contracts.assessment.OrderEvent.OrderAcknowledged;
import kepu.contracts.assessment.OrderEvent.OrderCancelled;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceAccepted;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceHandedIn;
import kepu.contracts.assessment.OrderEvent.OrderEvidenceReturned;
import kepu.contracts.assessment.OrderEvent.OrderExtended;
import kepu.contracts.assessment.OrderEvent.OrderExtensionRefused;
import kepu.contracts.assessment.OrderEvent.OrderExtensionRequested;
import kepu.contracts.assessment.OrderEvent.OrderIssued;
import kepu.contracts.assessment.OrderEvent.OrderPlanned;
import kepu.contracts.assessment.OrderEvent.OrderReinspectionFailed;
import kepu.contracts.assessment.OrderEvent.OrderSignedOff;
import kepu.contracts.assessment.OrderEvent.OrderSlipIssued;
import org.jspecify.annotations.Nullable;

/** An order (整改单) of a unit's year, as it stands on the as-of day. */
final class RectificationOrder {
    private static final Comparator<DatedEvent<?>> IN_ORDER =
            DatedEvent.BY_VERSION.thenComparing(DatedEvent.AS_IT_HAPPENED);

    /** No ids: equal facts give the same order of orders, under whatever ids. */
    private static final Comparator<RectificationOrder> BY_ISSUE = comparing(
                    (RectificationOrder order) -> order.issued.envelope().occurredAt())
            .thenComparing(order -> order.deadline);

    private final DatedEvent<OrderEvent> issued;
    private final OrderIssued content;
    private final LocalDate asOf;
    private LocalDate deadline;
    private @Nullable DatedEvent<OrderEvent> evidence;
    private boolean accepted;
    private @Nullable DatedEvent<OrderEvent> extension;
    private @Nullable DatedEvent<OrderEvent> end;

    private RectificationOrder(DatedEvent<OrderEvent> issued, OrderIssued content, LocalDate asOf) {
        this.issued = issued;
        this.content = content;
        this.asOf = asOf;
        deadline = content.deadline();
    }

    /** Those issued on elapsed days of the unit, the cancelled ones too. */
    static List<RectificationOrder> of(UnitYear unit) {
        Map<String, List<DatedEvent<OrderEvent>>> histories = new HashMap<>();
        List<RectificationOrder> orders = new ArrayList<>();
        for (DatedEvent<OrderEvent> fact : unit.facts().of(OrderEvent.class)) {
            histories
                    .computeIfAbsent(fact.data().orderId(), _ -> new ArrayList<>())
                    .add(fact);
            if (fact.data() instanceof OrderIssued content && unit.elapsed().contains(fact.date())) {
                orders.add(new RectificationOrder(fact, content, unit.asOf()));
            }
        }
        for (RectificationOrder order : orders) {
            histories.getOrDefault(order.content.orderId(), List.of()).stream()
                    .filter(fact -> !fact.date().isAfter(unit.asOf()))
                    .sorted(IN_ORDER)
                    .forEach(order::take);
        }
        return orders.stream().sorted(BY_ISSUE).toList();
    }

    private void take(DatedEvent<OrderEvent> fact) {
        switch (fact.data()) {
            case OrderEvidenceHandedIn _ -> {
                evidence = fact;
                accepted = false;
            }
            case OrderEvidenceAccepted _ -> accepted = true;
            case OrderEvidenceReturned _, OrderReinspectionFailed _ -> {
                evidence = null;
                accepted = false;
            }
            case OrderExtended extended -> {
                deadline = extended.deadline();
                extension = fact;
            }
            case OrderSignedOff _, OrderCancelled _ -> end = fact;
            case OrderIssued _,
                    OrderAcknowledged _,
                    OrderPlanned _,
                    OrderExtensionRequested _,
                    OrderExtensionRefused _,
                    OrderSlipIssued _ -> {}
        }
    }

    boolean isCancelled() {
        return end != null && end.data() instanceof OrderCancelled;
    }

    boolean isClosed() {
        return end != null && end.data() instanceof OrderSignedOff;
    }

    /** Closed, with evidence that had been handed in by the deadline. */
    boolean isOnTime() {
        return isClosed() && isInTime(evidence);
    }

    /** The deadline has passed, and no evidence handed in by then awaits re-inspection or has passed it. */
    boolean isOverdue() {
        return !isCancelled() && asOf.isAfter(deadline) && !isInTime(evidence);
    }

    private boolean isInTime(@Nullable DatedEvent<OrderEvent> handedIn) {
        return handedIn != null && !handedIn.date().isAfter(deadline);
    }

    /** Of an overdue one the day up to which it is: that on which the accepted evidence was handed in, else the as-of day. */
    LocalDate overdueUntil() {
        return accepted && evidence != null ? evidence.date() : asOf;
    }

    DatedEvent<OrderEvent> issued() {
        return issued;
    }

    String id() {
        return content.orderId();
    }

    String matter() {
        return content.matter();
    }

    /** The one that holds, after extensions. */
    LocalDate deadline() {
        return deadline;
    }

    /** What decides how it stands: issue, extension, evidence and end. */
    List<DatedEvent<OrderEvent>> events() {
        List<DatedEvent<OrderEvent>> events = new ArrayList<>();
        events.add(issued);
        addIfThere(extension, events);
        addIfThere(evidence, events);
        addIfThere(end, events);
        return events;
    }

    private static void addIfThere(@Nullable DatedEvent<OrderEvent> event, List<DatedEvent<OrderEvent>> events) {
        if (event != null) {
            events.add(event);
        }
    }
}
