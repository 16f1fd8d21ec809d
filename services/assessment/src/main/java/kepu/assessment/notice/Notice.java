package kepu.assessment.notice;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kepu.contracts.assessment.NoticeEvent.HearingOpened;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.contracts.assessment.NoticeEvent.NoticeDiscarded;
import kepu.contracts.assessment.NoticeEvent.NoticeDrafted;
import kepu.contracts.assessment.NoticeEvent.NoticeIssued;
import kepu.contracts.assessment.NoticeEvent.SubjectHeard;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A notice (通报) about a unit or a person of it: drafted, if it criticises heard, and issued under a number. What was issued
 * is never changed: another notice takes it back.
 */
@Document("notices")
@InVersionedSets
@Listed(
        period = "occurredAt",
        state = Notice.State.class,
        by = {"kind=content.kind", "issuerId=content.issuerId"},
        indexed = "withdraws=content.withdrawsNoticeId",
        text = {"title=content.title", "documentNumber"},
        sort = {"occurredAt", "id"})
class Notice extends Aggregate {
    /** 草拟, 听取申辩, 已申辩, 已印发, 作罢. */
    enum State implements ListState {
        DRAFT,
        HEARING,
        HEARD,
        ISSUED,
        DISCARDED;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    /** 公开, 内部. */
    enum Circulation {
        PUBLIC,
        INTERNAL
    }

    /**
     * What a notice says.
     *
     * @param personId pseudonym of the person that it is about; null: about the unit
     * @param track of a unit's commendation or criticism; null: the party track
     * @param deed of a unit's commendation
     * @param orderId the order to which a criticism belongs
     * @param withdrawsNoticeId what a withdrawal takes back
     * @param addressees 主送
     * @param copies 抄送
     * @param signature 落款
     */
    record Content(
            Kind kind,
            String issuerId,
            @Nullable String personId,
            @Nullable Track track,
            @Nullable String deed,
            @Nullable String orderId,
            @Nullable String withdrawsNoticeId,
            String title,
            List<String> addressees,
            List<String> paragraphs,
            List<String> copies,
            String signature,
            Circulation circulation) {
        /** @throws kepu.defaults.Rejection 422 {@code field-of-another-notice} */
        Content {
            requireOnlyOf(kind == Kind.COMMENDATION, "deed", deed, kind);
            requireOnlyOf(kind == Kind.CRITICISM, "orderId", orderId, kind);
            requireOnlyOf(kind != Kind.WITHDRAWAL && personId == null, "track", track, kind);
            if ((kind == Kind.WITHDRAWAL) != (withdrawsNoticeId != null)) {
                throw NoticeRejection.fieldOfAnotherKind("withdrawsNoticeId", kind);
            }
        }

        private static void requireOnlyOf(boolean may, String field, @Nullable Object value, Kind kind) {
            if (value != null && !may) {
                throw NoticeRejection.fieldOfAnotherKind(field, kind);
            }
        }
    }

    /**
     * The hearing (陈述申辩) of a criticism.
     *
     * @param answerBy last day on which the subject may answer before the notice may be issued
     * @param answeredBy account, or the pseudonym of the person that it is about; an earlier version did not keep it
     */
    record Hearing(
            Instant openedAt,
            LocalDate answerBy,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy,
            @Nullable String statement,
            boolean objects,
            @Nullable String reply) {
        private Hearing answered(Instant at, String by, String words, boolean isObjection) {
            return new Hearing(openedAt, answerBy, at, by, words, isObjection, null);
        }

        private Hearing repliedTo(@Nullable String words) {
            return new Hearing(openedAt, answerBy, answeredAt, answeredBy, statement, objects, words);
        }

        /** The same, with whoever answered named as given. */
        Hearing naming(@Nullable String whoAnswered) {
            return new Hearing(openedAt, answerBy, answeredAt, whoAnswered, statement, objects, reply);
        }
    }

    private final Content content;
    private final String draftedBy;
    private Instant occurredAt;
    private State state = State.DRAFT;
    private @Nullable Hearing hearing;
    private @Nullable String documentNumber;
    private @Nullable String issuedBy;
    private @Nullable String discardedBecause;

    Notice(String id, String unitId, Content content, Instant occurredAt, String draftedBy) {
        super(id, unitId);
        this.content = content;
        this.occurredAt = occurredAt;
        this.draftedBy = draftedBy;
    }

    DomainEvents draft() {
        requireNotAbout(draftedBy);
        return raise(occurredAt, new NoticeDrafted(id(), content.kind(), content.issuerId(), content.personId()));
    }

    DomainEvents openHearing(LocalDate answerBy, Instant at, String by) {
        if (content.kind() != Kind.CRITICISM || state != State.DRAFT) {
            throw NoticeRejection.noHearing(content.kind(), state);
        }
        requireNotAbout(by);
        requireNotBefore(occurredAt, at);
        state = State.HEARING;
        hearing = new Hearing(at, answerBy, null, null, null, false, null);
        return raise(at, new HearingOpened(id(), answerBy));
    }

    /** Also after the last day, as long as it is not issued. */
    DomainEvents hear(String statement, boolean objects, Instant at, String by) {
        if (state != State.HEARING || hearing == null) {
            throw NoticeRejection.notBeingHeard(state);
        }
        requireNotBefore(hearing.openedAt(), at);
        state = State.HEARD;
        String personId = content.personId();
        String answeredBy = personId != null && SamePerson.is(by, personId) ? personId : by;
        hearing = hearing.answered(at, answeredBy, statement, objects);
        return raise(at, new SubjectHeard(id(), objects));
    }

    /**
     * Asked before a number is kept for it.
     *
     * @param reply to the objection of the subject, if it objects
     */
    void requireIssuable(Instant at, LocalDate today, @Nullable String reply, String by) {
        requireNotSettled();
        requireNotOfSubject(by);
        if (content.kind() == Kind.CRITICISM) {
            requireHeard(at, today, reply);
        }
    }

    private void requireHeard(Instant at, LocalDate today, @Nullable String reply) {
        if (hearing == null) {
            throw NoticeRejection.subjectNotHeard();
        }
        Instant answeredAt = hearing.answeredAt();
        requireNotBefore(answeredAt == null ? hearing.openedAt() : answeredAt, at);
        if (answeredAt == null && !today.isAfter(hearing.answerBy())) {
            throw NoticeRejection.hearingNotOver(hearing.answerBy());
        }
        if (hearing.objects() && reply == null) {
            throw NoticeRejection.objectionNotAnswered();
        }
    }

    /** @param withdrawn the notice that it takes back, if any */
    DomainEvents issue(
            String number,
            Level level,
            Instant at,
            LocalDate today,
            @Nullable String reply,
            @Nullable Notice withdrawn,
            String by) {
        requireIssuable(at, today, reply, by);
        if (withdrawn != null) {
            withdrawn.requireMayBeTakenBack(at, by);
        }
        state = State.ISSUED;
        documentNumber = number;
        occurredAt = at;
        issuedBy = by;
        hearing = hearing == null ? null : hearing.repliedTo(reply);
        return raise(
                at,
                new NoticeIssued(
                        id(),
                        content.kind(),
                        content.issuerId(),
                        number,
                        level,
                        content.personId(),
                        content.track(),
                        content.deed(),
                        content.orderId(),
                        content.withdrawsNoticeId(),
                        withdrawn == null ? null : withdrawn.occurredAt()));
    }

    /** By a notice that is issued at that time: not before this one was, nor by its subject. Asked before a number is kept. */
    void requireMayBeTakenBack(Instant at, String by) {
        requireNotOfSubject(by);
        requireNotBefore(occurredAt, at);
    }

    DomainEvents discard(String reason, Instant at, String by) {
        requireNotSettled();
        requireNotOfSubject(by);
        state = State.DISCARDED;
        discardedBecause = reason;
        return raise(at, new NoticeDiscarded(id(), reason));
    }

    private void requireNotSettled() {
        if (state == State.ISSUED || state == State.DISCARDED) {
            throw NoticeRejection.settled(state);
        }
    }

    /** Nobody decides on what concerns themselves. */
    private void requireNotAbout(String actor) {
        SamePerson.requireNot(actor, content.personId());
    }

    /** Nor on what they answered for the subject, whichever role they came to have since. */
    void requireNotOfSubject(String actor) {
        requireNotAbout(actor);
        SamePerson.requireNot(actor, hearing == null ? null : hearing.answeredBy());
    }

    private static void requireNotBefore(Instant previous, Instant at) {
        if (at.isBefore(previous)) {
            throw NoticeRejection.beforePrevious(previous);
        }
    }

    /** Those about a person, from the hearing on; what was only drafted is for the office. */
    static Bson of(OwnPerson person) {
        return Filters.and(
                Filters.eq("unitId", person.unitId()),
                Filters.eq("content.personId", person.personId()),
                Filters.in("state", State.HEARING.name(), State.HEARD.name(), State.ISSUED.name()));
    }

    /** Whether {@link #of} has it. */
    boolean isOf(OwnPerson person) {
        return content.personId() != null && person.is(unitId(), content.personId()) && isKnownToSubject();
    }

    /** What was only drafted, or came to nothing, is for the office. */
    boolean isKnownToSubject() {
        return state != State.DRAFT && state != State.DISCARDED;
    }

    Content content() {
        return content;
    }

    String issuerId() {
        return content.issuerId();
    }

    /** When it was issued; before that, when it was drafted. */
    Instant occurredAt() {
        return occurredAt;
    }

    State state() {
        return state;
    }

    @Nullable
    Hearing hearing() {
        return hearing;
    }

    @Nullable
    String documentNumber() {
        return documentNumber;
    }

    @Nullable
    String issuedBy() {
        return issuedBy;
    }

    @Nullable
    String discardedBecause() {
        return discardedBecause;
    }
}
