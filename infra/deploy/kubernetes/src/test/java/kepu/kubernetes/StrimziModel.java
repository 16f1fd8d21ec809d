package kepu.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;

/** Reads resources into Strimzi's own classes and refuses what they do not know, which they themselves pass over. */
final class StrimziModel {
    static final String API = "kafka.strimzi.io/v1beta2";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                /** Where Strimzi and fabric8 keep what they do not know. */
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }

                /** Defaults too are written back, so that what was lost can be told from what goes without saying. */
                @Override
                public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
                    return JsonInclude.Value.empty();
                }
            });

    private StrimziModel() {}

    /** @throws IllegalArgumentException if anything in it is unknown to Strimzi */
    static HasMetadata read(JsonNode object) {
        Class<? extends HasMetadata> kind = KINDS.get(object.path("kind").asText());
        if (kind == null || !object.path("apiVersion").asText().equals(API)) {
            throw new IllegalArgumentException(
                    "not a resource of Strimzi: " + object.path("kind") + " of " + object.path("apiVersion"));
        }
        HasMetadata read = STRICT.convertValue(object, kind);
        requireKept(object, STRICT.valueToTree(read), object.path("kind").asText());
        return read;
    }

    /** A word of an enumeration that Strimzi does not know becomes nothing at all, without a complaint. */
    private static void requireKept(JsonNode given, JsonNode kept, String where) {
        given.properties()
                .forEach(field ->
                        requireKept(field.getValue(), kept.path(field.getKey()), where + "." + field.getKey()));
        for (int i = 0; i < (given.isArray() ? given.size() : 0); i++) {
            requireKept(given.get(i), kept.path(i), where + "[" + i + "]");
        }
        if (given.isValueNode() && !given.asText().equals(kept.asText())) {
            throw new IllegalArgumentException(where + ": " + given + " means nothing to Strimzi");
        }
    }

    static <T extends HasMetadata> T read(JsonNode object, Class<T> kind) {
        return kind.cast(read(object));
    }
}
