package kepu.contracts.organization;

import java.time.Instant;
import java.time.LocalDate;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Titles of units (称号, 如科普示范村), beside those under a creation programme. Source: R3. */
@Family(topic = "kepu.organization.titles")
public sealed interface TitleEvent extends FactVersion {
    String titleId();

    @Override
    default String factId() {
        return titleId();
    }

    /** Of the authority that granted it: 乡, 县, 省. */
    enum Level {
        TOWNSHIP,
        COUNTY,
        PROVINCE
    }

    /** The track of the assessment that the title adds to: 党建, 科普. */
    enum Track {
        PARTY,
        SCIENCE
    }

    /** Granted at {@code occurredAt}; {@code validUntil} is the last day on which it holds (none: no limit). */
    @WireType("kepu.organization.title-granted.v1")
    record TitleGranted(
            String titleId,
            String title,
            Level level,
            String authority,
            String documentNumber,
            @Nullable LocalDate validUntil,
            @Nullable Track track,
            @Nullable String deed)
            implements TitleEvent {}

    /** The title is as stated here. */
    @WireType("kepu.organization.title-corrected.v1")
    record TitleCorrected(
            String titleId,
            String title,
            Level level,
            String authority,
            String documentNumber,
            @Nullable LocalDate validUntil,
            @Nullable Track track,
            @Nullable String deed,
            Instant previousOccurredAt)
            implements TitleEvent, Correction {}

    /** The title was never granted. */
    @WireType("kepu.organization.title-withdrawn.v1")
    record TitleWithdrawn(String titleId, String reason, Instant previousOccurredAt)
            implements TitleEvent, Withdrawal {}
}
