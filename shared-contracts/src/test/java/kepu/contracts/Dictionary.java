package kepu.contracts;

import java.nio.file.Path;
import java.util.List;
import kepu.contracts.Contracts.Contract;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dictionary of the contracts (数据字典), {@code dictionary.yml}: what the records do not say themselves. */
final class Dictionary {
    static final Path FILE = Path.of("dictionary.yml");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonNode ROOT = YAML.readTree(ContractFiles.read(FILE));

    private Dictionary() {}

    static JsonNode fields() {
        return ROOT.path("fields");
    }

    static JsonNode topics() {
        return ROOT.path("topics");
    }

    static JsonNode topic(String topic) {
        return required(topics(), topic, "topics", "zh, en, subject, lean, rich, assumption and events");
    }

    static JsonNode event(Contract contract) {
        return required(
                topic(contract.topic()).path("events"),
                nameOf(contract),
                "topics/" + contract.topic() + "/events",
                "title, zh and en");
    }

    /** A field of an event: what the event says of it, else what its topic says, else what {@code fields} say. */
    static ObjectNode field(Contract contract, String name) {
        ObjectNode field = ContractFiles.object();
        for (JsonNode level : List.of(
                fields(),
                topic(contract.topic()).path("fields"),
                event(contract).path("fields"))) {
            level.path(name).forEachEntry(field::set);
        }
        JsonNode value = event(contract).path("value").path(name);
        if (!value.isMissingNode()) {
            field.set("example", value);
        }
        for (String attribute : List.of("zh", "en", "example")) {
            required(field, attribute, "fields/" + name, "zh, en and example, here or at the topic or event");
        }
        return field;
    }

    /** The key of an event's fact. */
    static String fact(Contract contract) {
        return event(contract).path("fact").asString("<subject>");
    }

    /** Headers of an event's sample that differ from the usual ones. */
    static ObjectNode headers(Contract contract) {
        ObjectNode headers = ContractFiles.object();
        topic(contract.topic()).path("headers").forEachEntry(headers::set);
        event(contract).path("headers").forEachEntry(headers::set);
        return headers;
    }

    /** Description in Chinese and English. */
    static String description(JsonNode entry) {
        return entry.path("zh").asString() + " " + entry.path("en").asString();
    }

    /** Name of an event within its topic: its type without the service. */
    static String nameOf(Contract contract) {
        return contract.type().split("\\.", 3)[2];
    }

    private static JsonNode required(JsonNode parent, String name, String place, String needs) {
        JsonNode entry = parent.path(name);
        if (entry.isMissingNode()) {
            throw new IllegalStateException("%s: %s needs '%s' (%s)".formatted(FILE, place, name, needs));
        }
        return entry;
    }
}
