package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is generated from the records and the dictionary is what is committed. */
class GeneratedContractsTest {
    static Stream<Contract> contracts() {
        return Contracts.all().stream();
    }

    @TestFactory
    Stream<DynamicTest> a_committed_file_is_the_generated_one() {
        return ContractFiles.generated().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey() + " is the generated one",
                        () -> assertThat(ContractAuthoring.RESOURCES.resolve(file.getKey()))
                                .as(
                                        "%s is generated from its record and %s: change those and run"
                                                + " shared-contracts/author",
                                        file.getKey(), Dictionary.FILE)
                                .exists()
                                .content()
                                .isEqualTo(file.getValue())));
    }

    @Test
    void the_tables_of_the_readme_are_the_generated_ones() {
        String readme = ContractFiles.read(ReadmeTables.README);
        assertThat(readme)
                .as("its tables are generated: run shared-contracts/author")
                .isEqualTo(ReadmeTables.in(readme));
    }

    @Test
    void the_dictionary_has_the_topics_and_events_that_there_are() {
        Map<String, Set<String>> events = contracts()
                .collect(Collectors.groupingBy(
                        Contract::topic,
                        Collectors.mapping(Dictionary::nameOf, Collectors.toCollection(TreeSet::new))));
        assertThat(Dictionary.topics().propertyNames()).containsExactlyInAnyOrderElementsOf(events.keySet());
        events.forEach((topic, names) -> assertThat(
                        Dictionary.topic(topic).path("events").propertyNames())
                .as(topic)
                .containsExactlyInAnyOrderElementsOf(names));
    }

    @Test
    void the_dictionary_explains_no_field_that_nothing_has() {
        assertThat(contracts().flatMap(GeneratedContractsTest::fields).toList())
                .containsAll(Dictionary.fields().propertyNames());
        for (Map.Entry<String, JsonNode> topic : Dictionary.topics().properties()) {
            assertThat(contracts()
                            .filter(contract -> contract.topic().equals(topic.getKey()))
                            .flatMap(GeneratedContractsTest::fields)
                            .toList())
                    .as(topic.getKey())
                    .containsAll(topic.getValue().path("fields").propertyNames());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contracts")
    void an_entry_of_an_event_explains_its_own_fields_only(Contract contract) {
        JsonNode event = Dictionary.event(contract);
        assertThat(fields(contract).toList())
                .containsAll(event.path("fields").propertyNames())
                .containsAll(event.path("value").propertyNames());
        assertThat(event.propertyNames())
                .isSubsetOf("title", "zh", "en", "fact", "fields", "value", "headers", "caused");
    }

    @Test
    void every_sample_has_an_id_of_its_own() {
        assertThat(contracts()
                        .map(contract -> ContractFiles.sample(contract)
                                .at("/headers/ce_id")
                                .asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_field_without_an_entry_is_named_with_what_it_needs() {
        Contract held = Contracts.of(TrainingHeld.class);
        assertThatThrownBy(() -> Dictionary.field(held, "trainer"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "dictionary.yml: fields/trainer needs 'zh' (zh, en and example, here or at the topic or event)");
    }

    private static Stream<String> fields(Contract contract) {
        return Arrays.stream(contract.event().getRecordComponents()).map(RecordComponent::getName);
    }
}
