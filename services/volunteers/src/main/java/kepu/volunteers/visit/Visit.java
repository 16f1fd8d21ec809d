package kepu.volunteers.visit;

import java.time.Instant;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A visit (走访) of a member on a link; counts while its newest version is verified (核实). */
@Document("visits")
class Visit extends Aggregate {
    /** 待核实, 已核实, 已驳回, 已撤回. */
    enum State {
        UNVERIFIED,
        VERIFIED,
        REJECTED,
        WITHDRAWN
    }

    /**
     * Who decided over the visit, when and why.
     *
     * @param ground evidence of a verification, reason of a rejection
     */
    record Verdict(String by, Instant at, String ground) {}

    private final String teamId;
    private final String recordedBy;
    private String linkId;
    private String membershipId;
    private String note;
    private Instant occurredAt;
    private State state = State.UNVERIFIED;
    private @Nullable String correctedBy;
    private @Nullable Verdict verdict;

    Visit(
            String id,
            String unitId,
            String teamId,
            String linkId,
            String membershipId,
            String note,
            Instant occurredAt,
            String recordedBy) {
        super(id, unitId);
        this.teamId = teamId;
        this.linkId = linkId;
        this.membershipId = membershipId;
        this.note = note;
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
    }

    Told record() {
        return tell(occurredAt, new VisitMade(id(), linkId, membershipId, note));
    }

    /** What is stated anew has to be verified anew. */
    Told correct(String newLinkId, String newMembershipId, String newNote, Instant newOccurredAt, String by) {
        stillHolds();
        Instant previous = occurredAt;
        linkId = newLinkId;
        membershipId = newMembershipId;
        note = newNote;
        occurredAt = newOccurredAt;
        correctedBy = by;
        state = State.UNVERIFIED;
        verdict = null;
        return tell(occurredAt, new VisitCorrected(id(), linkId, membershipId, note, previous));
    }

    Told withdraw(String reason, Instant at) {
        stillHolds();
        state = State.WITHDRAWN;
        return tell(at, new VisitWithdrawn(id(), reason, occurredAt));
    }

    /** By somebody who had no part in the record; one that was rejected may still be verified. */
    Told verify(String by, String evidence, Instant at) {
        stillHolds();
        if (state == State.VERIFIED) {
            throw VisitRejection.alreadyVerified(id());
        }
        decide(State.VERIFIED, new Verdict(by, at, evidence));
        return tell(at, new VisitVerified(id(), by, evidence, occurredAt));
    }

    /** By somebody who had no part in the record; one that was verified may still turn out to be false. */
    Told reject(String by, String reason, Instant at) {
        stillHolds();
        if (state == State.REJECTED) {
            throw VisitRejection.alreadyRejected(id());
        }
        decide(State.REJECTED, new Verdict(by, at, reason));
        return tell(at, new VisitRejected(id(), by, reason, occurredAt));
    }

    private void decide(State decided, Verdict why) {
        if (why.at().isBefore(occurredAt)) {
            throw VisitRejection.verifiedBeforeVisit(occurredAt);
        }
        state = decided;
        verdict = why;
    }

    private void stillHolds() {
        if (state == State.WITHDRAWN) {
            throw VisitRejection.alreadyWithdrawn(id());
        }
    }

    String teamId() {
        return teamId;
    }

    String linkId() {
        return linkId;
    }

    String membershipId() {
        return membershipId;
    }

    String note() {
        return note;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    State state() {
        return state;
    }

    String recordedBy() {
        return recordedBy;
    }

    /** Who stated the version that holds, if it is not the recorder's. */
    @Nullable
    String correctedBy() {
        return correctedBy;
    }

    @Nullable
    Verdict verdict() {
        return verdict;
    }
}
