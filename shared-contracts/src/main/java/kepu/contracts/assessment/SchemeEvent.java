package kepu.contracts.assessment;

import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.AppliesBelow;
import org.jspecify.annotations.Nullable;

/**
 * Assessment schemes (考核方案) that people of a county write: drafted, reviewed by somebody else, published for the units below
 * it, retired. Source: R30.
 */
@Family(topic = "kepu.assessment.scheme")
public sealed interface SchemeEvent extends DomainEvent, AppliesBelow {
    /** With {@link #schemeVersion} it names the scheme, in the whole installation. */
    String scheme();

    int schemeVersion();

    /** Whose years it scores: 村, 乡属部门, 乡镇. */
    enum Subject {
        VILLAGE,
        DEPARTMENT,
        TOWNSHIP
    }

    /** What a review says of a draft: 同意发布, 退回修改. */
    enum Opinion {
        APPROVED,
        SENT_BACK
    }

    /** Written, or written anew; what was said of it before no longer holds. */
    @WireType("kepu.assessment.scheme-drafted.v1")
    @Fact("draft")
    record SchemeDrafted(String scheme, int schemeVersion, Subject appliesTo, String title) implements SchemeEvent {}

    /** Reviewed by somebody who wrote none of it. */
    @WireType("kepu.assessment.scheme-reviewed.v1")
    @Fact("review")
    record SchemeReviewed(String scheme, int schemeVersion, Opinion opinion, String comment) implements SchemeEvent {}

    /**
     * In force for the units below from the year {@code fromYear} on, until another one with the same or a later year takes its
     * place or it is retired; {@code content} never changes. {@code reasonAgainstWarnings} says why it was published in spite
     * of {@code warnings}, if there were any.
     */
    @WireType("kepu.assessment.scheme-published.v1")
    @Fact("publication")
    record SchemePublished(
            String scheme,
            int schemeVersion,
            Subject appliesTo,
            int fromYear,
            String content,
            Set<String> warnings,
            @Nullable String reasonAgainstWarnings)
            implements SchemeEvent {
        public SchemePublished {
            warnings = Sorted.copyOf(warnings);
        }
    }

    /** Not in force for the year {@code fromYear} and any later one; earlier years stay scored by it. */
    @WireType("kepu.assessment.scheme-retired.v1")
    @Fact("retirement")
    record SchemeRetired(String scheme, int schemeVersion, Subject appliesTo, int fromYear, String reason)
            implements SchemeEvent {}
}
