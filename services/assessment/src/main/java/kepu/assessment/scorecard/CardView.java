package kepu.assessment.scorecard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.card.Adjustment;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.card.Scorecard;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.assessment.scoring.values.Track;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.jspecify.annotations.Nullable;

/**
 * A card as people see it: tracks with 2 decimals, the 4 decimals beside them, points and numbers of each indicator.
 *
 * @param veto why the year is vetoed; null: it is not
 * @param notFed codes of indicators that no event feeds yet, left out of both tracks
 */
record CardView(
        String unitId,
        int year,
        LocalDate asOf,
        LocalDate reckoningDay,
        String scheme,
        int schemeVersion,
        int ownDays,
        int elapsedDays,
        BigDecimal party,
        BigDecimal science,
        BigDecimal partyExact,
        BigDecimal scienceExact,
        BigDecimal composite,
        Band band,
        String bandName,
        List<IndicatorView> indicators,
        List<AdjustmentView> adjustments,
        @Nullable LocalizedText veto,
        List<String> notFed) {

    /** One line of the card. */
    record IndicatorView(
            String code,
            LocalizedText name,
            Track track,
            BigDecimal weight,
            Status status,
            LocalizedText verdict,
            @Nullable String effectiveWeight,
            @Nullable String ratio,
            @Nullable BigDecimal points,
            Map<String, Object> numbers) {}

    /** What is added to a track or taken from it beside its indicators, and why. */
    record AdjustmentView(Track track, Adjustment.Kind kind, BigDecimal points, LocalizedText reason) {}

    static CardView of(Scorecard card) {
        return new CardView(
                card.unitId(),
                card.year(),
                card.asOf(),
                card.reckoningDay(),
                card.scheme(),
                card.schemeVersion(),
                card.ownDays(),
                card.elapsedDays(),
                shown(card.party()),
                shown(card.science()),
                card.party(),
                card.science(),
                card.composite(),
                card.band(),
                name(card.band()),
                card.indicators().stream().map(CardView::line).toList(),
                card.adjustments().stream()
                        .map(one -> new AdjustmentView(one.track(), one.kind(), one.points(), one.reason()))
                        .toList(),
                card.veto() == null ? null : card.veto().reason(),
                card.indicators().stream()
                        .filter(indicator -> indicator.status() == Status.NOT_FED)
                        .map(IndicatorResult::code)
                        .toList());
    }

    /** 优秀, 良好, 合格, 不合格. */
    static String name(Band band) {
        return switch (band) {
            case EXCELLENT -> "优秀";
            case GOOD -> "良好";
            case PASS -> "合格";
            case FAIL -> "不合格";
        };
    }

    static BigDecimal shown(BigDecimal track) {
        return track.setScale(2, RoundingMode.HALF_UP);
    }

    private static IndicatorView line(IndicatorResult indicator) {
        return new IndicatorView(
                indicator.code(),
                indicator.name(),
                indicator.track(),
                indicator.weight(),
                indicator.status(),
                indicator.verdict(),
                indicator.effectiveWeight(),
                indicator.ratio(),
                indicator.points(),
                indicator.numbers());
    }
}
