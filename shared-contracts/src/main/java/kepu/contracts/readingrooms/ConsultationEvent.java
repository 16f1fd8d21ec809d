package kepu.contracts.readingrooms;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * Consultations (咨询) at the desk of a reading room and what is done about them. Source: R12.
 *
 * <p>Question, answer and asker stay in the service: they are about residents. So the reason of a withdrawal must not name
 * anybody; the assignee is told by pseudonym.
 */
@Family(topic = "kepu.reading-rooms.consultations")
public sealed interface ConsultationEvent extends DomainEvent {
    String consultationId();

    /** 生产技术, 政策, 法律, 健康, 教育, 就业创业, 其他. */
    enum Kind {
        TECHNIQUE,
        POLICY,
        LAW,
        HEALTH,
        EDUCATION,
        EMPLOYMENT,
        OTHER
    }

    /** 12345 热线, 乡镇, 县级部门, 其他单位. */
    enum Destination {
        HOTLINE_12345,
        TOWNSHIP,
        COUNTY_DEPARTMENT,
        OTHER
    }

    /** 满意, 基本满意, 不满意. */
    enum Rating {
        SATISFIED,
        FAIR,
        DISSATISFIED
    }

    /** An event about the consultation itself, not about what is done. */
    interface ConsultationVersion extends FactVersion {
        String consultationId();

        @Override
        default String factId() {
            return consultationId();
        }
    }

    /** A step towards the end of a consultation. */
    interface ConsultationStep extends DomainEvent {
        /** When it was asked, as the version that held at the time of this step states it. */
        Instant askedAt();
    }

    /** Something was done with the number of whoever asked, which is never told; no score needs it. */
    interface ConsultationPhoneNotice extends DomainEvent {
        String consultationId();
    }

    /** Somebody asked at {@code occurredAt} at the desk of that room. */
    @WireType("kepu.reading-rooms.consultation-asked.v1")
    record ConsultationAsked(String consultationId, String roomId, Kind kind)
            implements ConsultationEvent, ConsultationVersion {}

    /**
     * The consultation is as stated here; what was done about it stays done.
     *
     * @param answeredAt when it was answered; none if it is not
     */
    @WireType("kepu.reading-rooms.consultation-corrected.v1")
    record ConsultationCorrected(
            String consultationId,
            String roomId,
            Kind kind,
            @Nullable Instant answeredAt,
            Instant previousOccurredAt) implements ConsultationEvent, ConsultationVersion, Correction {}

    /** Nobody asked. */
    @WireType("kepu.reading-rooms.consultation-withdrawn.v1")
    record ConsultationWithdrawn(String consultationId, String reason, Instant previousOccurredAt)
            implements ConsultationEvent, ConsultationVersion, Withdrawal {}

    /** In the hands of {@code assigneeId} from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.consultation-assigned.v1")
    @Fact("progress")
    record ConsultationAssigned(String consultationId, String assigneeId, Instant askedAt)
            implements ConsultationEvent, ConsultationStep {}

    /** Answered at {@code occurredAt}. */
    @WireType("kepu.reading-rooms.consultation-answered.v1")
    @Fact("progress")
    record ConsultationAnswered(String consultationId, String answeredBy, Instant askedAt)
            implements ConsultationEvent, ConsultationStep {}

    /** Whoever asked said at {@code occurredAt} what the answer was worth. */
    @WireType("kepu.reading-rooms.consultation-rated.v1")
    @Fact("rating")
    record ConsultationRated(String consultationId, Rating rating, Instant askedAt)
            implements ConsultationEvent, ConsultationStep {}

    /** Handed to somebody else for good. */
    @WireType("kepu.reading-rooms.consultation-transferred.v1")
    @Fact("progress")
    record ConsultationTransferred(String consultationId, Destination destination, Instant askedAt)
            implements ConsultationEvent, ConsultationStep {}

    /** A double of {@code intoConsultationId}, of the same unit and asked first, which goes on alone. */
    @WireType("kepu.reading-rooms.consultation-merged.v1")
    @Fact("progress")
    record ConsultationMerged(String consultationId, String intoConsultationId, Instant askedAt)
            implements ConsultationEvent, ConsultationStep {}

    /** A phone number of whoever asked is held, sealed; it replaces an earlier one. */
    @WireType("kepu.reading-rooms.consultation-phone-recorded.v1")
    @Fact("phone")
    record ConsultationPhoneRecorded(String consultationId) implements ConsultationEvent, ConsultationPhoneNotice {}

    /** Somebody was shown the number. */
    @WireType("kepu.reading-rooms.consultation-phone-unmasked.v1")
    @Fact("phone-unmasked")
    record ConsultationPhoneUnmasked(String consultationId, String purpose)
            implements ConsultationEvent, ConsultationPhoneNotice {}

    /** The key of the number is destroyed: nobody can ever read it again. */
    @WireType("kepu.reading-rooms.consultation-phone-erased.v1")
    @Fact("phone")
    record ConsultationPhoneErased(String consultationId, String reason)
            implements ConsultationEvent, ConsultationPhoneNotice {}
}
