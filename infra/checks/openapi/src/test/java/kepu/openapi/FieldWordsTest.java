package kepu.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Which words a field gets. */
class FieldWordsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNode DICTIONARY = YAML.readTree("""
            fields:
              unitId: {zh: 单位。, en: The unit.}
            topics:
              kepu.a.trainings:
                fields:
                  kind: {zh: 种类。, en: The kind.}
            """);

    private static ObjectNode described(String words) {
        ObjectNode document = document();
        words(words).describe(document);
        return document;
    }

    private static FieldWords words(String words) {
        return new FieldWords(YAML.readTree(words), DICTIONARY);
    }

    private static ObjectNode document() {
        return YAML.readTree("""
                components:
                  schemas:
                    a.training.Request:
                      properties:
                        unitId: {type: string}
                        kind: {$ref: "#/components/schemas/a.training.Kind"}
                        note: {type: string, description: said}
                        lines: {type: array, items: {properties: {unitId: {type: string}}}}
                    a.visit.Request: {properties: {kind: {type: string}}}
                paths:
                  /trainings:
                    get: {responses: {200: {content: {json: {schema: {properties: {next: {type: string}}}}}}}}
                """).asObject();
    }

    private static String of(ObjectNode document, String schema, String field) {
        return document.path("components")
                .path("schemas")
                .path(schema)
                .path("properties")
                .path(field)
                .path("description")
                .asString("none");
    }

    @Test
    void a_name_means_the_same_in_every_schema() {
        ObjectNode document = described("kind: {zh: 种类。, en: The kind.}");

        assertThat(of(document, "a.training.Request", "kind")).isEqualTo("种类。 / The kind.");
        assertThat(of(document, "a.visit.Request", "kind")).isEqualTo("种类。 / The kind.");
        assertThat(of(document, "a.training.Request", "unitId")).isEqualTo("none");
    }

    @Test
    void the_key_that_states_most_of_the_schema_s_name_decides() {
        ObjectNode document = described("""
                kind: {zh: 一, en: one}
                a.*.kind: {zh: 二, en: two}
                a.training.*.kind: {zh: 三, en: three}
                """);

        assertThat(of(document, "a.training.Request", "kind")).isEqualTo("三 / three");
        assertThat(of(document, "a.visit.Request", "kind")).isEqualTo("二 / two");
    }

    @Test
    void two_keys_that_state_equally_much_are_refused() {
        assertThatThrownBy(() -> described("""
                        a.visit.*.kind: {zh: 一, en: one}
                        "*.Request.kind": {zh: 二, en: two}
                        """)).hasMessageContaining("fit kind of a.visit.Request equally");
    }

    @Test
    void words_are_taken_from_the_dictionary_of_the_contracts() {
        ObjectNode document = described("""
                unitId: unitId
                a.training.*.kind: kepu.a.trainings/kind
                """);

        assertThat(of(document, "a.training.Request", "unitId")).isEqualTo("单位。 / The unit.");
        assertThat(of(document, "a.training.Request", "kind")).isEqualTo("种类。 / The kind.");
        assertThat(of(document, "a.visit.Request", "kind")).isEqualTo("none");
    }

    @Test
    void what_neither_has_is_refused() {
        assertThatThrownBy(() -> words("kind: kind")).hasMessageContaining("kind needs zh and en");
        assertThatThrownBy(() -> words("kind: {zh: 种类。}")).hasMessageContaining("kind needs zh and en");
    }

    @Test
    void fields_of_a_page_and_inside_a_field_have_words_too() {
        ObjectNode document = described("""
                Page.next: {zh: 下一页。, en: The next page.}
                a.training.Request.lines.unitId: {zh: 单位。, en: The unit.}
                """);

        assertThat(document.findValue("next").path("description").asString()).isEqualTo("下一页。 / The next page.");
        assertThat(document.findValue("lines")
                        .findValue("unitId")
                        .path("description")
                        .asString())
                .isEqualTo("单位。 / The unit.");
    }

    @Test
    void what_is_said_already_stays_and_an_entry_without_a_field_is_named() {
        ObjectNode document = document();
        FieldWords words = words("""
                note: {zh: 说明。, en: A note.}
                gone: {zh: 没有。, en: Gone.}
                a.visit.*.unitId: {zh: 没有。, en: Gone.}
                """);
        words.describe(document);

        assertThat(of(document, "a.training.Request", "note")).isEqualTo("said");
        assertThat(words.unused()).containsExactly("gone", "a.visit.*.unitId");
    }
}
