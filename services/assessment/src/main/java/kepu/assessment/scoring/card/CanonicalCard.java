package kepu.assessment.scoring.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A card as bytes to compare: points and the numbers behind them, without event ids, aggregate ids or recording times.
 *
 * <p>Equal facts give equal bytes, in whatever order, how often and under whatever ids they come.
 */
public final class CanonicalCard {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private CanonicalCard() {}

    /** UTF-8 JSON. */
    public static byte[] of(Scorecard card) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("unit", card.unitId());
        view.put("scheme", card.scheme());
        view.put("schemeVersion", card.schemeVersion());
        view.put("year", card.year());
        view.put("asOf", card.asOf().toString());
        view.put("reckoningDay", card.reckoningDay().toString());
        view.put("firstDay", card.firstDay().toString());
        view.put("ownDays", card.ownDays());
        view.put("elapsedDays", card.elapsedDays());
        view.put("indicators", card.indicators().stream().map(CanonicalCard::of).toList());
        view.put(
                "adjustments",
                card.adjustments().stream().map(CanonicalCard::of).toList());
        view.put("party", card.party());
        view.put("science", card.science());
        view.put("composite", card.composite());
        view.put("band", card.band().name());
        if (card.veto() != null) {
            view.put("vetoed", true);
        }
        return JSON.writeValueAsBytes(view);
    }

    private static Map<String, Object> of(IndicatorResult indicator) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", indicator.code());
        view.put("status", indicator.status().name());
        view.put("effectiveWeight", indicator.effectiveWeight());
        view.put("ratio", indicator.ratio());
        view.put("points", indicator.points());
        view.put("numbers", indicator.numbers());
        return view;
    }

    private static List<Object> of(Adjustment adjustment) {
        return List.of(adjustment.track().name(), adjustment.kind().name(), adjustment.points());
    }
}
