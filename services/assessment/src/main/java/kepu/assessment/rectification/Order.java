package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.assessment.rectification.Step.What;
import kepu.contracts.WorkingDays;
import kepu.contracts.assessment.OrderEvent.Cause;
import kepu.contracts.assessment.OrderEvent.Colour;
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
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An order to put something right (整改单): issued, acknowledged, planned; evidence is handed in, accepted or returned;
 * re-inspection passes or fails. Steps may be recorded late, but in their order, and those of the unit not much later.
 *
 * <p>Whoever acted for the unit (acknowledged, planned, handed in, asked for an extension) decides on nothing of the order.
 */
@Document("orders")
@Listed(
        period = "issuedAt",
        state = OrderState.class,
        by = {"indicator", "inspectionId"},
        indexed = "runsOutOn",
        sort = {"issuedAt", "deadline", "id"})
class Order extends Aggregate {
    private static final int FAILURES_OF_A_RED_SLIP = 2;

    private final String matter;
    private final @Nullable String inspectionId;
    private final @Nullable String finding;
    private final @Nullable String indicator;
    private final Instant issuedAt;
    private LocalDate deadline;
    private Stage stage = Stage.ISSUED;
    private int failures;
    private @Nullable Request request;

    /** The day on which the evidence was handed in that awaits re-inspection. */
    private @Nullable LocalDate handedInOn;

    /** The last day on which evidence handed in by the deadline was given back or failed; none before. */
    private @Nullable LocalDate gotBackOn;

    /** The last day in time while the clock runs; none while evidence handed in by then is with the inspectors, and at the end. */
    private @Nullable LocalDate runsOutOn;

    private Set<String> actedForUnit = new TreeSet<>();
    private List<Step> steps = new ArrayList<>();
    private List<Slip> slips = new ArrayList<>();

    /** An extension that somebody asked for. */
    record Request(LocalDate deadline, String reason, String by) {}

    /** A slip of a deadline. */
    record Slip(Colour colour, Cause cause, LocalDate deadline, Instant at) {}

    Order(
            String id,
            String unitId,
            String matter,
            LocalDate deadline,
            @Nullable String inspectionId,
            @Nullable String finding,
            @Nullable String indicator,
            Instant issuedAt) {
        super(id, unitId);
        this.matter = matter;
        this.deadline = deadline;
        this.inspectionId = inspectionId;
        this.finding = finding;
        this.indicator = indicator;
        this.issuedAt = issuedAt;
    }

    DomainEvents issue(Moment moment) {
        if (!deadline.isAfter(moment.day())) {
            throw OrderRejection.deadlineTooEarly(moment.day());
        }
        steps.add(Step.of(What.ISSUED, moment, matter));
        wind();
        return raise(moment.at(), new OrderIssued(id(), matter, deadline, inspectionId, finding, indicator));
    }

    DomainEvents acknowledge(Moment moment) {
        forUnit(What.ACKNOWLEDGED, moment, "");
        return raise(moment.at(), new OrderAcknowledged(id(), issuedAt));
    }

    DomainEvents plan(String plan, Moment moment) {
        forUnit(What.PLANNED, moment, plan);
        return raise(moment.at(), new OrderPlanned(id(), plan, issuedAt));
    }

    DomainEvents handIn(String evidence, Moment moment) {
        forUnit(What.HANDED_IN, moment, evidence);
        handedInOn = moment.day();
        wind();
        return raise(moment.at(), new OrderEvidenceHandedIn(id(), evidence, issuedAt));
    }

    DomainEvents accept(Moment moment) {
        decide(What.ACCEPTED, moment, "");
        return raise(moment.at(), new OrderEvidenceAccepted(id(), issuedAt));
    }

    DomainEvents giveBack(String reason, Moment moment) {
        decide(What.RETURNED, moment, reason);
        mendAgain(moment);
        return raise(moment.at(), new OrderEvidenceReturned(id(), reason, issuedAt));
    }

    /** The second failure brings the red slip at once. */
    DomainEvents fail(String reason, Moment moment) {
        decide(What.REINSPECTION_FAILED, moment, reason);
        mendAgain(moment);
        failures++;
        DomainEvents failed = raise(moment.at(), new OrderReinspectionFailed(id(), reason, issuedAt));
        return failures == FAILURES_OF_A_RED_SLIP && !isTold(Colour.RED)
                ? failed.and(told(new Slips.Due(Colour.RED, Cause.FAILED_TWICE, moment.at())))
                : failed;
    }

    DomainEvents signOff(String comment, Moment moment) {
        decide(What.SIGNED_OFF, moment, comment);
        request = null;
        wind();
        return raise(moment.at(), new OrderSignedOff(id(), comment, issuedAt));
    }

    /** By the deadline that holds; it may be decided later. */
    DomainEvents requestExtension(LocalDate until, String reason, Moment moment) {
        stage.requireOpen();
        if (request != null) {
            throw OrderRejection.requestedAlready(request.deadline());
        }
        if (!until.isAfter(deadline)) {
            throw OrderRejection.notLater(deadline);
        }
        requireAskedInTime(moment);
        forUnit(What.EXTENSION_REQUESTED, moment, reason);
        request = new Request(until, reason, moment.by());
        return raise(moment.at(), new OrderExtensionRequested(id(), until, reason, issuedAt));
    }

    DomainEvents extend(Moment moment) {
        Request asked = requireRequest();
        decide(What.EXTENDED, moment, asked.reason());
        LocalDate previous = deadline;
        deadline = asked.deadline();
        request = null;
        wind();
        return raise(moment.at(), new OrderExtended(id(), deadline, previous, asked.reason(), asked.by(), issuedAt));
    }

    DomainEvents refuseExtension(String reason, Moment moment) {
        requireRequest();
        decide(What.EXTENSION_REFUSED, moment, reason);
        request = null;
        return raise(moment.at(), new OrderExtensionRefused(id(), reason, issuedAt));
    }

    /** One that was issued wrongly, however far it has come. */
    DomainEvents cancel(String reason, Moment moment) {
        decide(What.CANCELLED, moment, reason);
        request = null;
        wind();
        return raise(moment.at(), new OrderCancelled(id(), reason, issuedAt));
    }

    /** The first slip that is due by now and was not told yet, at its hour; nothing if there is none. */
    DomainEvents tellSlip(Instant now, ZoneId zone, WorkingDays workingDays) {
        if (stage.isOpen()) {
            for (Slips.Due due : Slips.of(this, zone, workingDays)) {
                if (!due.at().isAfter(now) && !isTold(due.colour())) {
                    return raise(due.at(), told(due));
                }
            }
        }
        return new DomainEvents(now, List.of(), null);
    }

    private boolean isTold(Colour colour) {
        return slips.stream()
                .anyMatch(slip -> slip.colour() == colour && slip.deadline().equals(deadline));
    }

    private OrderSlipIssued told(Slips.Due due) {
        slips.add(new Slip(due.colour(), due.cause(), deadline, due.at()));
        return new OrderSlipIssued(id(), due.colour(), due.cause(), deadline, issuedAt);
    }

    private void mendAgain(Moment moment) {
        if (rests()) {
            gotBackOn = moment.day();
        }
        handedInOn = null;
        wind();
    }

    private void wind() {
        runsOutOn = stage.isOpen() && !rests() ? deadline : null;
    }

    /** Evidence handed in by the deadline is with the inspectors. */
    private boolean rests() {
        return handedInOn != null && !handedInOn.isAfter(deadline);
    }

    /** An overdue order is not healed; only evidence that came in time and comes back after the deadline leaves that day to ask. */
    private void requireAskedInTime(Moment moment) {
        LocalDate last = gotBackOn != null && gotBackOn.isAfter(deadline) ? gotBackOn : deadline;
        if (!rests() && moment.day().isAfter(last)) {
            throw OrderRejection.askedTooLate(deadline);
        }
    }

    private Request requireRequest() {
        if (request == null) {
            throw OrderRejection.notRequested();
        }
        return request;
    }

    private void forUnit(What what, Moment moment, String text) {
        take(what, moment, text, Set.of());
        actedForUnit.add(moment.by());
    }

    /** @throws kepu.defaults.Rejection 409 {@code own-record} for whoever acted for the unit */
    private void decide(What what, Moment moment, String text) {
        take(what, moment, text, actedForUnit);
    }

    private void take(What what, Moment moment, String text, Set<String> byNoneOf) {
        Stage next = stage.after(what);
        SamePerson.requireNoneOf(moment.by(), byNoneOf);
        past().requireNotBeforeLast(moment.at());
        steps.add(Step.of(what, moment, text));
        stage = next;
    }

    /** The deadline has passed, and no evidence handed in by then awaits re-inspection; not of one that has ended. */
    boolean isOverdue(LocalDate today) {
        return runsOutOn != null && today.isAfter(runsOutOn);
    }

    Stage stage() {
        return stage;
    }

    String matter() {
        return matter;
    }

    @Nullable
    String inspectionId() {
        return inspectionId;
    }

    @Nullable
    String finding() {
        return finding;
    }

    @Nullable
    String indicator() {
        return indicator;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    LocalDate deadline() {
        return deadline;
    }

    @Nullable
    Request request() {
        return request;
    }

    Steps past() {
        return new Steps(List.copyOf(steps));
    }

    /** In the order in which they were told. */
    List<Slip> slips() {
        return List.copyOf(slips);
    }
}
