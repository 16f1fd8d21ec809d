package kepu.organization.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationApplied;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationAwarded;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRechecked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRenewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationResubmitted;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationReviewed;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationRevoked;
import kepu.contracts.organization.DemonstrationEvent.DemonstrationWithdrawn;
import kepu.contracts.organization.DemonstrationEvent.Level;
import kepu.contracts.organization.DemonstrationEvent.Verdict;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.Listed;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An application of a township, village or household for a demonstration title (三级联创), and what became of it: review,
 * award, re-checks, renewals, revocation. Steps may be recorded late, but in their order. What was recorded wrongly is
 * withdrawn as a whole and recorded again.
 *
 * <p>A household is a pseudonymous number of its village.
 */
@Document("demonstrations")
@InVersionedSets
@Listed(
        period = "appliedAt",
        state = DemonstrationState.class,
        by = {"level", "programmeId"},
        sort = {"appliedAt", "id"})
class Demonstration extends Aggregate {
    private final String programmeId;
    private final Level level;
    private final @Nullable String householdNumber;
    private final Instant appliedAt;
    private String evidence;
    private What stage = What.APPLIED;
    private boolean rechecked;
    private @Nullable String documentNumber;
    private @Nullable LocalDate validUntil;
    private List<Step> steps = new ArrayList<>();

    /** A step: 申报, 补充申报, 退回, 同意推荐, 不予推荐, 命名, 复核合格, 复核不合格, 延续, 撤销, 撤回. */
    enum What {
        APPLIED,
        RESUBMITTED,
        SENT_BACK,
        RECOMMENDED,
        REFUSED,
        AWARDED,
        RECHECK_PASSED,
        RECHECK_FAILED,
        RENEWED,
        REVOKED,
        WITHDRAWN
    }

    /** A step with what was said about it, and by whom it was recorded. */
    record Step(What what, Instant at, String by, String text) {}

    Demonstration(
            String id,
            String unitId,
            String programmeId,
            Level level,
            @Nullable String householdNumber,
            String evidence,
            Instant appliedAt) {
        super(id, unitId);
        this.programmeId = programmeId;
        this.level = level;
        this.householdNumber = householdNumber;
        this.evidence = evidence;
        this.appliedAt = appliedAt;
    }

    /** A township and a village apply for themselves, a village for its households, each under its number. */
    static void requireLevel(Level level, Kind kind, @Nullable String householdNumber) {
        if ((level == Level.TOWNSHIP ? Kind.TOWNSHIP : Kind.VILLAGE) != kind) {
            throw DemonstrationRejection.wrongLevel(level, kind);
        }
        if ((level == Level.HOUSEHOLD) != (householdNumber != null)) {
            throw DemonstrationRejection.wrongHousehold(level);
        }
    }

    DomainEvents apply(String by) {
        steps.add(new Step(What.APPLIED, appliedAt, by, evidence));
        return raise(appliedAt, new DemonstrationApplied(id(), programmeId, level, householdNumber, evidence));
    }

    /** Nobody reviews what they applied for themselves. */
    DomainEvents review(Verdict verdict, String comment, Instant at, String by) {
        if (stage != What.APPLIED && stage != What.RESUBMITTED) {
            throw DemonstrationRejection.notToBeReviewed();
        }
        requireNoPartOfApplicant(by);
        What reviewed = switch (verdict) {
            case RECOMMENDED -> What.RECOMMENDED;
            case SENT_BACK -> What.SENT_BACK;
            case REFUSED -> What.REFUSED;
        };
        go(reviewed, at, by, comment);
        return raise(at, new DemonstrationReviewed(id(), verdict, comment));
    }

    DomainEvents resubmit(String newEvidence, Instant at, String by) {
        if (stage != What.SENT_BACK) {
            throw DemonstrationRejection.notSentBack();
        }
        go(What.RESUBMITTED, at, by, newEvidence);
        evidence = newEvidence;
        return raise(at, new DemonstrationResubmitted(id(), programmeId, level, householdNumber, evidence));
    }

    /**
     * Nobody awards what they applied for themselves.
     *
     * @param day of the award, from which on the title holds
     */
    DomainEvents award(String document, LocalDate until, Instant at, LocalDate day, String by) {
        if (stage != What.RECOMMENDED) {
            throw DemonstrationRejection.notRecommended();
        }
        requireNoPartOfApplicant(by);
        if (until.isBefore(day)) {
            throw DemonstrationRejection.endsTooEarly(until);
        }
        go(What.AWARDED, at, by, document);
        documentNumber = document;
        validUntil = until;
        return raise(at, new DemonstrationAwarded(id(), level, householdNumber, document, until));
    }

    /** Nobody re-checks what they applied for themselves. */
    DomainEvents recheck(boolean passed, String comment, String seen, Instant at, LocalDate day, String by) {
        requireHeldOn(day);
        requireNoPartOfApplicant(by);
        note(passed ? What.RECHECK_PASSED : What.RECHECK_FAILED, at, by, comment);
        rechecked = passed;
        return raise(at, new DemonstrationRechecked(id(), passed, comment, seen));
    }

    /** After a re-check that it passed, while the title still holds; nobody renews what they applied for themselves. */
    DomainEvents renew(String document, LocalDate until, Instant at, LocalDate day, String by) {
        LocalDate before = requireHeldOn(day);
        requireNoPartOfApplicant(by);
        if (!rechecked) {
            throw DemonstrationRejection.notRechecked();
        }
        if (!until.isAfter(before)) {
            throw DemonstrationRejection.endsTooEarly(until);
        }
        note(What.RENEWED, at, by, document);
        rechecked = false;
        documentNumber = document;
        validUntil = until;
        return raise(at, new DemonstrationRenewed(id(), level, householdNumber, document, until));
    }

    DomainEvents revoke(String reason, Instant at, LocalDate day, String by) {
        requireHeldOn(day);
        go(What.REVOKED, at, by, reason);
        return raise(at, new DemonstrationRevoked(id(), reason));
    }

    /** It never was, and neither was what became of it. */
    DomainEvents withdraw(String reason, Instant at, String by) {
        if (stage == What.WITHDRAWN) {
            throw DemonstrationRejection.withdrawn();
        }
        go(What.WITHDRAWN, at, by, reason);
        return raise(at, new DemonstrationWithdrawn(id(), reason, appliedAt));
    }

    /** Whether the authority has decided on it, so that it is not the applicant's alone any more. */
    boolean decided() {
        return documentNumber != null;
    }

    private void go(What next, Instant at, String by, String text) {
        note(next, at, by, text);
        stage = next;
    }

    private void note(What what, Instant at, String by, String text) {
        Instant previous = steps.getLast().at();
        if (at.isBefore(previous)) {
            throw DemonstrationRejection.beforePrevious(previous);
        }
        steps.add(new Step(what, at, by, text));
    }

    private void requireNoPartOfApplicant(String actor) {
        SamePerson.requireNoneOf(
                actor,
                steps.stream()
                        .filter(step -> step.what() == What.APPLIED || step.what() == What.RESUBMITTED)
                        .map(Step::by)
                        .toList());
    }

    private LocalDate requireHeldOn(LocalDate day) {
        if (validUntil == null || !holdsOn(day)) {
            throw DemonstrationRejection.notHeld(day);
        }
        return validUntil;
    }

    /** Whether the title, if it was awarded by then, holds up to the end of that local day, as known now. */
    boolean holdsOn(LocalDate day) {
        return stage == What.AWARDED && validUntil != null && !day.isAfter(validUntil);
    }

    DemonstrationState state(LocalDate today) {
        return switch (stage) {
            case APPLIED, RESUBMITTED -> DemonstrationState.TO_BE_REVIEWED;
            case SENT_BACK -> DemonstrationState.SENT_BACK;
            case RECOMMENDED -> DemonstrationState.RECOMMENDED;
            case REFUSED -> DemonstrationState.REFUSED;
            case REVOKED -> DemonstrationState.REVOKED;
            case WITHDRAWN -> DemonstrationState.WITHDRAWN;
            default -> holdsOn(today) ? DemonstrationState.HELD : DemonstrationState.EXPIRED;
        };
    }

    /**
     * Whether it is under way or its title holds on that local day or later, as known now: what was refused or revoked was so
     * until that day.
     */
    boolean isOpenFrom(LocalDate day, ZoneId zone) {
        return switch (state(day)) {
            case TO_BE_REVIEWED, SENT_BACK, RECOMMENDED, HELD -> true;
            case REFUSED, REVOKED ->
                day.isBefore(LocalDate.ofInstant(steps.getLast().at(), zone));
            case EXPIRED, WITHDRAWN -> false;
        };
    }

    String programmeId() {
        return programmeId;
    }

    Level level() {
        return level;
    }

    @Nullable
    String householdNumber() {
        return householdNumber;
    }

    String evidence() {
        return evidence;
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
