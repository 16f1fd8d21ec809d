package kepu.volunteers.ticket;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kepu.contracts.volunteers.TicketEvent.Destination;
import kepu.contracts.volunteers.TicketEvent.Kind;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketConfirmed;
import kepu.contracts.volunteers.TicketEvent.TicketCorrected;
import kepu.contracts.volunteers.TicketEvent.TicketMerged;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketReopened;
import kepu.contracts.volunteers.TicketEvent.TicketReplied;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TicketEvent.TicketTransferred;
import kepu.contracts.volunteers.TicketEvent.TicketWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A problem of a resident (群众难题) and what is done about it, step by step in the order in which it happened.
 *
 * <p>No event holds more of it than its kind, its assignee's pseudonym and the reason of a withdrawal, which must not name
 * anybody: what the problem is and what was answered is about residents.
 */
@Document("tickets")
@Listed(
        state = Ticket.State.class,
        by = {"kind=content.kind", "assigneeId", "mergedInto"},
        indexed = "state",
        text = {"title=content.title", "details=content.details"})
class Ticket extends AmendableRecord<Ticket.Content> {
    /** 待交办, 办理中, 已办结待确认, 重办, 已确认, 已转办, 已并办, 已撤回. */
    enum State implements ListState {
        RAISED,
        ASSIGNED,
        RESOLVED,
        REOPENED,
        CONFIRMED,
        TRANSFERRED,
        MERGED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /** @param residentId pseudonym of who raised it, if known; in no event */
    record Content(
            Kind kind,
            String title,
            String details,
            @Nullable String residentId) {}

    /** 交办, 答复, 办结, 群众确认, 重办, 转办, 并办. */
    enum Action {
        ASSIGNED,
        REPLIED,
        RESOLVED,
        CONFIRMED,
        REOPENED,
        TRANSFERRED,
        MERGED
    }

    /**
     * One step.
     *
     * @param by who recorded it
     * @param note what was said or done; evidence of a confirmation, reason of a reopening
     * @param to the assignee, the destination or the ticket that it was merged into; none for other steps
     */
    record Step(
            Action action,
            Instant at,
            String by,
            String note,
            @Nullable String to) {}

    /** Something is still to be done about it here. */
    static final Set<State> OPEN = Set.of(State.RAISED, State.ASSIGNED, State.REOPENED);

    private State state = State.RAISED;
    private @Nullable String assigneeId;
    private @Nullable String mergedInto;
    private List<Step> steps = new ArrayList<>();

    Ticket(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same problem of the same resident, whatever its details. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.kind(), is.title(), String.valueOf(is.residentId()));
    }

    @Override
    protected TicketRaised recorded(Content is) {
        return new TicketRaised(id(), is.kind());
    }

    @Override
    protected TicketCorrected corrected(Content is, Content was, Instant before) {
        return new TicketCorrected(id(), is.kind(), resolvedAt(), before);
    }

    @Override
    protected TicketWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new TicketWithdrawn(id(), reason, before);
    }

    /** A double that was merged is settled. */
    @Override
    protected boolean stands() {
        return super.stands() && state != State.MERGED;
    }

    /** What others have now stays as it is; a ticket is raised before anything is done about it. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        requireNotGivenAway();
        if (!steps.isEmpty() && at.isAfter(steps.getFirst().at())) {
            throw TicketRejection.wrongOrder(at, steps.getFirst().at());
        }
    }

    /** Gives it to somebody, or from one to another. */
    DomainEvents assign(String assignee, String note, Instant at, String by) {
        requireOpen();
        if (assignee.equals(assigneeId)) {
            throw TicketRejection.alreadyAssigned(id(), assignee);
        }
        take(State.ASSIGNED, new Step(Action.ASSIGNED, at, by, note, assignee));
        assigneeId = assignee;
        return raise(at, new TicketAssigned(id(), assignee, occurredAt()));
    }

    /** Tells the resident how things stand, as often as needed. */
    DomainEvents reply(String answer, Instant at, String by) {
        requireOpen();
        requireAssignee();
        take(state, new Step(Action.REPLIED, at, by, answer, null));
        return raise(at, new TicketReplied(id(), occurredAt()));
    }

    DomainEvents resolve(String solution, Instant at, String by) {
        requireOpen();
        String resolver = requireAssignee();
        take(State.RESOLVED, new Step(Action.RESOLVED, at, by, solution, resolver));
        return raise(at, new TicketResolved(id(), resolver, occurredAt()));
    }

    /** The resident confirmed to somebody who neither solved it nor recorded that it was solved. */
    DomainEvents confirm(String evidence, Instant at, String by) {
        Step resolution = requireResolution();
        SamePerson.requireNot(by, resolution.by());
        SamePerson.requireNot(by, resolution.to());
        take(State.CONFIRMED, new Step(Action.CONFIRMED, at, by, evidence, null));
        return raise(at, new TicketConfirmed(id(), resolution.at(), occurredAt()));
    }

    /** The resident says that it is not solved; it stays with its assignee, and its days run on. */
    DomainEvents reopen(String reason, Instant at, String by) {
        requireResolution();
        take(State.REOPENED, new Step(Action.REOPENED, at, by, reason, null));
        return raise(at, new TicketReopened(id(), occurredAt()));
    }

    /** Hands it to somebody outside, for good. */
    DomainEvents transfer(Destination destination, String note, Instant at, String by) {
        requireOpen();
        take(State.TRANSFERRED, new Step(Action.TRANSFERRED, at, by, note, destination.name()));
        return raise(at, new TicketTransferred(id(), destination, occurredAt()));
    }

    /**
     * A double goes into the ticket that was raised first, so that no deadline moves and no two go into each other.
     *
     * @param first of the same unit
     */
    DomainEvents mergeInto(Ticket first, String note, Instant at, String by) {
        requireOpen();
        if (first.id().equals(id())) {
            throw TicketRejection.mergedIntoItself(id());
        }
        first.requireTakesDoubles();
        if (first.isLaterThan(this)) {
            throw TicketRejection.mergedIntoLater(first.id(), first.occurredAt());
        }
        take(State.MERGED, new Step(Action.MERGED, at, by, note, first.id()));
        mergedInto = first.id();
        return raise(at, new TicketMerged(id(), first.id(), occurredAt()));
    }

    private void requireTakesDoubles() {
        if (state == State.WITHDRAWN || state == State.MERGED) {
            throw TicketRejection.takesNoDoubles(id());
        }
    }

    private void take(State next, Step step) {
        Instant before = steps.isEmpty() ? occurredAt() : steps.getLast().at();
        if (step.at().isBefore(before)) {
            throw TicketRejection.wrongOrder(step.at(), before);
        }
        steps.add(step);
        state = next;
    }

    private void requireOpen() {
        requireNotWithdrawn();
        requireNotGivenAway();
        switch (state) {
            case RESOLVED -> throw TicketRejection.awaitsConfirmation(id());
            case CONFIRMED -> throw TicketRejection.confirmed(id());
            default -> {}
        }
    }

    private void requireNotGivenAway() {
        switch (state) {
            case TRANSFERRED -> throw TicketRejection.transferred(id());
            case MERGED -> throw TicketRejection.merged(id(), String.valueOf(mergedInto));
            default -> {}
        }
    }

    private String requireAssignee() {
        if (assigneeId == null) {
            throw TicketRejection.notAssigned(id());
        }
        return assigneeId;
    }

    /** The resolution that awaits what the resident says. */
    private Step requireResolution() {
        requireNotWithdrawn();
        requireNotGivenAway();
        if (state == State.CONFIRMED) {
            throw TicketRejection.confirmed(id());
        }
        Step resolution = resolution();
        if (resolution == null) {
            throw TicketRejection.notResolved(id());
        }
        return resolution;
    }

    /** The resolution that holds. */
    private @Nullable Step resolution() {
        return state != State.RESOLVED && state != State.CONFIRMED
                ? null
                : steps.reversed().stream()
                        .filter(step -> step.action() == Action.RESOLVED)
                        .findFirst()
                        .orElseThrow();
    }

    private @Nullable Instant resolvedAt() {
        Step resolution = resolution();
        return resolution == null ? null : resolution.at();
    }

    State state() {
        return state;
    }

    boolean isOpen() {
        return OPEN.contains(state);
    }

    @Nullable
    String assigneeId() {
        return assigneeId;
    }

    @Nullable
    String mergedInto() {
        return mergedInto;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
