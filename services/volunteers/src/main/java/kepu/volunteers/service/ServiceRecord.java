package kepu.volunteers.service;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContestSettled;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceContested;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.defaults.access.OwnPerson;
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
        by = {
            "teamId=content.teamId",
            "volunteerId=content.volunteerId",
            "placeKind=content.placeKind",
            "contest=contest.state"
        },
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

    /** Those of somebody who asks for their own. */
    static Bson of(OwnPerson person) {
        return Filters.and(Filters.eq("unitId", person.unitId()), Filters.eq("content.volunteerId", person.personId()));
    }

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
    private @Nullable Contest contest;

    /** How many of its versions differ from the one before in nothing but the contest. */
    private long contestSteps;

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
        noteAmendment();
        return new ServiceCorrected(
                id(), is.teamId(), is.membershipId(), is.minutes(), is.placeKind(), is.task(), is.paid(), before);
    }

    @Override
    protected ServiceWithdrawn withdrawn(Content was, Instant before, String reason) {
        state = State.WITHDRAWN;
        noteAmendment();
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

    /** The volunteer says that the record is wrong; it stays as it is until somebody has decided. */
    DomainEvents contest(String by, String reason, Instant at) {
        requireNotWithdrawn();
        if (contest != null && contest.isOpen()) {
            throw ServiceRejection.alreadyContested(id());
        }
        contest = Contest.open(by, at, reason, judges());
        contestSteps++;
        return raise(at, new ServiceContested(id(), occurredAt()));
    }

    /**
     * By somebody without a part in the record. If the volunteer is right and it was not amended meanwhile, the record is
     * rejected: it does not count until it is corrected and verified anew.
     */
    DomainEvents settleContest(String by, boolean upheld, String comment, Instant at) {
        if (contest == null || !contest.isOpen()) {
            throw ServiceRejection.notContested(id());
        }
        requireNoPartIn(by);
        SamePerson.requireNot(by, content().volunteerId());
        SamePerson.requireNoneOf(by, judges());
        contest = contest.settled(upheld, new Contest.Settlement(by, at, comment));
        DomainEvents settled = raise(at, new ServiceContestSettled(id(), by, upheld, occurredAt()));
        if (!upheld || contest.amended() || state == State.REJECTED || state == State.PAID_DUTY) {
            contestSteps++;
            return settled;
        }
        state = State.REJECTED;
        verdicts = with(new Verdict(by, at, comment));
        return settled.and(new ServiceRejected(id(), by, comment, occurredAt()));
    }

    private void noteAmendment() {
        if (contest != null && contest.isOpen()) {
            contest = contest.onceAmended();
        }
    }

    private Set<String> judges() {
        return verdicts.stream().map(Verdict::by).collect(Collectors.toSet());
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

    @Nullable
    Contest contest() {
        return contest;
    }

    /** Grows with what changes the record itself; a contest alone changes nothing of it. */
    long statedVersion() {
        return version() - contestSteps;
    }
}
