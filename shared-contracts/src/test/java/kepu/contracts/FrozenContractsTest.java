package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every event has a schema and a frozen sample, and code that still agrees with both. */
class FrozenContractsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    @Test
    void every_event_has_schema_sample_and_manifest_lines_and_there_is_nothing_else() throws IOException {
        var expected = new TreeSet<String>();
        contracts().forEach(contract -> {
            expected.add(contract.schema());
            expected.add(sampleName(contract));
        });
        assertThat(filesPresent().keySet()).containsExactlyElementsOf(expected);
        assertThat(frozenHashes().keySet())
                .as("manifest lines, sorted; freeze a finished contract to add its lines")
                .containsExactlyElementsOf(expected);
    }

    @TestFactory
    Stream<DynamicTest> a_frozen_file_has_not_changed() throws IOException {
        Map<String, String> present = filesPresent();
        return frozenHashes().entrySet().stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.getKey() + " has not changed",
                        () -> assertThat(present.get(line.getKey()))
                                .as(
                                        "%s is frozen: subscribers rely on it. Undo the change; if the meaning must"
                                                + " change, add a .v2 event beside it. Only a schema that gained an"
                                                + " optional field may be frozen anew, by removing its manifest line"
                                                + " first",
                                        line.getKey())
                                .isEqualTo(line.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void a_frozen_sample_is_read_and_written_again_unchanged(Contract contract) {
        JsonNode sample = sample(contract);
        Envelope<?> envelope = EventCodec.decode(wire(sample)).orElseThrow();

        assertThat(envelope.data()).isInstanceOf(contract.event());
        WireRecord written = EventCodec.encode(envelope);
        assertThat(written.topic()).isEqualTo(sample.path("topic").asString());
        assertThat(written.key()).isEqualTo(sample.path("key").asString());
        assertThat(List.copyOf(written.headers().entrySet()))
                .containsExactlyElementsOf(headers(sample).entrySet());
        assertThat(stated((ObjectNode) JSON.readTree(written.value()))).isEqualTo(stated(value(sample)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void a_frozen_sample_survives_the_way_through_kafka(Contract contract) {
        Envelope<?> envelope = EventCodec.decode(wire(sample(contract))).orElseThrow();
        ProducerRecord<String, byte[]> sent = EventCodec.encode(envelope).toProducerRecord();
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        assertThat(EventCodec.decode(received)).contains(envelope);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void schema_and_record_name_the_same_fields_and_agree_on_what_may_be_absent(Contract contract) {
        JsonNode schema = schema(contract);
        RecordComponent[] components = contract.event().getRecordComponents();

        assertThat(schema.path("properties").propertyNames())
                .containsExactlyElementsOf(
                        Arrays.stream(components).map(RecordComponent::getName).toList());
        assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(components)
                        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(RecordComponent::getName)
                        .toList());
        assertThat(schema.path("$id").asString()).isEqualTo(contract.schemaId());
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void a_schema_says_in_chinese_and_english_what_it_means(Contract contract) {
        JsonNode schema = schema(contract);
        assertThat(schema.path("title").asString()).matches("[A-Z][a-z ]+ · \\p{IsHan}+");
        Stream.concat(Stream.of(schema), schema.path("properties").valueStream())
                .forEach(node ->
                        assertThat(node.path("description").asString()).matches("(?s).*\\p{IsHan}.*[a-z]{2}.*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void every_text_and_every_number_and_every_set_has_a_limit(Contract contract) {
        schema(contract).path("properties").forEachEntry((name, rule) -> {
            String type = rule.path("type").isArray()
                    ? rule.path("type").path(0).asString()
                    : rule.path("type").asString();
            String limits = switch (type) {
                case "integer", "number" -> "minimum maximum";
                case "array" -> "maxItems uniqueItems items";
                case "boolean" -> "type";
                default ->
                    rule.has("enum") ? "enum" : rule.has("maxLength") ? "minLength maxLength pattern" : "pattern";
            };
            assertThat(rule.propertyNames()).as(name).contains(limits.split(" "));
        });
    }

    @TestFactory
    Stream<DynamicTest> a_missing_field_is_refused_unless_it_may_be_absent() {
        return contracts()
                .flatMap(contract -> Arrays.stream(contract.event().getRecordComponents())
                        .map(field -> DynamicTest.dynamicTest(contract.type() + " without " + field.getName(), () -> {
                            JsonNode absent = sample(contract);
                            value(absent).remove(field.getName());
                            JsonNode empty = sample(contract);
                            value(empty).putNull(field.getName());
                            if (field.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                                assertThat(EventCodec.decode(wire(absent)))
                                        .isPresent()
                                        .isEqualTo(EventCodec.decode(wire(empty)));
                            } else {
                                assertRefused(absent);
                                assertRefused(empty);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> a_field_of_a_wrong_type_is_refused() {
        return contracts()
                .flatMap(contract -> Arrays.stream(contract.event().getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(field -> DynamicTest.dynamicTest(contract.type() + " with a wrong " + field, () -> {
                            JsonNode right = value(sample(contract)).path(field);
                            List<JsonNode> others = Stream.of(
                                            "\"\"", "\"x y\\u0000\"", "7.5", "-1", "true", "[null]", "{}")
                                    .map(JSON::readTree)
                                    .filter(other -> !right.isBoolean() || !other.isBoolean())
                                    .filter(other -> !right.isBigDecimal() || !other.isBigDecimal())
                                    .filter(other -> !field.equals("note")
                                            || !other.asString("x").isEmpty())
                                    .toList();
                            assertThat(others).hasSizeGreaterThanOrEqualTo(6);
                            for (JsonNode other : others) {
                                JsonNode wrong = sample(contract);
                                value(wrong).set(field, other);
                                assertRefused(wrong);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> a_number_is_accepted_at_its_limits_and_refused_beyond() {
        return contracts()
                .flatMap(contract -> schema(contract)
                        .path("properties")
                        .propertyStream()
                        .filter(property -> property.getValue().has("maximum"))
                        .map(property -> DynamicTest.dynamicTest(contract.type() + " " + property.getKey(), () -> {
                            String field = property.getKey();
                            long least = property.getValue().path("minimum").longValue();
                            long most = property.getValue().path("maximum").longValue();
                            assertAccepted(with(contract, field, least));
                            assertAccepted(with(contract, field, most));
                            assertRefused(with(contract, field, least - 1));
                            assertRefused(with(contract, field, most + 1));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> a_text_is_accepted_at_its_longest_and_refused_beyond() {
        return contracts()
                .flatMap(contract -> schema(contract)
                        .path("properties")
                        .propertyStream()
                        .filter(property -> property.getValue().has("maxLength"))
                        .map(property -> DynamicTest.dynamicTest(contract.type() + " " + property.getKey(), () -> {
                            int most = property.getValue().path("maxLength").intValue();
                            JsonNode longest = sample(contract);
                            value(longest).put(property.getKey(), "x".repeat(most));
                            assertAccepted(longest);
                            JsonNode tooLong = sample(contract);
                            value(tooLong).put(property.getKey(), "x".repeat(most + 1));
                            assertRefused(tooLong);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> a_set_names_nothing_twice() {
        return contracts()
                .flatMap(contract -> schema(contract)
                        .path("properties")
                        .propertyStream()
                        .filter(property -> property.getValue().has("uniqueItems"))
                        .map(property -> DynamicTest.dynamicTest(contract.type() + " " + property.getKey(), () -> {
                            JsonNode twice = sample(contract);
                            ArrayNode members = (ArrayNode) value(twice).path(property.getKey());
                            members.add(members.path(0));
                            assertRefused(twice);
                            members.removeAll();
                            assertAccepted(twice);
                        })));
    }

    /** A field that is null says the same as one that is absent, as is one that became known after the freezing. */
    private static ObjectNode stated(ObjectNode value) {
        value.removeNulls();
        return value;
    }

    private static JsonNode with(Contract contract, String field, long number) {
        JsonNode changed = sample(contract);
        value(changed).put(field, number);
        return changed;
    }

    private static void assertAccepted(JsonNode sample) {
        assertThat(EventCodec.decode(wire(sample))).isPresent();
    }

    private static void assertRefused(JsonNode sample) {
        assertThatThrownBy(() -> EventCodec.decode(wire(sample)))
                .as(value(sample).toString())
                .isInstanceOfSatisfying(
                        UnreadableEvent.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("schema-refused"));
    }

    static JsonNode sample(Contract contract) {
        return JSON.readTree(resource(sampleName(contract)));
    }

    static ObjectNode value(JsonNode sample) {
        return (ObjectNode) sample.path("value");
    }

    static WireRecord wire(JsonNode sample) {
        return new WireRecord(
                sample.path("topic").asString(),
                sample.path("key").asString(),
                headers(sample),
                JSON.writeValueAsString(sample.path("value")));
    }

    private static Map<String, String> headers(JsonNode sample) {
        var headers = new LinkedHashMap<String, String>();
        sample.path("headers").forEachEntry((name, text) -> headers.put(name, text.asString()));
        return headers;
    }

    private static JsonNode schema(Contract contract) {
        return JSON.readTree(resource(contract.schema()));
    }

    private static String sampleName(Contract contract) {
        return "samples/" + contract.type() + ".json";
    }

    private static Map<String, String> frozenHashes() {
        return ContractAuthoring.manifest(new String(resource("frozen.sha256"), StandardCharsets.UTF_8));
    }

    private static Map<String, String> filesPresent() throws IOException {
        var hashes = new TreeMap<String, String>();
        for (String folder : List.of("schemas", "samples")) {
            try (Stream<Path> files = Files.list(ContractAuthoring.RESOURCES.resolve(folder))) {
                for (Path file : files.toList()) {
                    hashes.put(folder + "/" + file.getFileName(), ContractAuthoring.sha256(Files.readAllBytes(file)));
                }
            }
        }
        return hashes;
    }

    private static byte[] resource(String name) {
        try {
            return Files.readAllBytes(ContractAuthoring.RESOURCES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
