package kepu.assessment.award;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.contracts.assessment.AwardListEvent.AwardListDecided;
import kepu.contracts.assessment.AwardListEvent.AwardListSigned;
import kepu.contracts.assessment.AwardListEvent.AwardListWithdrawn;
import kepu.contracts.assessment.AwardListEvent.RoomAwarded;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The award list (表扬名单) of a county or township for a year: one person decides, another signs; neither had a part in what it
 * rests on. After the signature it is only ever withdrawn as a whole, and then decided anew.
 */
@Document("award-lists")
@Listed(state = AwardList.State.class, by = "year", without = "lines")
class AwardList extends Aggregate {
    /** 已决定, 已签发, 已撤回. */
    enum State implements ListState {
        DECIDED,
        SIGNED,
        WITHDRAWN;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /**
     * A commended room, with what it rests on at the time of the decision.
     *
     * @param effectFacts ids of the events of its verified effects
     * @param reporters pseudonyms of who reported those effects: it concerns them
     */
    record Line(
            String roomId,
            String unitId,
            String name,
            boolean proposed,
            int volume,
            int volumePlace,
            int beneficiaries,
            int effectPlace,
            Set<String> effectFacts,
            Set<String> reporters,
            String reward,
            @Nullable String reason) {
        Line {
            effectFacts = new TreeSet<>(effectFacts);
            reporters = new TreeSet<>(reporters);
        }

        static Line of(Proposal.Candidate candidate, Proposal.Choice choice) {
            RoomYear room = candidate.room();
            return new Line(
                    room.roomId(),
                    room.unitId(),
                    room.name(),
                    candidate.isProposed(),
                    room.volume(),
                    candidate.volumePlace(),
                    room.beneficiaries(),
                    candidate.effectPlace(),
                    room.effectFacts(),
                    room.reporters(),
                    choice.reward(),
                    choice.reason());
        }

        private RoomAwarded event(String listId, int year) {
            return new RoomAwarded(
                    listId,
                    year,
                    roomId,
                    unitId,
                    proposed,
                    volume,
                    volumePlace,
                    effectFacts,
                    beneficiaries,
                    effectPlace,
                    reward,
                    reason);
        }
    }

    /**
     * What a person decides.
     *
     * @param knownBy the proposal rests on the facts recorded by then
     * @param leftOut rooms that were proposed and not taken
     */
    record Decision(
            Instant knownBy,
            List<Line> lines,
            Set<String> leftOut,
            @Nullable String remark) {}

    private final int year;
    private State state = State.DECIDED;
    private @Nullable Instant knownBy;
    private List<Line> lines = new ArrayList<>();
    private Set<String> leftOut = new TreeSet<>();
    private @Nullable String remark;
    private @Nullable Instant decidedAt;
    private Set<String> deciders = new TreeSet<>();
    private @Nullable Instant signedAt;
    private @Nullable String signedBy;
    private @Nullable String documentNumber;
    private @Nullable String withdrawnBecause;

    AwardList(String id, String unitId, int year) {
        super(id, unitId);
        this.year = year;
    }

    static String id(String unitId, int year) {
        return unitId + ':' + year;
    }

    /** Whether somebody decided before, so that a caller can have seen it. */
    boolean isKnown() {
        return version() > 0;
    }

    /** Replaces an earlier decision, as long as nobody has signed it. */
    DomainEvents decide(Decision decision, Instant at, String by) {
        if (isKnown() && state == State.SIGNED) {
            throw AwardRejection.signed(id());
        }
        requireNotConcerned(decision.lines(), by);
        lines = new ArrayList<>(decision.lines());
        state = State.DECIDED;
        knownBy = decision.knownBy();
        leftOut = new TreeSet<>(decision.leftOut());
        remark = decision.remark();
        decidedAt = at;
        deciders.add(by);
        signedAt = null;
        signedBy = null;
        documentNumber = null;
        withdrawnBecause = null;
        Set<String> rooms = lines.stream().map(Line::roomId).collect(Collectors.toSet());
        DomainEvents told =
                raise(at, new AwardListDecided(id(), year, decision.knownBy(), rooms, leftOut, decision.remark()));
        for (Line line : lines) {
            told = told.and(line.event(id(), year));
        }
        return told;
    }

    /** By somebody who never decided on it. */
    DomainEvents sign(String document, Instant at, String by) {
        Instant decided = decidedAt;
        if (state != State.DECIDED || decided == null) {
            throw AwardRejection.notDecided(id());
        }
        SamePerson.requireNoneOf(by, deciders);
        requireNotConcerned(lines, by);
        if (at.isBefore(decided)) {
            throw AwardRejection.beforeDecision(decided);
        }
        state = State.SIGNED;
        signedAt = at;
        signedBy = by;
        documentNumber = document;
        return raise(at, new AwardListSigned(id(), year, document));
    }

    /** Once it is signed, by nobody who decided on it: they do not undo alone what two people vouched for. */
    DomainEvents withdraw(String reason, Instant at, String by) {
        Instant decided = decidedAt;
        if (state == State.WITHDRAWN || decided == null) {
            throw AwardRejection.notStanding(id());
        }
        requireNotConcerned(lines, by);
        if (state == State.SIGNED) {
            SamePerson.requireNoneOf(by, deciders);
        }
        state = State.WITHDRAWN;
        withdrawnBecause = reason;
        return raise(at, new AwardListWithdrawn(id(), year, reason, decided));
    }

    private static void requireNotConcerned(List<Line> lines, String by) {
        lines.forEach(line -> SamePerson.requireNoneOf(by, line.reporters()));
    }

    int year() {
        return year;
    }

    State state() {
        return state;
    }

    @Nullable
    Instant knownBy() {
        return knownBy;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    Set<String> leftOut() {
        return new TreeSet<>(leftOut);
    }

    @Nullable
    String remark() {
        return remark;
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    /** Pseudonyms of all who ever decided on it. */
    Set<String> deciders() {
        return new TreeSet<>(deciders);
    }

    @Nullable
    Instant signedAt() {
        return signedAt;
    }

    @Nullable
    String signedBy() {
        return signedBy;
    }

    @Nullable
    String documentNumber() {
        return documentNumber;
    }

    @Nullable
    String withdrawnBecause() {
        return withdrawnBecause;
    }
}
