package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import kepu.sample.NaiveYear;
import kepu.sample.SampleCards;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import tools.jackson.databind.JsonNode;

/** What an installation with the sample county in it must show, wherever it runs. */
record SampleYear(Api api) {
    private static final SampleCounty COUNTY = new SampleCounty();
    private static final int YEAR = COUNTY.year();

    /** By village. */
    Map<String, JsonNode> cards() {
        Map<String, JsonNode> cards = new TreeMap<>();
        for (SampleVillage village : SampleVillage.values()) {
            cards.put(village.unitId(), card(village.unitId()));
        }
        return cards;
    }

    private JsonNode card(String village) {
        return api.json("/api/v1/assessment/scorecards/" + village + "/" + YEAR);
    }

    JsonNode ranking() {
        return api.json("/api/v1/assessment/rankings/" + SampleCounty.TOWNSHIP + "/" + YEAR);
    }

    /** Canonical cards by village. */
    SortedMap<String, String> canonical() {
        SortedMap<String, String> cards = new TreeMap<>();
        for (SampleVillage village : SampleVillage.values()) {
            cards.put(village.unitId(), api.canonical(village.unitId(), YEAR));
        }
        return cards;
    }

    /** To the byte, whatever store they come from and whatever happened meanwhile. */
    static void assertCanonicalCardsAreThoseOfAnUndisturbedYear(SortedMap<String, String> canonical) {
        assertThat(canonical).isEqualTo(SampleCards.canonical(Api.longAfter(YEAR)));
    }

    /** To the last digit. */
    static void assertCardsAreNaive(Map<String, JsonNode> cards) {
        NaiveYear naive = new NaiveYear(COUNTY.commands(), YEAR);
        Map<String, NaiveYear.Card> expected = naive.cards(NaiveYear.LONG_AFTER);

        assertThat(cards).hasSize(16);
        cards.forEach((village, card) -> {
            assertThat(lines(card)).as(village).isEqualTo(lines(expected.get(village)));
            assertThat(card.at("/partyExact").decimalValue())
                    .as("P of %s", village)
                    .isEqualTo(expected.get(village).party());
            assertThat(card.at("/scienceExact").decimalValue())
                    .as("S of %s", village)
                    .isEqualTo(expected.get(village).science());
            assertThat(card.at("/composite").decimalValue())
                    .as("composite of %s", village)
                    .isEqualTo(expected.get(village).composite());
        });
    }

    static void assertRankingIsNaive(JsonNode ranking) {
        List<String> expected = new NaiveYear(COUNTY.commands(), YEAR)
                .ranking(NaiveYear.LONG_AFTER).stream()
                        .map(place -> place.rank() + " " + place.card().unitId() + " "
                                + place.card().composite() + " " + place.heldBackByQuota())
                        .sorted()
                        .toList();

        List<String> shown = StreamSupport.stream(ranking.at("/entries").spliterator(), false)
                .map(entry -> (entry.has("rank") ? entry.at("/rank").intValue() : null) + " "
                        + entry.at("/unitId").asString() + " "
                        + entry.at("/composite").decimalValue() + " "
                        + entry.has("bandReason"))
                .sorted()
                .toList();
        assertThat(shown).isEqualTo(expected);
    }

    /**
     * Enters an update of a new board and waits until composite and P08 have risen and the explanation names its event.
     *
     * @return id of the event
     */
    String seeBoardUpdateRaiseP08(String village) {
        String board = api.post("/api/v1/organization/boards", """
                        {"unitId":"%s","place":"村口","combined":false,"occurredAt":"2024-01-01T08:00:00+08:00"}""".formatted(village))
                .at("/id")
                .asString();
        BigDecimal pointsBefore = points(village);
        BigDecimal compositeBefore = card(village).at("/composite").decimalValue();

        JsonNode receipt = api.post("/api/v1/organization/boards/" + board + "/updates", """
                {"title":"秋季防火","occurredAt":"2025-09-18T09:30:00+08:00"}""");

        String eventId = receipt.at("/events/0").asString();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> card(village).at("/composite").decimalValue().compareTo(compositeBefore) > 0);
        assertThat(points(village)).isGreaterThan(pointsBefore);
        assertThat(explanation(village).at("/indicators/0/counted").findValuesAsString("eventId"))
                .contains(eventId);
        return eventId;
    }

    private BigDecimal points(String village) {
        return explanation(village).at("/indicators/0/points").decimalValue();
    }

    private JsonNode explanation(String village) {
        return api.json("/api/v1/assessment/scorecards/" + village + "/" + YEAR + "/explanation?indicator=P08");
    }

    private static Map<String, String> lines(JsonNode card) {
        Map<String, String> lines = new LinkedHashMap<>();
        card.at("/indicators").forEach(indicator -> {
            String status = indicator.at("/status").asString();
            lines.put(
                    indicator.at("/code").asString(),
                    status.equals("SCORED")
                            ? indicator.at("/effectiveWeight").asString() + " × "
                                    + indicator.at("/ratio").asString() + " = "
                                    + indicator.at("/points").decimalValue().toPlainString()
                            : status);
        });
        return new TreeMap<>(lines);
    }

    private static Map<String, String> lines(NaiveYear.Card card) {
        return card.lines().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> switch (entry.getValue().status()) {
                            case APPLIES ->
                                entry.getValue().effectiveWeight() + " × "
                                        + entry.getValue().ratio() + " = "
                                        + entry.getValue().points();
                            case NOT_APPLICABLE -> "NOT_APPLICABLE";
                            case NOT_FED -> "NOT_FED";
                        },
                        (one, _) -> one,
                        TreeMap::new));
    }
}
