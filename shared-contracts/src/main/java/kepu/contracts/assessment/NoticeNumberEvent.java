package kepu.contracts.assessment;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * The register of an authority's document numbers (发文字号): each number of a year is used once or void with a reason, so that
 * none is missing. A number that the office gave itself is told in the same way. Source: R33.
 */
@Family(topic = "kepu.assessment.notice-number")
public sealed interface NoticeNumberEvent extends DomainEvent {
    String documentNumber();

    /** Kept for a notice that is being issued. */
    @WireType("kepu.assessment.notice-number-reserved.v1")
    @Fact(value = "number", per = "documentNumber")
    record NoticeNumberReserved(String documentNumber, String noticeId) implements NoticeNumberEvent {}

    /** The notice was issued under it. */
    @WireType("kepu.assessment.notice-number-used.v1")
    @Fact(value = "number", per = "documentNumber")
    record NoticeNumberUsed(String documentNumber, String noticeId) implements NoticeNumberEvent {}

    /** No notice has it. A number that was given here is never given again. */
    @WireType("kepu.assessment.notice-number-voided.v1")
    @Fact(value = "number", per = "documentNumber")
    record NoticeNumberVoided(String documentNumber, String reason) implements NoticeNumberEvent {}
}
