package kepu.volunteers.nomination;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.volunteers.NominationEvent.NominationApproved;
import kepu.contracts.volunteers.NominationEvent.NominationCorrected;
import kepu.contracts.volunteers.NominationEvent.NominationMade;
import kepu.contracts.volunteers.NominationEvent.NominationRejected;
import kepu.contracts.volunteers.NominationEvent.NominationReturned;
import kepu.contracts.volunteers.NominationEvent.NominationReviewed;
import kepu.contracts.volunteers.NominationEvent.NominationWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.mapping.Document;

/** The nomination (推荐) of a person, by pseudonym, for a team; three different people nominate, review and approve. */
@Document("nominations")
@Listed(
        state = Nomination.State.class,
        by = {"teamId=content.teamId", "personId=content.personId"},
        indexed = "state")
class Nomination extends AmendableRecord<Nomination.Content> {
    /** 待审核, 已退回, 待审批, 已批准, 未通过, 已撤回. */
    enum State implements ListState {
        NOMINATED,
        RETURNED,
        REVIEWED,
        APPROVED,
        REJECTED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /** @param grounds why this person; in no event */
    record Content(String teamId, String personId, String grounds) {}

    /** What was decided, by whom, when and why. */
    record Decision(State state, String by, Instant at, String comment) {}

    private State state = State.NOMINATED;
    private List<Decision> decisions = new ArrayList<>();

    Nomination(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same person for the same team, whatever the grounds. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.teamId(), is.personId());
    }

    @Override
    protected NominationMade recorded(Content is) {
        return new NominationMade(id(), is.teamId(), is.personId());
    }

    /** What is stated anew has to be reviewed anew. */
    @Override
    protected NominationCorrected corrected(Content is, Content was, Instant before) {
        state = State.NOMINATED;
        return new NominationCorrected(id(), is.teamId(), is.personId(), before);
    }

    @Override
    protected NominationWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new NominationWithdrawn(id(), reason, before);
    }

    /** What was approved or rejected stays as it was judged. */
    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (state == State.APPROVED || state == State.REJECTED) {
            throw NominationRejection.decided(id());
        }
    }

    /** Endorses it. */
    DomainEvents review(String by, String comment, Instant at) {
        requireUndecided(by);
        if (state == State.REVIEWED) {
            throw NominationRejection.reviewed(id());
        }
        decide(new Decision(State.REVIEWED, by, at, comment));
        return raise(at, new NominationReviewed(id(), by));
    }

    /** Sends it back to be corrected. */
    DomainEvents sendBack(String by, String reason, Instant at) {
        requireUndecided(by);
        decide(new Decision(State.RETURNED, by, at, reason));
        return raise(at, new NominationReturned(id(), by));
    }

    DomainEvents approve(String by, String comment, Instant at) {
        requireUndecided(by);
        if (state != State.REVIEWED) {
            throw NominationRejection.notReviewed(id());
        }
        requireNotReviewedBy(by);
        decide(new Decision(State.APPROVED, by, at, comment));
        return raise(at, new NominationApproved(id(), by));
    }

    DomainEvents reject(String by, String reason, Instant at) {
        requireUndecided(by);
        requireNotReviewedBy(by);
        decide(new Decision(State.REJECTED, by, at, reason));
        return raise(at, new NominationRejected(id(), by));
    }

    /** Refuses unless the team may enlist the person at that time. */
    void requireApprovedAt(Instant at) {
        requireNotWithdrawn();
        if (state != State.APPROVED) {
            throw NominationRejection.notApproved(id());
        }
        Instant approvedAt = decisions.getLast().at();
        if (at.isBefore(approvedAt)) {
            throw NominationRejection.wrongOrder(at, approvedAt);
        }
    }

    private void requireUndecided(String by) {
        requireNotWithdrawn();
        requireNoPartIn(by);
        SamePerson.requireNot(by, content().personId());
        switch (state) {
            case APPROVED, REJECTED -> throw NominationRejection.decided(id());
            case RETURNED -> throw NominationRejection.returned(id());
            default -> {}
        }
    }

    private void requireNotReviewedBy(String by) {
        if (state == State.REVIEWED && SamePerson.is(by, decisions.getLast().by())) {
            throw NominationRejection.ownReview();
        }
    }

    private void decide(Decision decision) {
        Instant before = decisions.isEmpty() || decisions.getLast().at().isBefore(occurredAt())
                ? occurredAt()
                : decisions.getLast().at();
        if (decision.at().isBefore(before)) {
            throw NominationRejection.wrongOrder(decision.at(), before);
        }
        decisions.add(decision);
        state = decision.state();
    }

    State state() {
        return state;
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }
}
