package kepu.assessment.conversion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleCorrected;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleStated;
import kepu.contracts.assessment.ConversionRuleEvent.ConversionRuleWithdrawn;
import kepu.contracts.assessment.ConversionRuleEvent.Track;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.mapping.FieldType;

/** How a county converts the points of a track in a year; it happened when it was decided. */
@Document("conversionRules")
@Listed(
        by = {"year=content.year", "track=content.track"},
        text = "assessment=content.assessment")
class ConversionRule extends AmendableRecord<ConversionRule.Content> {
    private static final int DECIMALS = 2;

    /** Beyond them a number is not even written out: 1e-999999999 would fill the heap. */
    private static final int MOST_DIGITS = 20;

    /**
     * What was decided.
     *
     * @param assessment the general assessment that takes the points
     * @param factor of which points of the track are multiplied
     */
    record Content(
            int year,
            Track track,
            String assessment,
            @Field(targetType = FieldType.STRING) BigDecimal factor,
            @Nullable String documentNumber) {}

    ConversionRule(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        BigDecimal factor = stated.factor();
        if (Math.abs(factor.scale()) > MOST_DIGITS || factor.precision() > MOST_DIGITS) {
            throw ConversionRejection.factor(factor.toString());
        }
        if (factor.signum() <= 0
                || factor.compareTo(BigDecimal.TEN) > 0
                || factor.stripTrailingZeros().scale() > 4) {
            throw ConversionRejection.factor(factor.toPlainString());
        }
    }

    /** Points of the track as they are shown, converted and rounded HALF_UP to 2 decimals. */
    static BigDecimal converted(BigDecimal points, Content rule) {
        return points.multiply(rule.factor()).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** The same track of the same year for the same assessment. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.year(), is.track(), is.assessment());
    }

    @Override
    protected ConversionRuleStated recorded(Content is) {
        return new ConversionRuleStated(id(), is.year(), is.track(), is.assessment(), is.factor(), is.documentNumber());
    }

    @Override
    protected ConversionRuleCorrected corrected(Content is, Content was, Instant before) {
        return new ConversionRuleCorrected(
                id(), is.year(), is.track(), is.assessment(), is.factor(), is.documentNumber(), was.year(), before);
    }

    @Override
    protected ConversionRuleWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new ConversionRuleWithdrawn(id(), reason, was.year(), before);
    }
}
