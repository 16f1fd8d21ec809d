package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI document is the one the contracts give, valid, and true of what the codec puts on the wire. */
class AsyncApiTest {
    private static final ObjectNode DOCUMENT =
            (ObjectNode) ContractFiles.parse(ContractFiles.read(ContractFiles.ASYNC_API));
    private static final SchemaRegistry DRAFT_7 = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final Schema OFFICIAL = DRAFT_7.getSchema(
            ContractFiles.read(Path.of("src", "test", "resources", "kepu", "contracts", "asyncapi-schema-3.0.0.json")));
    /** These mean the same in the draft of the schemas and in the one that AsyncAPI 3.0 goes by. */
    private static final Set<String> OF_BOTH_DRAFTS = Set.of(
            "$schema",
            "$id",
            "title",
            "description",
            "type",
            "required",
            "properties",
            "enum",
            "x-extensible-enum",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "maxItems",
            "uniqueItems",
            "items");

    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    @Test
    void the_document_is_the_one_that_the_contracts_give() {
        assertThat(ContractFiles.read(ContractFiles.ASYNC_API))
                .as("asyncapi.json is made, not written: run ContractAuthoring again")
                .isEqualTo(ContractFiles.text(AsyncApi.document()));
    }

    @Test
    void the_document_satisfies_the_schema_of_asyncapi() {
        assertThat(OFFICIAL.validate(DOCUMENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operations/kepu.volunteers.visits.send/action",
                "/servers/cluster/protocol",
                "/channels/kepu.volunteers.visits/bindings/kafka/partitions",
                "/components/securitySchemes/subscriber/type",
                "/info/title"
            })
    void the_schema_of_asyncapi_refuses_a_document_with_nonsense_at(String place) {
        ObjectNode broken = DOCUMENT.deepCopy();
        int end = place.lastIndexOf('/');
        ((ObjectNode) broken.at(place.substring(0, end))).putArray(place.substring(end + 1));
        assertThat(OFFICIAL.validate(broken)).isNotEmpty();
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");
        assertThat(references)
                .hasSizeGreaterThan(4 * Contracts.all().size())
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void every_topic_is_a_channel_and_every_event_a_message_of_its_topic() {
        assertThat(DOCUMENT.path("channels").propertyNames())
                .containsExactlyElementsOf(Contracts.FAMILIES.stream()
                        .map(Contracts::topicOf)
                        .flatMap(topic -> Stream.of(topic, topic + ".snapshot"))
                        .toList());
        assertThat(DOCUMENT.at("/components/messages").propertyNames())
                .containsExactlyElementsOf(contracts()
                        .map(Contract::type)
                        .flatMap(type -> Stream.of(type, type + ".snapshot"))
                        .toList());
        contracts().forEach(contract -> {
            assertThat(reference(contract.topic(), contract)).isEqualTo("#/components/messages/" + contract.type());
            assertThat(reference(contract.topic() + ".snapshot", contract))
                    .isEqualTo("#/components/messages/" + contract.type() + ".snapshot");
        });
    }

    @Test
    void a_stream_is_kept_for_ever_and_a_snapshot_is_compacted_in_as_many_partitions() {
        for (Class<? extends DomainEvent> family : Contracts.FAMILIES) {
            JsonNode stream = DOCUMENT.path("channels").path(Contracts.topicOf(family));
            JsonNode snapshot = DOCUMENT.path("channels").path(Snapshots.topicOf(family));
            assertThat(snapshot.path("address").asString())
                    .isEqualTo(stream.path("address").asString() + ".snapshot")
                    .isEqualTo(snapshot.at("/bindings/kafka/topic").asString());
            assertThat(snapshot.at("/bindings/kafka/partitions")).isEqualTo(stream.at("/bindings/kafka/partitions"));
            assertThat(stream.at("/bindings/kafka/topicConfiguration").toString())
                    .isEqualTo("{\"cleanup.policy\":[\"delete\"],\"retention.ms\":-1}");
            assertThat(snapshot.at("/bindings/kafka/topicConfiguration").toString())
                    .isEqualTo("{\"cleanup.policy\":[\"compact\"]}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void what_a_snapshot_keeps_is_as_the_document_says(Contract contract) {
        WireRecord written = written(contract);
        String message = contract.type() + ".snapshot";
        var headers = new LinkedHashMap<>(written.headers());
        assertThat(errors(message, with(written, headers)))
                .as("without its position")
                .isNotEmpty();
        headers.put("kepu_position", "01");
        assertThat(errors(message, with(written, headers))).as("with no offset").isNotEmpty();
        headers.put("kepu_position", "0");
        String value = Snapshots.endsFact(contract.event()) ? "null" : written.value();
        assertThat(errors(message, new WireRecord(written.topic(), written.key(), headers, value)))
                .isEmpty();
        assertThat(DOCUMENT.at("/components/messages/" + message).has("x-ends-fact"))
                .isEqualTo(Snapshots.endsFact(contract.event()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void the_document_tells_how_the_key_of_a_fact_comes_about(Contract contract) {
        WireRecord written = written(contract);
        JsonNode payload = ContractFiles.parse(written.value());
        Envelope<?> event = EventCodec.decode(written).orElseThrow();
        for (String message : List.of(contract.type(), contract.type() + ".snapshot")) {
            String form = DOCUMENT.at("/components/messages")
                    .path(message)
                    .path("x-fact-key")
                    .asString();
            assertThat(Pattern.compile("\\{(\\w+)}")
                            .matcher(form)
                            .replaceAll(part -> written.headers()
                                    .getOrDefault(
                                            part.group(1),
                                            payload.path(part.group(1)).asString())))
                    .isEqualTo(Snapshots.factOf(event));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void what_the_codec_writes_is_as_the_document_says(Contract contract) {
        WireRecord written = written(contract);
        assertThat(errors(contract, written)).isEmpty();
        assertThat(written.key()).isEqualTo(written.headers().get("ce_unit"));
        assertThat(DOCUMENT.at("/components/schemas/" + AsyncApi.HEADERS + "/properties")
                        .propertyNames())
                .as("headers that the document names")
                .containsAll(written.headers().keySet());
    }

    @Test
    void a_header_is_needed_if_and_only_if_the_codec_always_writes_it() {
        Set<String> always = new TreeSet<>(
                written(contracts().findFirst().orElseThrow()).headers().keySet());
        contracts()
                .forEach(
                        contract -> always.retainAll(written(contract).headers().keySet()));
        assertThat(DOCUMENT.at("/components/schemas/" + AsyncApi.HEADERS + "/required")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(always);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_time", "ce_sequence", "ce_dataschema", "content-type"})
    void the_document_refuses_a_record_whose_header_is_missing_or_wrong(String header) {
        contracts().forEach(contract -> {
            WireRecord written = written(contract);
            var without = new LinkedHashMap<>(written.headers());
            without.remove(header);
            assertThat(errors(contract, with(written, without))).isNotEmpty();
            var wrong = new LinkedHashMap<>(written.headers());
            wrong.put(header, "0 or so");
            assertThat(errors(contract, with(written, wrong))).isNotEmpty();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void a_payload_is_the_schema_of_its_type_and_means_the_same_in_both_drafts(Contract contract) {
        ObjectNode schema = ContractFiles.schema(contract);
        assertThat(DOCUMENT.at("/components/schemas").path(contract.type())).isEqualTo(AsyncApi.payload(schema));
        assertThat(OF_BOTH_DRAFTS).containsAll(keywords(schema));
    }

    private static WireRecord written(Contract contract) {
        return EventCodec.encode(EventCodec.decode(FrozenContractsTest.wire(ContractFiles.sample(contract)))
                .orElseThrow());
    }

    private static WireRecord with(WireRecord written, Map<String, String> headers) {
        return new WireRecord(written.topic(), written.key(), headers, written.value());
    }

    private static String reference(String channel, Contract contract) {
        return DOCUMENT.path("channels")
                .path(channel)
                .path("messages")
                .path(contract.type())
                .path("$ref")
                .asString();
    }

    private static List<Error> errors(Contract contract, WireRecord record) {
        return errors(contract.type(), record);
    }

    private static List<Error> errors(String name, WireRecord record) {
        JsonNode message = DOCUMENT.at("/components/messages").path(name);
        ObjectNode headers = ContractFiles.object();
        record.headers().forEach(headers::put);
        return Stream.of(
                        within(message.path("headers")).validate(headers),
                        within(message.path("payload")).validate(ContractFiles.parse(record.value())))
                .flatMap(List::stream)
                .toList();
    }

    /** A schema of the document, with what it refers to. */
    private static Schema within(JsonNode part) {
        ObjectNode root = ContractFiles.object();
        root.putArray("allOf").add(part);
        root.putObject("components").set("schemas", DOCUMENT.at("/components/schemas"));
        return DRAFT_7.getSchema(root);
    }

    private static Set<String> keywords(JsonNode schema) {
        Set<String> keywords = new LinkedHashSet<>(schema.propertyNames());
        schema.path("properties").valueStream().forEach(property -> keywords.addAll(keywords(property)));
        if (schema.has("items")) {
            keywords.addAll(keywords(schema.path("items")));
        }
        return keywords;
    }
}
