package kepu.contracts.assessment;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.organization.TitleEvent.Level;
import kepu.contracts.organization.TitleEvent.Track;
import org.jspecify.annotations.Nullable;

/**
 * Notices (通报) that commend or criticise a unit, or a person of it under a pseudonym; they are events of that unit. What a
 * notice says in words is in no event. Source: R33.
 */
@Family(topic = "kepu.assessment.notice")
public sealed interface NoticeEvent extends DomainEvent {
    String noticeId();

    /** 通报表扬, 通报批评, 撤销通报. */
    enum Kind {
        COMMENDATION,
        CRITICISM,
        WITHDRAWAL
    }

    /** Drafted for the unit {@code issuerId}, about the unit or, with {@code personId}, a person of it. */
    @WireType("kepu.assessment.notice-drafted.v1")
    record NoticeDrafted(
            String noticeId,
            Kind kind,
            String issuerId,
            @Nullable String personId) implements NoticeEvent {}

    /** The subject of a criticism may answer up to the end of {@code answerBy}. */
    @WireType("kepu.assessment.hearing-opened.v1")
    record HearingOpened(String noticeId, LocalDate answerBy) implements NoticeEvent {}

    /** The subject has answered. */
    @WireType("kepu.assessment.subject-heard.v1")
    record SubjectHeard(String noticeId, boolean objects) implements NoticeEvent {}

    /**
     * Issued on the day of {@code occurredAt}; it holds unless a notice of the kind WITHDRAWAL is issued that names it.
     *
     * @param level of the issuer
     * @param deed of a commendation
     * @param orderId of a criticism: the order to which it belongs
     * @param withdrawsNoticeId of a withdrawal: the notice that it takes back
     * @param withdrawnIssuedAt when that one was issued
     */
    @WireType("kepu.assessment.notice-issued.v1")
    record NoticeIssued(
            String noticeId,
            Kind kind,
            String issuerId,
            String documentNumber,
            Level level,
            @Nullable String personId,
            @Nullable Track track,
            @Nullable String deed,
            @Nullable String orderId,
            @Nullable String withdrawsNoticeId,
            @Nullable Instant withdrawnIssuedAt)
            implements NoticeEvent {}

    /** Will never be issued. */
    @WireType("kepu.assessment.notice-discarded.v1")
    record NoticeDiscarded(String noticeId, String reason) implements NoticeEvent {}
}
