package kepu.assessment.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.BiFunction;
import kepu.access.Allow;
import kepu.access.AllowAnyRole;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.text.Text;
import kepu.defaults.web.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders to put something right over HTTP; their texts name nobody. */
@RestController
@RequestMapping("/api/v1/assessment/orders")
class OrderController {
    private final IssueOrder issueOrder;
    private final Deciders deciders;
    private final AggregateStore store;
    private final OrderViews views;
    private final WorkingCalendars calendars;
    private final ZoneId zone;

    OrderController(
            IssueOrder issueOrder,
            Deciders deciders,
            AggregateStore store,
            OrderViews views,
            WorkingCalendars calendars,
            ZoneId zone) {
        this.issueOrder = issueOrder;
        this.deciders = deciders;
        this.store = store;
        this.views = views;
        this.calendars = calendars;
        this.zone = zone;
    }

    /**
     * {@code deadline} is the last day in time; {@code findingNumber} one of the findings of the unit's inspection;
     * {@code indicator} the code of one of the scheme, such as S01.
     */
    record OrderRequest(
            @NotBlank @Text(max = 24) String unitId,
            @NotBlank @Text(max = 1000, lines = true) String matter,
            @NotNull LocalDate deadline,
            @Nullable @Text(max = 64) String inspectionId,
            @Nullable @Min(1) @Max(999) Integer findingNumber,
            @Nullable @Text(max = 10) String indicator,
            @Nullable Instant occurredAt) {}

    record AcknowledgementRequest(@Nullable Instant occurredAt) {}

    record PlanRequest(
            @NotBlank @Text(max = 1000, lines = true) String plan,
            @Nullable Instant occurredAt) {}

    record EvidenceRequest(
            @NotBlank @Text(max = 1000, lines = true) String evidence,
            @Nullable Instant occurredAt) {}

    record AcceptanceRequest(@Nullable Instant occurredAt) {}

    record ReasonRequest(
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    /** {@code comment} says what was seen; of one that failed, what is not put right. */
    record ReinspectionRequest(
            boolean passed,
            @NotBlank @Text(max = 500, lines = true) String comment,
            @Nullable Instant occurredAt) {}

    record ExtensionRequest(
            @NotNull LocalDate deadline,
            @NotBlank @Text(max = 500, lines = true) String reason,
            @Nullable Instant occurredAt) {}

    record ExtensionApprovalRequest(@Nullable Instant occurredAt) {}

    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping
    ResponseEntity<Receipt> issue(@Valid @RequestBody OrderRequest request, Command command, Caller caller) {
        return Receipts.created(issueOrder.handle(
                command,
                caller,
                new IssueOrder.Content(
                        request.unitId(),
                        request.matter(),
                        request.deadline(),
                        request.inspectionId(),
                        request.findingNumber(),
                        request.indicator()),
                request.occurredAt()));
    }

    /** {@code state=OVERDUE} are those whose deadline has passed, whatever else they wait for. */
    @AllowAnyRole
    @GetMapping
    ListAnswer<OrderViews.OrderView> orders(ListRequest<Order> request) {
        return views.orders(request);
    }

    @AllowAnyRole
    @GetMapping("/{id}")
    ResponseEntity<OrderViews.OrderView> order(@PathVariable String id) {
        OrderViews.OrderView order = views.order(id);
        return Receipts.versioned(order.version(), order);
    }

    /** The unit takes note of it, in time within 3 working days. */
    @Allow({Role.VILLAGE_SECRETARY, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/acknowledgement")
    ResponseEntity<Receipt> acknowledge(
            @PathVariable String id, @Valid @RequestBody AcknowledgementRequest request, Command command) {
        return forUnit(command, id, request.occurredAt(), Order::acknowledge);
    }

    @Allow({Role.VILLAGE_SECRETARY, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/plan")
    ResponseEntity<Receipt> plan(@PathVariable String id, @Valid @RequestBody PlanRequest request, Command command) {
        return forUnit(command, id, request.occurredAt(), (order, moment) -> order.plan(request.plan(), moment));
    }

    @Allow({Role.VILLAGE_SECRETARY, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/evidence")
    ResponseEntity<Receipt> handIn(
            @PathVariable String id, @Valid @RequestBody EvidenceRequest request, Command command) {
        return forUnit(command, id, request.occurredAt(), (order, moment) -> order.handIn(request.evidence(), moment));
    }

    /** For re-inspection, by somebody who did not act for the unit. */
    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/acceptance")
    ResponseEntity<Receipt> accept(
            @PathVariable String id, @Valid @RequestBody AcceptanceRequest request, Command command, Caller caller) {
        return decide(command, caller, id, request.occurredAt(), Order::accept);
    }

    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/return")
    ResponseEntity<Receipt> giveBack(
            @PathVariable String id, @Valid @RequestBody ReasonRequest request, Command command, Caller caller) {
        return decide(
                command, caller, id, request.occurredAt(), (order, moment) -> order.giveBack(request.reason(), moment));
    }

    /** Signs the order off, or asks for other evidence. */
    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/reinspection")
    ResponseEntity<Receipt> reinspect(
            @PathVariable String id, @Valid @RequestBody ReinspectionRequest request, Command command, Caller caller) {
        return decide(
                command,
                caller,
                id,
                request.occurredAt(),
                (order, moment) -> request.passed()
                        ? order.signOff(request.comment(), moment)
                        : order.fail(request.comment(), moment));
    }

    @Allow({Role.VILLAGE_SECRETARY, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/extension-request")
    ResponseEntity<Receipt> requestExtension(
            @PathVariable String id, @Valid @RequestBody ExtensionRequest request, Command command) {
        return forUnit(
                command,
                id,
                request.occurredAt(),
                (order, moment) -> order.requestExtension(request.deadline(), request.reason(), moment));
    }

    /** Approves what was asked for, by somebody who did not act for the unit. */
    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/extension")
    ResponseEntity<Receipt> extend(
            @PathVariable String id,
            @Valid @RequestBody ExtensionApprovalRequest request,
            Command command,
            Caller caller) {
        return decide(command, caller, id, request.occurredAt(), Order::extend);
    }

    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/extension-refusal")
    ResponseEntity<Receipt> refuseExtension(
            @PathVariable String id, @Valid @RequestBody ReasonRequest request, Command command, Caller caller) {
        return decide(
                command,
                caller,
                id,
                request.occurredAt(),
                (order, moment) -> order.refuseExtension(request.reason(), moment));
    }

    /** Of an order that was issued wrongly, however far it has come. */
    @Allow({Role.INSPECTOR, Role.TOWNSHIP_CLERK})
    @PostMapping("/{id}/cancellation")
    ResponseEntity<Receipt> cancel(
            @PathVariable String id, @Valid @RequestBody ReasonRequest request, Command command, Caller caller) {
        return decide(
                command, caller, id, request.occurredAt(), (order, moment) -> order.cancel(request.reason(), moment));
    }

    /** Entered no later than the order allows. */
    private ResponseEntity<Receipt> forUnit(
            Command command, String id, @Nullable Instant stated, BiFunction<Order, Moment, DomainEvents> step) {
        return step(command, id, stated, (order, moment) -> {
            order.past().requireEnteredInTime(moment, zone, calendars.of(order.unitId()));
            return step.apply(order, moment);
        });
    }

    /** By somebody with a right above the unit and no role at it. */
    private ResponseEntity<Receipt> decide(
            Command command,
            Caller caller,
            String id,
            @Nullable Instant stated,
            BiFunction<Order, Moment, DomainEvents> step) {
        return Receipts.done(deciders.decide(
                store, command, caller, Order.class, id, order -> step.apply(order, moment(command, stated))));
    }

    private ResponseEntity<Receipt> step(
            Command command, String id, @Nullable Instant stated, BiFunction<Order, Moment, DomainEvents> step) {
        return Receipts.done(
                store.update(command, Order.class, id, order -> step.apply(order, moment(command, stated))));
    }

    private Moment moment(Command command, @Nullable Instant stated) {
        return Moment.of(command.occurredAt(stated), command.now(), zone, command.actor());
    }
}
