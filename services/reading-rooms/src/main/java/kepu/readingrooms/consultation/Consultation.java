package kepu.readingrooms.consultation;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAsked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationCorrected;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationMerged;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneErased;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneRecorded;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationPhoneUnmasked;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationRated;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationTransferred;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationWithdrawn;
import kepu.contracts.readingrooms.ConsultationEvent.Destination;
import kepu.contracts.readingrooms.ConsultationEvent.Kind;
import kepu.contracts.readingrooms.ConsultationEvent.Rating;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A question to the desk of a room (咨询) and what is done about it, step by step in the order in which it happened.
 *
 * <p>The number under which whoever asked is called back is sealed, with a key of its own.
 *
 * <p>No event holds more of it than its kind, its steps, its assignee's pseudonym and the reason of a withdrawal, which must
 * not name anybody: question and answer are about residents.
 */
@Document("consultations")
@Listed(
        state = Consultation.State.class,
        by = {"kind=content.kind", "roomId=content.roomId", "assigneeId", "mergedInto"},
        indexed = "state",
        text = "question=content.question",
        without = {"code", "phone"})
@CompoundIndex(def = "{'code': 1}", sparse = true)
class Consultation extends AmendableRecord<Consultation.Content> {
    /** 待交办, 办理中, 已答复, 已评价, 已转办, 已并办, 已撤回. */
    enum State implements ListState {
        ASKED,
        ASSIGNED,
        ANSWERED,
        RATED,
        TRANSFERRED,
        MERGED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /** @param askerId pseudonym of who asked, if known; in no event */
    record Content(
            String roomId,
            Kind kind,
            String question,
            @Nullable String askerId) {}

    /** 交办, 答复, 评价, 转办, 并办. */
    enum Action {
        ASSIGNED,
        ANSWERED,
        RATED,
        TRANSFERRED,
        MERGED
    }

    /**
     * One step.
     *
     * @param by who recorded it
     * @param note what was said
     * @param to the assignee, who answered, the rating, the destination or the consultation that it was merged into
     */
    record Step(Action action, Instant at, String by, String note, String to) {}

    /** Still to be answered here. */
    static final Set<State> OPEN = Set.of(State.ASKED, State.ASSIGNED);

    /** By which whoever asked without an account finds the answer; none if somebody recorded it for them. */
    @Secret
    private final @Nullable String code;

    /** The key that opens the number, until it is erased. */
    private @Nullable String keyId;

    @Secret
    private @Nullable String phone;

    /** When the number was erased. */
    private @Nullable Instant erasedAt;

    private State state = State.ASKED;
    private @Nullable String assigneeId;
    private @Nullable String mergedInto;
    private List<Step> steps = new ArrayList<>();

    Consultation(
            String id, String unitId, Content content, Instant occurredAt, String recordedBy, @Nullable String code) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.code = code;
    }

    @Override
    protected Object likeness(Content is) {
        return List.of(is.roomId(), is.question(), String.valueOf(is.askerId()));
    }

    @Override
    protected ConsultationAsked recorded(Content is) {
        return new ConsultationAsked(id(), is.roomId(), is.kind());
    }

    @Override
    protected ConsultationCorrected corrected(Content is, Content was, Instant before) {
        return new ConsultationCorrected(
                id(), is.roomId(), is.kind(), answer().map(Step::at).orElse(null), before);
    }

    @Override
    protected ConsultationWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new ConsultationWithdrawn(id(), reason, before);
    }

    /** A double that was merged is settled. */
    @Override
    protected boolean stands() {
        return super.stands() && state != State.MERGED;
    }

    /** What others have now stays as it is; a question is asked before anything is done about it. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        requireNotGivenAway();
        if (!steps.isEmpty() && at.isAfter(steps.getFirst().at())) {
            throw ConsultationRejection.wrongOrder(at, steps.getFirst().at());
        }
    }

    /** Under which whoever asked is called back, as the key sealed it; replaces an earlier one. */
    DomainEvents recordPhone(String sealed, String key, Instant at) {
        requireNotWithdrawn();
        if (erasedAt != null) {
            throw ConsultationRejection.phoneErased(id());
        }
        phone = sealed;
        keyId = key;
        return raise(at, new ConsultationPhoneRecorded(id()));
    }

    /** Somebody gets to see it, and that is told whether or not they look. */
    DomainEvents unmaskPhone(String purpose, Instant at) {
        requirePhone();
        return raise(at, new ConsultationPhoneUnmasked(id(), purpose));
    }

    DomainEvents erasePhone(String reason, Instant at) {
        requirePhone();
        phone = null;
        erasedAt = at;
        return raise(at, new ConsultationPhoneErased(id(), reason));
    }

    private void requirePhone() {
        if (erasedAt != null) {
            throw ConsultationRejection.phoneErased(id());
        }
        if (phone == null) {
            throw ConsultationRejection.withoutPhone(id());
        }
    }

    /** Gives it to somebody, or from one to another. */
    DomainEvents assign(String assignee, String note, Instant at, String by) {
        requireOpen();
        if (assignee.equals(assigneeId)) {
            throw ConsultationRejection.alreadyAssigned(id(), assignee);
        }
        take(State.ASSIGNED, new Step(Action.ASSIGNED, at, by, note, assignee));
        assigneeId = assignee;
        return raise(at, new ConsultationAssigned(id(), assignee, occurredAt()));
    }

    /** By its assignee; whoever answers what nobody was assigned has it. */
    DomainEvents answer(String text, Instant at, String by) {
        requireOpen();
        String who = assigneeId == null ? by : assigneeId;
        take(State.ANSWERED, new Step(Action.ANSWERED, at, by, text, who));
        assigneeId = who;
        return raise(at, new ConsultationAnswered(id(), who, occurredAt()));
    }

    /** What whoever asked said, to somebody who neither answered nor recorded the answer. */
    DomainEvents rate(Rating rating, String note, Instant at, String by) {
        requireNotWithdrawn();
        requireNotGivenAway();
        if (state == State.RATED) {
            throw ConsultationRejection.rated(id());
        }
        Step answer = answer().orElseThrow(() -> ConsultationRejection.notAnswered(id()));
        SamePerson.requireNot(by, answer.by());
        SamePerson.requireNot(by, answer.to());
        take(State.RATED, new Step(Action.RATED, at, by, note, rating.name()));
        return raise(at, new ConsultationRated(id(), rating, occurredAt()));
    }

    /** Hands it to somebody outside, for good. */
    DomainEvents transfer(Destination destination, String note, Instant at, String by) {
        requireOpen();
        take(State.TRANSFERRED, new Step(Action.TRANSFERRED, at, by, note, destination.name()));
        return raise(at, new ConsultationTransferred(id(), destination, occurredAt()));
    }

    /**
     * A double goes into the consultation that was asked first, so that no deadline moves and no two go into each other.
     *
     * @param first of the same unit
     */
    DomainEvents mergeInto(Consultation first, String note, Instant at, String by) {
        requireOpen();
        if (first.id().equals(id())) {
            throw ConsultationRejection.mergedIntoItself(id());
        }
        if (first.state == State.WITHDRAWN || first.state == State.MERGED) {
            throw ConsultationRejection.takesNoDoubles(first.id());
        }
        if (first.isLaterThan(this)) {
            throw ConsultationRejection.mergedIntoLater(first.id(), first.occurredAt());
        }
        take(State.MERGED, new Step(Action.MERGED, at, by, note, first.id()));
        mergedInto = first.id();
        return raise(at, new ConsultationMerged(id(), first.id(), occurredAt()));
    }

    private void take(State next, Step step) {
        Instant before = steps.isEmpty() ? occurredAt() : steps.getLast().at();
        if (step.at().isBefore(before)) {
            throw ConsultationRejection.wrongOrder(step.at(), before);
        }
        steps.add(step);
        state = next;
    }

    private void requireOpen() {
        requireNotWithdrawn();
        requireNotGivenAway();
        if (!isOpen()) {
            throw ConsultationRejection.answered(id());
        }
    }

    private void requireNotGivenAway() {
        switch (state) {
            case TRANSFERRED -> throw ConsultationRejection.transferred(id());
            case MERGED -> throw ConsultationRejection.merged(id(), String.valueOf(mergedInto));
            default -> {}
        }
    }

    /** There is one at most. */
    Optional<Step> answer() {
        return step(Action.ANSWERED);
    }

    Optional<Rating> rating() {
        return step(Action.RATED).map(step -> Rating.valueOf(step.to()));
    }

    private Optional<Step> step(Action action) {
        return steps.stream().filter(step -> step.action() == action).findFirst();
    }

    /** Sealed; none if none was stated, or it was erased. */
    @Nullable
    String phone() {
        return phone;
    }

    @Nullable
    String keyId() {
        return keyId;
    }

    @Nullable
    Instant erasedAt() {
        return erasedAt;
    }

    @Nullable
    String code() {
        return code;
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
