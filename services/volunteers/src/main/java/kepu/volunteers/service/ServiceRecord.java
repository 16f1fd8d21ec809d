package kepu.volunteers.service;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A service record (服务记录): what a member did, from when on and for how long. Its hours count while its newest version is
 * verified, on a long day by two people.
 */
@Document("service-records")
@Listed(
        state = ServiceRecord.State.class,
        by = {"teamId=content.teamId", "volunteerId=content.volunteerId", "placeKind=content.placeKind"},
        indexed = "state")
class ServiceRecord extends AmendableRecord<ServiceRecord.Content> {
    /** A person's minutes a day that one verifier is enough for. */
    static final int LONG_DAY_MINUTES = 8 * 60;

    /** 待核实, 待第二人核实, 已核实, 已驳回, 有偿履职(不计), 已撤回. */
    enum State implements ListState {
        UNVERIFIED,
        VERIFIED_ONCE,
        VERIFIED,
        REJECTED,
        PAID_DUTY,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    static final Bson WAITING = Filters.in("state", State.UNVERIFIED.name(), State.VERIFIED_ONCE.name());

    /** @param volunteerId pseudonym of the person, whichever team it was for */
    record Content(
            String teamId,
            String membershipId,
            String volunteerId,
            int minutes,
            PlaceKind placeKind,
            String task,
            boolean paid) {}

    /**
     * Who decided over the record, when and why.
     *
     * @param ground evidence of a verification, reason of a rejection
     */
    record Verdict(String by, Instant at, String ground) {}

    private final Instant enteredAt;
    private State state = State.UNVERIFIED;
    private List<Verdict> verdicts = List.of();

    ServiceRecord(String id, String unitId, Content content, Instant occurredAt, String recordedBy, Instant enteredAt) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.enteredAt = enteredAt;
    }

    /** None: a person serves at one time only, and what was entered twice overlaps and is refused. */
    @Override
    protected @Nullable Object likeness(Content is) {
        return null;
    }

    @Override
    protected ServiceLogged recorded(Content is) {
        state = unverified(is);
        return new ServiceLogged(
                id(), is.teamId(), is.membershipId(), is.minutes(), is.placeKind(), is.task(), is.paid());
    }

    /** What is stated anew has to be verified anew. */
    @Override
    protected ServiceCorrected corrected(Content is, Content was, Instant before) {
        state = unverified(is);
        verdicts = List.of();
        return new ServiceCorrected(
                id(), is.teamId(), is.membershipId(), is.minutes(), is.placeKind(), is.task(), is.paid(), before);
    }

    @Override
    protected ServiceWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        return new ServiceWithdrawn(id(), reason, before);
    }

    private static State unverified(Content content) {
        return content.paid() ? State.PAID_DUTY : State.UNVERIFIED;
    }

    /**
     * By somebody who had no part in the record and is not the volunteer.
     *
     * @param minutesOfDay how long the person served on that day in all, this record included
     */
    DomainEvents verify(String by, String evidence, Instant at, int minutesOfDay) {
        requireJudge(by, at);
        if (state == State.VERIFIED) {
            throw ServiceRejection.alreadyVerified(id());
        }
        if (state == State.REJECTED) {
            throw ServiceRejection.rejected(id());
        }
        boolean another = verdicts.stream().anyMatch(verdict -> !SamePerson.is(by, verdict.by()));
        boolean complete = minutesOfDay <= LONG_DAY_MINUTES || another;
        if (!complete && state == State.VERIFIED_ONCE) {
            throw ServiceRejection.secondVerifierNeeded(minutesOfDay);
        }
        state = complete ? State.VERIFIED : State.VERIFIED_ONCE;
        verdicts = with(new Verdict(by, at, evidence));
        return raise(at, new ServiceVerified(id(), by, evidence, complete, occurredAt()));
    }

    /** By somebody who had no part in the record; it waits again once it is corrected. A verified one may prove false. */
    DomainEvents reject(String by, String reason, Instant at) {
        requireJudge(by, at);
        if (state == State.REJECTED) {
            throw ServiceRejection.alreadyRejected(id());
        }
        state = State.REJECTED;
        verdicts = with(new Verdict(by, at, reason));
        return raise(at, new ServiceRejected(id(), by, reason, occurredAt()));
    }

    private void requireJudge(String by, Instant at) {
        requireNotWithdrawn();
        requireNoPartIn(by);
        SamePerson.requireNot(by, content().volunteerId());
        if (state == State.PAID_DUTY) {
            throw ServiceRejection.paidDuty(id());
        }
        if (at.isBefore(until())) {
            throw ServiceRejection.verifiedBeforeItsEnd(until());
        }
    }

    private List<Verdict> with(Verdict another) {
        return Stream.concat(verdicts.stream(), Stream.of(another)).toList();
    }

    /** From then on the person was free again. */
    Instant until() {
        return occurredAt().plus(Duration.ofMinutes(content().minutes()));
    }

    /** Whether the person was busy then, as far as is known: paid duty is time as well, a rejected record is none. */
    boolean takesTime() {
        return state != State.REJECTED && state != State.WITHDRAWN;
    }

    boolean meets(ServiceRecord other) {
        return occurredAt().isBefore(other.until()) && other.occurredAt().isBefore(until());
    }

    Instant enteredAt() {
        return enteredAt;
    }

    State state() {
        return state;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }
}
