package kepu.readingrooms.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomApplied;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomAwarded;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomRefused;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomResubmitted;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomRevoked;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.DemonstrationRoomWithdrawn;
import kepu.contracts.readingrooms.DemonstrationRoomEvent.Refusal;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.Listed;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An application of a room for the title of county demonstration room (示范书屋), and what the county decided. Steps may be
 * recorded late, but in their order. What was recorded wrongly is withdrawn as a whole and recorded again.
 */
@Document("demonstration-rooms")
@InVersionedSets
@Listed(
        period = "appliedAt",
        state = DemonstrationRoomState.class,
        by = "roomId",
        sort = {"appliedAt", "id"})
class DemonstrationRoom extends Aggregate {
    private final String roomId;
    private final Instant appliedAt;
    private Dossier dossier;
    private What stage = What.APPLIED;
    private @Nullable String documentNumber;
    private @Nullable LocalDate validUntil;
    private List<Step> steps = new ArrayList<>();

    /** What the application rests on (申报材料): a statement, and checks of the room against the standards. */
    record Dossier(String statement, Set<String> checkIds) {
        Dossier {
            checkIds = new TreeSet<>(checkIds);
        }
    }

    /** 申报, 补充申报, 退回, 不予命名, 命名, 撤销, 撤回. */
    enum What {
        APPLIED,
        RESUBMITTED,
        SENT_BACK,
        REFUSED,
        AWARDED,
        REVOKED,
        WITHDRAWN
    }

    /** A step with what was said about it, and by whom it was recorded. */
    record Step(What what, Instant at, String by, String text) {}

    DemonstrationRoom(String id, String unitId, String roomId, Dossier dossier, Instant appliedAt) {
        super(id, unitId);
        this.roomId = roomId;
        this.dossier = dossier;
        this.appliedAt = appliedAt;
    }

    DomainEvents apply(String by) {
        steps.add(new Step(What.APPLIED, appliedAt, by, dossier.statement()));
        return raise(appliedAt, new DemonstrationRoomApplied(id(), roomId));
    }

    DomainEvents resubmit(Dossier better, Instant at, String by) {
        if (stage != What.SENT_BACK) {
            throw DemonstrationRoomRejection.notSentBack();
        }
        go(What.RESUBMITTED, at, by, better.statement());
        dossier = better;
        return raise(at, new DemonstrationRoomResubmitted(id(), roomId));
    }

    /** @param day of the award, from which on the title holds */
    DomainEvents award(String document, LocalDate until, Instant at, LocalDate day, String by) {
        requireToBeDecided(by);
        if (until.isBefore(day)) {
            throw DemonstrationRoomRejection.endsTooEarly(until);
        }
        go(What.AWARDED, at, by, document);
        documentNumber = document;
        validUntil = until;
        return raise(at, new DemonstrationRoomAwarded(id(), roomId, document, until));
    }

    DomainEvents refuse(Refusal outcome, String comment, Instant at, String by) {
        requireToBeDecided(by);
        go(outcome == Refusal.SENT_BACK ? What.SENT_BACK : What.REFUSED, at, by, comment);
        return raise(at, new DemonstrationRoomRefused(id(), outcome));
    }

    DomainEvents revoke(String reason, Instant at, LocalDate day, String by) {
        if (!holdsOn(day)) {
            throw DemonstrationRoomRejection.notHeld(day);
        }
        go(What.REVOKED, at, by, reason);
        return raise(at, new DemonstrationRoomRevoked(id(), reason));
    }

    /** It never was, and neither was what became of it. */
    DomainEvents withdraw(String reason, Instant at, String by) {
        if (stage == What.WITHDRAWN) {
            throw DemonstrationRoomRejection.withdrawn();
        }
        go(What.WITHDRAWN, at, by, reason);
        return raise(at, new DemonstrationRoomWithdrawn(id(), reason, appliedAt));
    }

    /** Nobody decides on what they applied for themselves. */
    private void requireToBeDecided(String by) {
        if (stage != What.APPLIED && stage != What.RESUBMITTED) {
            throw DemonstrationRoomRejection.decided();
        }
        SamePerson.requireNoneOf(
                by,
                steps.stream()
                        .filter(step -> step.what() == What.APPLIED || step.what() == What.RESUBMITTED)
                        .map(Step::by)
                        .toList());
    }

    private void go(What next, Instant at, String by, String text) {
        Instant previous = steps.getLast().at();
        if (at.isBefore(previous)) {
            throw DemonstrationRoomRejection.beforePrevious(previous);
        }
        steps.add(new Step(next, at, by, text));
        stage = next;
    }

    /** Whether the county has awarded it, so that it is not the applicant's alone any more. */
    boolean isAwarded() {
        return documentNumber != null;
    }

    /** Whether the title holds up to the end of that local day, as known now. */
    boolean holdsOn(LocalDate day) {
        return stage == What.AWARDED && validUntil != null && !day.isAfter(validUntil);
    }

    DemonstrationRoomState state(LocalDate today) {
        return switch (stage) {
            case APPLIED, RESUBMITTED -> DemonstrationRoomState.TO_BE_DECIDED;
            case SENT_BACK -> DemonstrationRoomState.SENT_BACK;
            case REFUSED -> DemonstrationRoomState.REFUSED;
            case REVOKED -> DemonstrationRoomState.REVOKED;
            case WITHDRAWN -> DemonstrationRoomState.WITHDRAWN;
            case AWARDED -> holdsOn(today) ? DemonstrationRoomState.HELD : DemonstrationRoomState.EXPIRED;
        };
    }

    /**
     * Whether it is under way or its title holds on that local day or later, as known now: what was refused or revoked was so
     * until that day.
     */
    boolean isOpenFrom(LocalDate day, ZoneId zone) {
        return switch (state(day)) {
            case TO_BE_DECIDED, SENT_BACK, HELD -> true;
            case REFUSED, REVOKED ->
                day.isBefore(LocalDate.ofInstant(steps.getLast().at(), zone));
            case EXPIRED, WITHDRAWN -> false;
        };
    }

    /** Whether a room that is retired on that local day would leave it undecided, or its title held later. */
    boolean outlives(LocalDate day, ZoneId zone) {
        return stage != What.REFUSED && isOpenFrom(day.plusDays(1), zone);
    }

    String roomId() {
        return roomId;
    }

    Dossier dossier() {
        return dossier;
    }

    Instant appliedAt() {
        return appliedAt;
    }

    @Nullable
    String documentNumber() {
        return documentNumber;
    }

    @Nullable
    LocalDate validUntil() {
        return validUntil;
    }

    /** In the order of time. */
    List<Step> steps() {
        return List.copyOf(steps);
    }
}
