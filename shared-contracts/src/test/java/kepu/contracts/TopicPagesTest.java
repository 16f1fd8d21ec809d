package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every topic has a page that says what the contracts say. */
class TopicPagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @Test
    void every_topic_has_its_facts_in_the_order_of_the_catalogue() {
        assertThat(TopicFacts.ALL.stream().map(TopicFacts::topic))
                .containsExactlyElementsOf(
                        Contracts.FAMILIES.stream().map(Contracts::topicOf).toList());
        assertThat(TopicFacts.ALL).allSatisfy(facts -> {
            assertThat(facts.zh()).matches("\\p{IsHan}+");
            assertThat(new BigDecimal(facts.lean())).isPositive().isLessThan(new BigDecimal(facts.rich()));
        });
    }

    @Test
    void the_topics_of_today_carry_no_more_facts_than_the_platform_is_planned_for() {
        assertThat(facts(TopicFacts.ALL.stream().map(TopicFacts::lean).toList()))
                .isLessThan(new BigDecimal(1_426 + 800));
        assertThat(facts(TopicFacts.ALL.stream().map(TopicFacts::rich).toList()))
                .isLessThan(new BigDecimal(7_176 + 2_100));
    }

    @Test
    void the_pages_are_those_that_the_contracts_give() {
        Map<String, String> pages = TopicPages.all();
        assertThat(ContractFiles.list(ContractFiles.TOPICS).stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(pages.keySet());
        pages.forEach((name, text) -> assertThat(ContractFiles.read(ContractFiles.TOPICS.resolve(name)))
                .as("%s is made, not written: run ContractAuthoring again", name)
                .isEqualTo(text));
    }

    @Test
    void every_link_of_a_page_leads_to_a_file() {
        TopicPages.all().forEach((name, text) -> {
            List<Path> targets = LINK.matcher(text)
                    .results()
                    .map((MatchResult link) -> ContractFiles.TOPICS.resolve(link.group(1)))
                    .toList();
            assertThat(targets).as(name).hasSizeGreaterThan(2).allMatch(Files::exists);
        });
    }

    @Test
    void a_page_says_owner_key_order_retention_personal_data_and_volume() {
        assertThat(TopicPages.all().get("kepu.volunteers.visits.md"))
                .contains(
                        "| Owner | `volunteers`",
                        "| Key | code of the unit",
                        "| Order | per unit",
                        "| Partitions | 24 ",
                        "| Retention | for ever",
                        "| Snapshot | `kepu.volunteers.visits.snapshot`",
                        "| `<subject>#verdict` |",
                        "| Personal data | none",
                        "| Volume | 80 (lean) to 960 (rich)",
                        "A county: 13,760 to 165,120 a year",
                        "schemas/kepu.volunteers.visit-verified.v1.json",
                        "samples/kepu.volunteers.visit-verified.v1.json");
    }

    @Test
    void the_readme_names_the_facts_of_every_topic() {
        assertThat(ContractFiles.read(Path.of("README.md")))
                .contains(TopicFacts.ALL.stream().map(TopicPages::factsOf).toList());
    }

    private static BigDecimal facts(List<String> rates) {
        return rates.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
