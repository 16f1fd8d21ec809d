package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was released is still kept: every contract of every release against the one of today. */
class ReleasedContractsTest {
    private static final String RELEASED = """
            {
              "$id": "urn:made-up", "title": "Walk", "type": "object",
              "required": ["id", "km"],
              "properties": {
                "id": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[a-z]+$"},
                "km": {"type": "integer", "minimum": 0, "maximum": 100},
                "note": {"type": ["string", "null"], "maxLength": 500},
                "kind": {"type": "string", "enum": ["LONG", "SHORT"]},
                "path": {"type": "string", "x-extensible-enum": ["ROAD", "FIELD"]},
                "with": {"type": "array", "maxItems": 9, "items": {"type": "string", "enum": ["DOG", "CAT"]}}
              }
            }""";

    @Test
    void the_first_release_is_recorded() {
        assertThat(Release.all()).extracting(Release::version).startsWith("0.1.0");
        assertThat(Release.all().getFirst().contracts()).hasSize(64);
    }

    @TestFactory
    Stream<DynamicTest> a_released_contract_is_kept() {
        return each((release, contract) -> {
            String type = contract.path("type").asString();
            Contract now = Contracts.ofType(type).orElseThrow(() -> new AssertionError(type + " is gone"));
            assertThat(now.topic()).isEqualTo(contract.path("topic").asString());
            assertThat(Compatibility.breaks(contract.path("schema"), ContractFiles.schema(now)))
                    .as(
                            "%s against release %s; what is not allowed is a new event, see README",
                            type, release.version())
                    .isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> a_released_sample_is_read_and_its_key_and_headers_and_fields_are_written_again() {
        return each((_, contract) -> {
            JsonNode sample = contract.path("sample");
            WireRecord released = FrozenContractsTest.wire(sample);
            WireRecord written = EventCodec.encode(EventCodec.decode(released).orElseThrow());

            assertThat(written.topic()).isEqualTo(contract.path("topic").asString());
            assertThat(written.key())
                    .isEqualTo(released.headers().get(contract.path("key").asString()));
            assertThat(written.headers()).containsAllEntriesOf(released.headers());
            Map<String, JsonNode> fields = properties(ContractFiles.parse(written.value()));
            assertThat(fields).containsAllEntriesOf(properties(sample.path("value")));
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a new optional field             | /properties               | far   | {"type": ["boolean", "null"]}
                    another title                    |                           | title | "Hike"
                    a description                    | /properties/km            | description | "kilometres"
                    a further value of an open enum  | /properties/path          | x-extensible-enum | ["ROAD", "FIELD", "RIVER"]
                    another order of the values      | /properties/kind          | enum  | ["SHORT", "LONG"]
                    another order of what is needed  |                           | required | ["km", "id"]
                    another order of the types       | /properties/note          | type  | ["null", "string"]
                    """)
    void allowed_is(String what, @Nullable String place, String name, String json) {
        assertThat(Compatibility.breaks(released(), changed(place, name, json)))
                .as(what)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a field that becomes required    |                      | required  | ["id", "km", "note"] | value.note: became required
                    a new required field             |                      | required  | ["id", "km", "far"]  | value.far: new required field
                    a required field that may lack   |                      | required  | ["id"]               | value.km: may now be absent
                    a narrower type                  | /properties/note     | type      | "string"             | value.note: type narrowed: null
                    a wider type                     | /properties/km       | type      | ["integer", "null"]  | value.km: type widened: null
                    a further value of a closed enum | /properties/kind     | enum      | ["LONG", "SHORT", "NO"] | value.kind: enum value added: NO
                    a value less of a closed enum    | /properties/kind     | enum      | ["LONG"]             | value.kind: enum value removed: SHORT
                    a value less of an open enum     | /properties/path     | x-extensible-enum | ["ROAD"]     | value.path: extensible enum value removed: FIELD
                    an enum where there was none     | /properties/path     | enum      | ["ROAD"]             | value.path: enum value added: ROAD
                    a lower maximum                  | /properties/km       | maximum   | 99                   | value.km: limit changed: maximum
                    a higher maximum                 | /properties/km       | maximum   | 101                  | value.km: limit changed: maximum
                    another pattern                  | /properties/id       | pattern   | "^[a-y]+$"           | value.id: limit changed: pattern
                    a new limit                      | /properties/km       | multipleOf | 2                   | value.km: limit changed: multipleOf
                    no other fields                  |                      | additionalProperties | false      | value: limit changed: additionalProperties
                    another id                       |                      | $id       | "urn:other"          | value: limit changed: $id
                    an enum value less inside a set  | /properties/with/items | enum    | ["DOG"]              | value.with[]: enum value removed: CAT
                    a shorter set                    | /properties/with     | maxItems  | 8                    | value.with: limit changed: maxItems
                    """)
    void refused_is(String what, @Nullable String place, String name, String json, String breach) {
        assertThat(Compatibility.breaks(released(), changed(place, name, json)))
                .as(what)
                .containsExactly(breach);
    }

    @ParameterizedTest
    @ValueSource(strings = {"note", "kind", "with"})
    void refused_is_the_removal_of(String field) {
        ObjectNode now = released();
        ((ObjectNode) now.path("properties")).remove(field);
        assertThat(Compatibility.breaks(released(), now)).containsExactly("value." + field + ": field removed");
    }

    @Test
    void a_set_that_is_told_no_more_what_it_holds_is_refused() {
        ObjectNode now = released();
        ((ObjectNode) now.at("/properties/with")).remove("items");
        assertThat(Compatibility.breaks(released(), now)).containsExactly("value.with: limit changed: items");
    }

    @Test
    void a_release_is_recorded_once_and_called_by_three_numbers() {
        assertThatThrownBy(() -> Release.record("0.1.0")).hasMessageContaining("recorded already");
        assertThatThrownBy(() -> Release.record("0.1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Release.record("0.1.0-SNAPSHOT")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<DynamicTest> each(Check check) {
        return Release.all().stream()
                .flatMap(release -> release.contracts().stream()
                        .map(contract -> DynamicTest.dynamicTest(
                                release.version() + " " + contract.path("type").asString(),
                                () -> check.of(release, contract))));
    }

    private static ObjectNode released() {
        return (ObjectNode) ContractFiles.parse(RELEASED);
    }

    private static ObjectNode changed(@Nullable String place, String name, String json) {
        ObjectNode now = released();
        ((ObjectNode) now.at(place == null ? "" : place)).set(name, ContractFiles.parse(json));
        return now;
    }

    private static Map<String, JsonNode> properties(JsonNode object) {
        Map<String, JsonNode> properties = new HashMap<>();
        object.propertyStream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property -> properties.put(property.getKey(), property.getValue()));
        return properties;
    }

    private interface Check {
        void of(Release release, JsonNode contract);
    }
}
