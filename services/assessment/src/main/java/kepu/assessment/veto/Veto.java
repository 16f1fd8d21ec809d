package kepu.assessment.veto;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.assessment.VetoEvent.VetoApproved;
import kepu.contracts.assessment.VetoEvent.VetoImposed;
import kepu.contracts.assessment.VetoEvent.VetoProposed;
import kepu.contracts.assessment.VetoEvent.VetoWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A veto (一票否决) of a unit's year: imposed once two people beside its proposer have approved it, until it is withdrawn. */
@Document("vetoes")
@Listed(
        period = "proposedAt",
        state = Veto.State.class,
        by = "year",
        sort = {"proposedAt", "id"})
class Veto extends Aggregate {
    private static final int APPROVERS = 2;

    /** 已提出, 已生效, 已撤回. */
    enum State implements ListState {
        PROPOSED,
        IMPOSED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    record Approval(String by, Instant at) {}

    private final int year;
    private final String legalBasis;
    private final String reason;
    private final Instant proposedAt;
    private final String proposedBy;
    private State state = State.PROPOSED;
    private List<Approval> approvals = new ArrayList<>();
    private @Nullable String withdrawnBecause;

    Veto(String id, String unitId, int year, String legalBasis, String reason, Instant proposedAt, String proposedBy) {
        super(id, unitId);
        this.year = year;
        this.legalBasis = legalBasis;
        this.reason = reason;
        this.proposedAt = proposedAt;
        this.proposedBy = proposedBy;
    }

    DomainEvents propose() {
        return raise(proposedAt, new VetoProposed(id(), year, legalBasis, reason));
    }

    /** The second one imposes it; neither is the proposer, and they are different people. */
    DomainEvents approve(Instant at, String by) {
        if (state != State.PROPOSED) {
            throw VetoRejection.notProposed(state);
        }
        SamePerson.requireNot(by, proposedBy);
        if (approvals.stream().anyMatch(approval -> SamePerson.is(by, approval.by()))) {
            throw VetoRejection.approvedAlready();
        }
        approvals.add(new Approval(by, at));
        if (approvals.size() < APPROVERS) {
            return raise(at, new VetoApproved(id(), year));
        }
        state = State.IMPOSED;
        return raise(at, new VetoImposed(id(), year, legalBasis, reason));
    }

    DomainEvents withdraw(String because, Instant at) {
        if (state == State.WITHDRAWN) {
            throw VetoRejection.withdrawn();
        }
        state = State.WITHDRAWN;
        withdrawnBecause = because;
        return raise(at, new VetoWithdrawn(id(), year, because, proposedAt));
    }

    int year() {
        return year;
    }

    String legalBasis() {
        return legalBasis;
    }

    String reason() {
        return reason;
    }

    Instant proposedAt() {
        return proposedAt;
    }

    String proposedBy() {
        return proposedBy;
    }

    State state() {
        return state;
    }

    List<Approval> approvals() {
        return List.copyOf(approvals);
    }

    @Nullable
    String withdrawnBecause() {
        return withdrawnBecause;
    }
}
