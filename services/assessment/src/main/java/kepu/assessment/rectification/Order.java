package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    /** How many working days there are to take note of an order. */
    private static final int ACKNOWLEDGEMENT_WORKING_DAYS = 3;

    /** How many working days after the day that it states a step of the unit may be entered. */
    private static final int ENTRY_WORKING_DAYS = 3;

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

    /** The last day in time while the clock runs; none while evidence handed in by then is with the inspectors, and at the end. */
    private @Nullable LocalDate runsOutOn;

    private Set<String> actedForUnit = new TreeSet<>();
    private List<Step> steps = new ArrayList<>();
    private List<Slip> slips = new ArrayList<>();

    /** How far it has come; what is next is {@link OrderState}. */
    enum Stage {
        ISSUED,
        ACKNOWLEDGED,
        PLANNED,
        HANDED_IN,
        ACCEPTED,
        SIGNED_OFF,
        CANCELLED
    }

    /** A step: 下达, 签收, 报送方案, 报送证据, 受理证据, 退回证据, 复查未通过, 销号, 申请延期, 批准延期, 不予延期, 撤销. */
    enum What {
        ISSUED,
        ACKNOWLEDGED,
        PLANNED,
        HANDED_IN,
        ACCEPTED,
        RETURNED,
        REINSPECTION_FAILED,
        SIGNED_OFF,
        EXTENSION_REQUESTED,
        EXTENDED,
        EXTENSION_REFUSED,
        CANCELLED
    }

    /**
     * A step with what was said about it.
     *
     * @param at when it was taken, as stated
     * @param recordedAt when and by whom it was entered; an earlier version did not keep when
     */
    record Step(What what, Instant at, @Nullable Instant recordedAt, String by, String text) {}

    /** An extension that somebody asked for. */
    record Request(LocalDate deadline, String reason, String by) {}

    /** A slip of a deadline. */
    record Slip(Colour colour, Cause cause, LocalDate deadline, Instant at) {}

    /** When and by whom a step is taken; {@code day} is its local day, {@code recordedOn} that on which it is entered. */
    record Moment(Instant at, LocalDate day, Instant recordedAt, LocalDate recordedOn, String by) {
        static Moment of(Instant at, Instant recordedAt, ZoneId zone, String by) {
            return new Moment(at, LocalDate.ofInstant(at, zone), recordedAt, LocalDate.ofInstant(recordedAt, zone), by);
        }
    }

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
        steps.add(new Step(What.ISSUED, moment.at(), moment.recordedAt(), moment.by(), matter));
        wind();
        return raise(moment.at(), new OrderIssued(id(), matter, deadline, inspectionId, finding, indicator));
    }

    DomainEvents acknowledge(Moment moment) {
        require(Stage.ISSUED);
        forUnit(What.ACKNOWLEDGED, moment, "");
        stage = Stage.ACKNOWLEDGED;
        return raise(moment.at(), new OrderAcknowledged(id(), issuedAt));
    }

    /** Until evidence is with the inspectors, a plan may be stated anew. */
    DomainEvents plan(String plan, Moment moment) {
        if (stage != Stage.PLANNED) {
            require(Stage.ACKNOWLEDGED);
        }
        forUnit(What.PLANNED, moment, plan);
        stage = Stage.PLANNED;
        return raise(moment.at(), new OrderPlanned(id(), plan, issuedAt));
    }

    DomainEvents handIn(String evidence, Moment moment) {
        require(Stage.PLANNED);
        forUnit(What.HANDED_IN, moment, evidence);
        stage = Stage.HANDED_IN;
        handedInOn = moment.day();
        wind();
        return raise(moment.at(), new OrderEvidenceHandedIn(id(), evidence, issuedAt));
    }

    DomainEvents accept(Moment moment) {
        require(Stage.HANDED_IN);
        decide(What.ACCEPTED, moment, "");
        stage = Stage.ACCEPTED;
        return raise(moment.at(), new OrderEvidenceAccepted(id(), issuedAt));
    }

    DomainEvents giveBack(String reason, Moment moment) {
        require(Stage.HANDED_IN);
        decide(What.RETURNED, moment, reason);
        mendAgain();
        return raise(moment.at(), new OrderEvidenceReturned(id(), reason, issuedAt));
    }

    /** The second failure brings the red slip at once. */
    DomainEvents fail(String reason, Moment moment) {
        require(Stage.ACCEPTED);
        decide(What.REINSPECTION_FAILED, moment, reason);
        mendAgain();
        failures++;
        DomainEvents failed = raise(moment.at(), new OrderReinspectionFailed(id(), reason, issuedAt));
        return failures == FAILURES_OF_A_RED_SLIP && !isTold(Colour.RED)
                ? failed.and(told(new Slips.Due(Colour.RED, Cause.FAILED_TWICE, moment.at())))
                : failed;
    }

    DomainEvents signOff(String comment, Moment moment) {
        require(Stage.ACCEPTED);
        decide(What.SIGNED_OFF, moment, comment);
        stage = Stage.SIGNED_OFF;
        request = null;
        wind();
        return raise(moment.at(), new OrderSignedOff(id(), comment, issuedAt));
    }

    DomainEvents requestExtension(LocalDate until, String reason, Moment moment) {
        requireOpen();
        if (request != null) {
            throw OrderRejection.requestedAlready(request.deadline());
        }
        if (!until.isAfter(deadline)) {
            throw OrderRejection.notLater(deadline);
        }
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
        if (stage == Stage.CANCELLED) {
            throw OrderRejection.outOfTurn(stage);
        }
        decide(What.CANCELLED, moment, reason);
        stage = Stage.CANCELLED;
        request = null;
        wind();
        return raise(moment.at(), new OrderCancelled(id(), reason, issuedAt));
    }

    /** The first slip that is due by now and was not told yet, at its hour; nothing if there is none. */
    DomainEvents tellSlip(Instant now, ZoneId zone, WorkingDays workingDays) {
        if (isOpen()) {
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

    private void mendAgain() {
        stage = Stage.PLANNED;
        handedInOn = null;
        wind();
    }

    private void wind() {
        boolean rests = handedInOn != null && !handedInOn.isAfter(deadline);
        runsOutOn = isOpen() && !rests ? deadline : null;
    }

    private void require(Stage expected) {
        if (stage != expected) {
            throw OrderRejection.outOfTurn(stage);
        }
    }

    private void requireOpen() {
        if (!isOpen()) {
            throw OrderRejection.outOfTurn(stage);
        }
    }

    private Request requireRequest() {
        if (request == null) {
            throw OrderRejection.notRequested();
        }
        return request;
    }

    private void forUnit(What what, Moment moment, String text) {
        note(what, moment, text);
        actedForUnit.add(moment.by());
    }

    /** @throws kepu.defaults.Rejection 409 {@code own-record} for whoever acted for the unit */
    private void decide(What what, Moment moment, String text) {
        SamePerson.requireNoneOf(moment.by(), actedForUnit);
        note(what, moment, text);
    }

    private void note(What what, Moment moment, String text) {
        Instant previous = steps.getLast().at();
        if (moment.at().isBefore(previous)) {
            throw OrderRejection.beforePrevious(previous);
        }
        steps.add(new Step(what, moment.at(), moment.recordedAt(), moment.by(), text));
    }

    /**
     * The day that a step of the unit states decides whether it is in time, so it cannot lie far back; unless the order itself
     * was entered only after that day, as history is.
     *
     * @throws kepu.defaults.Rejection 422 {@code step-entered-too-late}
     */
    void requireEnteredInTime(Moment moment, ZoneId zone, WorkingDays workingDays) {
        Step issue = steps.getFirst();
        Instant entered = issue.recordedAt() == null ? issue.at() : issue.recordedAt();
        LocalDate last = workingDays.after(moment.day(), ENTRY_WORKING_DAYS);
        if (!moment.day().isBefore(LocalDate.ofInstant(entered, zone))
                && moment.recordedOn().isAfter(last)) {
            throw OrderRejection.enteredTooLate(moment.day(), last);
        }
    }

    /** Neither signed off nor cancelled. */
    boolean isOpen() {
        return stage != Stage.SIGNED_OFF && stage != Stage.CANCELLED;
    }

    /** The deadline has passed, and no evidence handed in by then awaits re-inspection; not of one that has ended. */
    boolean isOverdue(LocalDate today) {
        return runsOutOn != null && today.isAfter(runsOutOn);
    }

    /** The last day on which taking note of it is in time. */
    LocalDate acknowledgeBy(ZoneId zone, WorkingDays workingDays) {
        return workingDays.after(LocalDate.ofInstant(issuedAt, zone), ACKNOWLEDGEMENT_WORKING_DAYS);
    }

    /** Whether it was taken note of after that day, or was not yet today; one that was cancelled before asks for nothing. */
    boolean isAcknowledgedAfter(LocalDate day, LocalDate today, ZoneId zone) {
        return steps.stream()
                .filter(step -> step.what() == What.ACKNOWLEDGED || step.what() == What.CANCELLED)
                .map(step -> LocalDate.ofInstant(step.at(), zone))
                .findFirst()
                .orElse(today)
                .isAfter(day);
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

    /** In the order of time. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** In the order in which they were told. */
    List<Slip> slips() {
        return List.copyOf(slips);
    }
}
