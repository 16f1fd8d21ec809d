package kepu.assessment.notice;

import java.time.Instant;
import java.time.LocalDate;
import kepu.assessment.notice.Notice.State;
import kepu.contracts.assessment.NoticeEvent.Kind;
import kepu.defaults.Rejection;

/** Why a step of a notice is refused. */
final class NoticeRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private NoticeRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static NoticeRejection issuerIsNoAuthority(String issuerId) {
        return new NoticeRejection(422, "issuer-is-no-authority", issuerId);
    }

    static NoticeRejection subjectNotBelowIssuer(String unitId, String issuerId) {
        return new NoticeRejection(422, "subject-not-below-issuer", unitId, issuerId);
    }

    static NoticeRejection fieldOfAnotherKind(String field, Kind kind) {
        return new NoticeRejection(422, "field-of-another-notice", field, kind);
    }

    static NoticeRejection unknownOrder(String orderId, String unitId) {
        return new NoticeRejection(422, "notice-of-unknown-order", orderId, unitId);
    }

    static NoticeRejection nothingToWithdraw(String noticeId) {
        return new NoticeRejection(422, "notice-not-to-be-withdrawn", noticeId);
    }

    static NoticeRejection withdrawnAlready(String number) {
        return new NoticeRejection(409, "notice-already-withdrawn", number);
    }

    static NoticeRejection noHearing(Kind kind, State state) {
        return new NoticeRejection(409, "no-hearing-of-this-notice", kind, state);
    }

    static NoticeRejection notBeingHeard(State state) {
        return new NoticeRejection(409, "notice-not-being-heard", state);
    }

    static NoticeRejection answeredByIssuer() {
        return new NoticeRejection(409, "answer-of-the-subject-only");
    }

    static NoticeRejection subjectNotHeard() {
        return new NoticeRejection(409, "subject-not-heard");
    }

    static NoticeRejection hearingNotOver(LocalDate answerBy) {
        return new NoticeRejection(409, "hearing-not-over", answerBy);
    }

    static NoticeRejection objectionNotAnswered() {
        return new NoticeRejection(422, "objection-not-answered");
    }

    static NoticeRejection settled(State state) {
        return new NoticeRejection(409, "notice-settled", state);
    }

    static NoticeRejection beforePrevious(Instant previous) {
        return new NoticeRejection(422, "notice-step-before-previous", previous);
    }

    static NoticeRejection wholeNumberAsOfficeCode(String officeCode) {
        return new NoticeRejection(422, "office-code-with-number", officeCode);
    }

    static NoticeRejection numberWanted() {
        return new NoticeRejection(422, "one-kind-of-number");
    }

    static NoticeRejection numberTaken(String number) {
        return new NoticeRejection(409, "document-number-taken", number);
    }
}
