package kepu.volunteers.visit;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A visit (走访) of a member on a link; counts while its newest version is verified (核实). */
@Document("visits")
@Listed(
        state = Visit.State.class,
        by = {"teamId=content.teamId", "linkId=content.linkId"},
        indexed = "state")
class Visit extends AmendableRecord<Visit.Content> {
    /** 待核实, 已核实, 已驳回, 已撤回. */
    enum State implements ListState {
        UNVERIFIED,
        VERIFIED,
        REJECTED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Content(String teamId, String linkId, String membershipId, String note) {}

    /**
     * Who decided over the visit, when and why.
     *
     * @param ground evidence of a verification, reason of a rejection
     */
    record Verdict(String by, Instant at, String ground) {}

    private State state = State.UNVERIFIED;
    private @Nullable Verdict verdict;

    Visit(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** The same member at the same target, whatever the note says. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.linkId(), is.membershipId());
    }

    @Override
    protected VisitMade recorded(Content is) {
        return new VisitMade(id(), is.linkId(), is.membershipId(), is.note());
    }

    /** What is stated anew has to be verified anew. */
    @Override
    protected VisitCorrected corrected(Content is, Content was, Instant before) {
        state = State.UNVERIFIED;
        verdict = null;
        return new VisitCorrected(id(), is.linkId(), is.membershipId(), is.note(), before);
    }

    @Override
    protected VisitWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new VisitWithdrawn(id(), reason, before);
    }

    /** By somebody who had no part in the record; one that was rejected may still be verified. */
    DomainEvents verify(String by, String evidence, Instant at) {
        decide(State.VERIFIED, new Verdict(by, at, evidence));
        return raise(at, new VisitVerified(id(), by, evidence, occurredAt()));
    }

    /** By somebody who had no part in the record; one that was verified may still turn out to be false. */
    DomainEvents reject(String by, String reason, Instant at) {
        decide(State.REJECTED, new Verdict(by, at, reason));
        return raise(at, new VisitRejected(id(), by, reason, occurredAt()));
    }

    private void decide(State decided, Verdict why) {
        requireNotWithdrawn();
        requireNoPartIn(why.by());
        if (state == decided) {
            throw decided == State.VERIFIED
                    ? VisitRejection.alreadyVerified(id())
                    : VisitRejection.alreadyRejected(id());
        }
        if (why.at().isBefore(occurredAt())) {
            throw VisitRejection.verifiedBeforeVisit(occurredAt());
        }
        state = decided;
        verdict = why;
    }

    State state() {
        return state;
    }

    @Nullable
    Verdict verdict() {
        return verdict;
    }
}
