package kepu.assessment.review;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.assessment.ScorecardEvent.Band;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One year of a unit in its review: computed from the facts of the system, or imported as a source says, or neither; never a
 * mixture.
 *
 * @param imported whether the numbers are those of {@code source} and not of this system
 * @param importedBeside whether an import is left aside because the system has facts of that year
 * @param villages whose cards it rests on; 1 for a village
 * @param bands of the villages, without any quota
 * @param indicators of a township or county means over the villages that have points in them
 * @param orders issued in the year and not cancelled; null: not known
 * @param people members active on the day of reckoning
 * @param hours verified ones of those people
 */
record YearReview(
        int year,
        Origin origin,
        boolean imported,
        @Nullable String source,
        boolean importedBeside,
        @Nullable String scheme,
        @Nullable Integer schemeVersion,
        int villages,
        @Nullable BigDecimal party,
        @Nullable BigDecimal science,
        @Nullable BigDecimal composite,
        @Nullable Band band,
        Bands bands,
        List<IndicatorLine> indicators,
        List<Honour> honours,
        @Nullable Integer orders,
        @Nullable Integer people,
        @Nullable BigDecimal hours) {
    private static final int MINUTES = 60;

    /** 本系统计算, 导入, 无资料. */
    enum Origin {
        COMPUTED,
        IMPORTED,
        UNKNOWN
    }

    /** How many villages are 优秀, 良好, 合格, 不合格. */
    record Bands(int excellent, int good, int pass, int fail) {
        static final Bands NONE = new Bands(0, 0, 0, 0);

        static Bands of(Collection<Band> bands) {
            return new Bands(
                    count(bands, Band.EXCELLENT),
                    count(bands, Band.GOOD),
                    count(bands, Band.PASS),
                    count(bands, Band.FAIL));
        }

        private static int count(Collection<Band> bands, Band which) {
            return Math.toIntExact(bands.stream().filter(which::equals).count());
        }
    }

    /** @param villages how many have points in it */
    record IndicatorLine(
            String code,
            LocalizedText name,
            @Nullable BigDecimal weight,
            @Nullable BigDecimal points,
            int villages) {}

    /**
     * A title, or a demonstration title under a creation programme.
     *
     * @param unitId none if a source says so only of the year's unit
     */
    record Honour(
            @Nullable String unitId,
            String title,
            @Nullable String level,
            @Nullable LocalDate grantedOn) {}

    /** What the tracks of a unit come to. */
    record Score(
            BigDecimal party,
            BigDecimal science,
            BigDecimal composite,
            @Nullable Band band) {}

    /** Nothing is known of the year. */
    static YearReview unknown(int year) {
        return new YearReview(
                year,
                Origin.UNKNOWN,
                false,
                null,
                false,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                Bands.NONE,
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    static YearReview of(ImportedYear record) {
        ImportedYear.Content is = record.content();
        return new YearReview(
                is.year(),
                Origin.IMPORTED,
                true,
                is.source(),
                false,
                is.schemeTitle(),
                null,
                0,
                ImportedYear.number(is.party()),
                ImportedYear.number(is.science()),
                ImportedYear.number(is.composite()),
                is.band(),
                Bands.NONE,
                is.indicators().stream()
                        .map(one -> new IndicatorLine(
                                one.code(),
                                new LocalizedText(one.title(), one.title()),
                                ImportedYear.number(one.weight()),
                                ImportedYear.number(one.points()),
                                0))
                        .toList(),
                is.honours().stream()
                        .map(title -> new Honour(null, title, null, null))
                        .toList(),
                is.orders(),
                is.people(),
                Optional.ofNullable(is.hours()).map(BigDecimal::valueOf).orElse(null));
    }

    /**
     * @param score of the unit; none of a township or county without a ranked village
     * @param cards of its villages in their form for people; at least one
     */
    static YearReview computed(
            int year,
            boolean importedBeside,
            @Nullable Score score,
            List<JsonNode> cards,
            List<Honour> honours,
            int orders) {
        JsonNode first = cards.getFirst();
        People people = People.of(cards);
        return new YearReview(
                year,
                Origin.COMPUTED,
                false,
                null,
                importedBeside,
                first.path("scheme").asString(),
                first.path("schemeVersion").asInt(),
                cards.size(),
                score == null ? null : score.party(),
                score == null ? null : score.science(),
                score == null ? null : score.composite(),
                score == null ? null : score.band(),
                Bands.of(cards.stream()
                        .map(card -> Band.valueOf(card.path("band").asString()))
                        .toList()),
                indicators(cards),
                honours,
                orders,
                people.members(),
                people.hours());
    }

    /** In the order of the scheme. */
    private static List<IndicatorLine> indicators(List<JsonNode> cards) {
        Map<String, List<JsonNode>> byCode = new LinkedHashMap<>();
        for (JsonNode card : cards) {
            for (JsonNode indicator : card.path("indicators")) {
                byCode.computeIfAbsent(indicator.path("code").asString(), _ -> new ArrayList<>())
                        .add(indicator);
            }
        }
        return byCode.entrySet().stream()
                .map(one -> indicator(one.getKey(), one.getValue()))
                .toList();
    }

    private static IndicatorLine indicator(String code, List<JsonNode> ofCards) {
        JsonNode any = ofCards.getFirst();
        List<BigDecimal> points = ofCards.stream()
                .map(one -> one.path("points"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .toList();
        BigDecimal mean = points.isEmpty()
                ? null
                : points.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(points.size()), 4, RoundingMode.HALF_UP);
        return new IndicatorLine(
                code,
                new LocalizedText(
                        any.at("/name/zh").asString(), any.at("/name/en").asString()),
                any.path("weight").isNumber() ? any.path("weight").decimalValue() : null,
                mean,
                points.size());
    }

    /** As the indicator of service hours counts them, whatever its code; of a scheme without it nothing is known. */
    private record People(
            @Nullable Integer members, @Nullable BigDecimal hours) {
        static People of(List<JsonNode> cards) {
            int members = 0;
            int minutes = 0;
            boolean isKnown = false;
            for (JsonNode card : cards) {
                for (JsonNode indicator : card.path("indicators")) {
                    JsonNode byMember = indicator.at("/numbers/byMember");
                    if (byMember.isArray()
                            && indicator.at("/numbers/hoursPerYear").isValueNode()) {
                        isKnown = true;
                        members += byMember.size();
                        for (JsonNode member : byMember) {
                            minutes += member.path("verifiedMinutes").asInt();
                        }
                    }
                }
            }
            return isKnown
                    ? new People(
                            members,
                            BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(MINUTES), 2, RoundingMode.DOWN))
                    : new People(null, null);
        }
    }
}
