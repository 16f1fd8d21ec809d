package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/**
 * Entries of the three archives (三类档案: 培训宣传资料, 远教记录, 活动图片) and their review before publication. Source: R20.
 *
 * <p>An activity's archive is complete with one entry of any kind. Neither title nor content is told.
 */
@Family(topic = "kepu.campaigns.archives")
public sealed interface ArchiveEvent extends DomainEvent {
    String archiveId();

    /** 活动, 培训, 远程教育. */
    enum Subject {
        ACTIVITY,
        TRAINING,
        DISTANCE_EDUCATION
    }

    /** 培训宣传资料, 远教记录, 活动图片. */
    enum Kind {
        TRAINING_MATERIAL,
        DISTANCE_EDUCATION_RECORD,
        PHOTO
    }

    /** 电子, 纸质. */
    enum Form {
        ELECTRONIC,
        PAPER
    }

    /** 永久, 30 年, 10 年. */
    enum Retention {
        PERMANENT,
        YEARS_30,
        YEARS_10
    }

    /** An event about the entry itself, not about its review. */
    interface ArchiveVersion extends FactVersion {
        String archiveId();

        @Override
        default String factId() {
            return archiveId();
        }
    }

    /** An entry that holds. */
    interface ArchiveStated extends ArchiveVersion {
        Subject subject();

        String subjectId();
    }

    /** Filed at {@code occurredAt} about what {@code subjectId} names. */
    @WireType("kepu.campaigns.archive-filed.v1")
    record ArchiveFiled(
            String archiveId, Subject subject, String subjectId, Kind kind, Form form, Retention retention, int pages)
            implements ArchiveEvent, ArchiveStated {}

    /** The entry is as stated here, and not reviewed again yet. */
    @WireType("kepu.campaigns.archive-corrected.v1")
    record ArchiveCorrected(
            String archiveId,
            Subject subject,
            String subjectId,
            Kind kind,
            Form form,
            Retention retention,
            int pages,
            Instant previousOccurredAt)
            implements ArchiveEvent, ArchiveStated, Correction {}

    /** There never was such an entry. */
    @WireType("kepu.campaigns.archive-withdrawn.v1")
    record ArchiveWithdrawn(String archiveId, String reason, Instant previousOccurredAt)
            implements ArchiveEvent, ArchiveVersion, Withdrawal {}

    /** A step of the review (内容审核) of an entry's content, by somebody else than its recorder. */
    interface ArchiveReview extends DomainEvent {}

    /** The content is right and may be published. */
    @WireType("kepu.campaigns.archive-published.v1")
    @Fact("review")
    record ArchivePublished(String archiveId, String reviewedBy, String evidence)
            implements ArchiveEvent, ArchiveReview {}

    /** The content is sent back to be put right. */
    @WireType("kepu.campaigns.archive-returned.v1")
    @Fact("review")
    record ArchiveReturned(String archiveId, String returnedBy, String reason) implements ArchiveEvent, ArchiveReview {}
}
