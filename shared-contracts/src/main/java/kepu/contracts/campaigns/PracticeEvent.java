package kepu.contracts.campaigns;

import java.time.Instant;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * Practices and role models (好做法、先进典型、学习模范) of villages and departments: nominated by one person, published by another.
 *
 * <p>What is told of them at length stays in the service. A person is told by pseudonym, and no title or reason may name one.
 * Source: R29.
 */
@Family(topic = "kepu.campaigns.practices")
public sealed interface PracticeEvent extends FactVersion {
    String practiceId();

    @Override
    default String factId() {
        return practiceId();
    }

    /** 好做法, 先进典型, 学习模范. */
    enum Kind {
        GOOD_PRACTICE,
        ADVANCED_EXAMPLE,
        ROLE_MODEL
    }

    /**
     * Nominated at {@code occurredAt}.
     *
     * @param personId pseudonym of the person, if it is about one
     */
    @WireType("kepu.campaigns.practice-nominated.v1")
    record PracticeNominated(
            String practiceId,
            Kind kind,
            String title,
            @Nullable String personId) implements PracticeEvent {}

    /** The nomination is as stated here. */
    @WireType("kepu.campaigns.practice-corrected.v1")
    record PracticeCorrected(
            String practiceId,
            Kind kind,
            String title,
            @Nullable String personId,
            Instant previousOccurredAt) implements PracticeEvent, Correction {}

    /** It was never nominated, and so never published; {@code previousOccurredAt} is when it was nominated. */
    @WireType("kepu.campaigns.practice-withdrawn.v1")
    record PracticeWithdrawn(String practiceId, String reason, Instant previousOccurredAt)
            implements PracticeEvent, Withdrawal {}

    /** Published at {@code occurredAt} by somebody who had no part in the nomination. */
    @WireType("kepu.campaigns.practice-published.v1")
    @Fact("publication")
    record PracticePublished(String practiceId, String publishedBy) implements PracticeEvent {
        @Override
        public String factId() {
            return practiceId + ":publication";
        }
    }

    /** The publication of {@code previousOccurredAt} does not hold; it may be published again. */
    @WireType("kepu.campaigns.practice-publication-withdrawn.v1")
    @Fact("publication")
    record PracticePublicationWithdrawn(String practiceId, String reason, Instant previousOccurredAt)
            implements PracticeEvent, Withdrawal {
        @Override
        public String factId() {
            return practiceId + ":publication";
        }
    }
}
