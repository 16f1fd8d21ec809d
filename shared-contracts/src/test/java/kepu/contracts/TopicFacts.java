package kepu.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a subscriber wants to know of a topic (主题) and the code does not say, from the {@link Dictionary}.
 *
 * @param zh what the topic is called in Chinese
 * @param en what it holds, in English
 * @param subject what {@code ce_subject} names
 * @param lean events per village and year where the default scheme is just met
 * @param rich events per village and year in a busy village
 * @param assumption how both numbers come about
 */
record TopicFacts(String topic, String zh, String en, String subject, String lean, String rich, String assumption) {
    /** In the order of {@link Contracts#FAMILIES}. */
    static final List<TopicFacts> ALL = Contracts.FAMILIES.stream()
            .map(Contracts::topicOf)
            .map(TopicFacts::of)
            .toList();

    /** Villages of an average county. */
    static final int VILLAGES_OF_A_COUNTY = 172;

    static Map<String, TopicFacts> byTopic() {
        Map<String, TopicFacts> facts = new LinkedHashMap<>();
        ALL.forEach(each -> facts.put(each.topic, each));
        return facts;
    }

    String owner() {
        return topic.split("\\.")[1];
    }

    /** Events a year in a county, rounded up. */
    static long inACounty(String perVillage) {
        return new BigDecimal(perVillage)
                .multiply(BigDecimal.valueOf(VILLAGES_OF_A_COUNTY))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static TopicFacts of(String topic) {
        JsonNode entry = Dictionary.topic(topic);
        return new TopicFacts(
                topic,
                entry.path("zh").asString(),
                entry.path("en").asString(),
                entry.path("subject").asString(),
                entry.path("lean").asString(),
                entry.path("rich").asString(),
                entry.path("assumption").asString());
    }
}
