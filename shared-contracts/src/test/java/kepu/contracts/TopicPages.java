package kepu.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kepu.contracts.Contracts.Contract;
import tools.jackson.databind.JsonNode;

/** The page of each topic (主题说明) and their index, made from the catalogue, {@link TopicFacts} and the schemas. */
final class TopicPages {
    private static final String RESOURCES = "../src/main/resources/kepu/contracts/";

    private TopicPages() {}

    /** File name to content. */
    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("README.md", index());
        TopicFacts.ALL.forEach(facts -> pages.put(facts.topic() + ".md", page(facts)));
        return pages;
    }

    private static String index() {
        StringBuilder page = new StringBuilder("""
                # Topics
                One page each: owner, key, order, retention, personal data, volume, events. Made from the contracts; edit \
                those, not these. The [contracts' README](../README.md) has the rules that hold for all.

                Beside each topic `T` stands `T.snapshot`, compacted, with the newest event of each fact: where who joins late \
                begins. Each page says which facts there are, and the contracts' README \
                [how to begin](../README.md#snapshots).

                | Topic | | Events a village and year: lean | rich | a county: lean | rich |
                |---|---|--:|--:|--:|--:|
                """);
        TopicFacts.ALL.forEach(facts -> page.append(String.format(
                Locale.ROOT,
                "| [`%s`](%s.md) | %s · %s | %s | %s | %,d | %,d |\n",
                facts.topic(),
                facts.topic(),
                facts.zh(),
                facts.en(),
                facts.lean(),
                facts.rich(),
                TopicFacts.inACounty(facts.lean()),
                TopicFacts.inACounty(facts.rich()))));
        page.append("""

                **How the volumes are assumed.** Not measured: estimates to size a subscriber with. *Lean* is a village \
                that just meets the default assessment scheme with ten members, one reading room and one board; *rich* is \
                a busy one with twenty members. A county has %d villages. The platform as a whole is planned for 1,426 \
                (lean) and 7,176 (rich) facts per village and year, of which these topics carry those that exist as \
                events so far; cards come on top. Working hours peak at ten times the mean, and a county that comes back \
                online may send 500 late records per village within ten minutes.

                An event is 0.2–1 KiB on the wire with its headers and never more than 256 KiB.
                """.formatted(TopicFacts.VILLAGES_OF_A_COUNTY));
        return page.toString();
    }

    private static String page(TopicFacts facts) {
        StringBuilder page = new StringBuilder();
        page.append("# %s\n%s · %s. [All topics](README.md), [rules for subscribers](../README.md).\n\n"
                .formatted(facts.topic(), facts.zh(), facts.en()));
        page.append("| | |\n");
        page.append("|---|---|\n");
        row(page, "Owner", "`" + facts.owner() + "`; nobody else writes here");
        row(page, "Key", "code of the unit, or `all`; equals `ce_unit`");
        row(page, "Subject", facts.subject());
        row(
                page,
                "Order",
                "per unit, as all records of a unit are in one partition; of one subject the highest"
                        + " `(ce_epoch, ce_sequence)` is the newest. None between units or topics");
        row(page, "Delivery", "at least once; be idempotent on `ce_id`");
        row(
                page,
                "Partitions",
                AsyncApi.PARTITIONS + " on a cluster, " + AsyncApi.PARTITIONS_OF_ONE_MACHINE
                        + " on one machine, 1 where all is one process; never changed, as the key decides the partition");
        row(page, "Retention", "for ever (`cleanup.policy=delete`, `retention.ms=-1`)");
        row(
                page,
                "Snapshot",
                "`" + Snapshots.topicOf(facts.topic())
                        + "`: the newest event of each fact, keyed by fact, in the partition"
                        + " of the same number (`cleanup.policy=compact`)");
        row(page, "Personal data", "none: people appear as pseudonyms only");
        row(
                page,
                "Volume",
                String.format(
                        Locale.ROOT,
                        "%s (lean) to %s (rich) events per village and year: %s. A county: %,d to %,d a year",
                        facts.lean(),
                        facts.rich(),
                        facts.assumption(),
                        TopicFacts.inACounty(facts.lean()),
                        TopicFacts.inACounty(facts.rich())));
        page.append("\n## Events\n| Type | Means | Key of the fact | |\n|---|---|---|---|\n");
        for (Contract contract : contracts(facts)) {
            JsonNode schema = ContractFiles.schema(contract);
            page.append("| `%s` | **%s** %s | `%s`%s | [schema](%s%s), [sample](%ssamples/%s.json) |\n"
                    .formatted(
                            contract.type(),
                            schema.path("title").asString(),
                            schema.path("description").asString(),
                            Snapshots.formOf(contract),
                            Snapshots.endsFact(contract.event()) ? ", ended: a tombstone in the snapshot" : "",
                            RESOURCES,
                            contract.schema(),
                            RESOURCES,
                            contract.type()));
        }
        page.append("\n## Starting late\n")
                .append(
                        "Read each partition of `%s` to its end (`isolation.level=read_committed`), then the partition of"
                                        .formatted(Snapshots.topicOf(facts.topic()))
                                + " the same number here from the offset after the highest `" + Snapshots.POSITION
                                + "` on:"
                                + " [step by step](../README.md#snapshots). Whoever needs more than the newest event of each"
                                + " fact reads this topic from its beginning (`auto.offset.reset=earliest`, or `-o beginning`"
                                + " with kcat): everything that was ever told is there. Both end in the state of a subscriber"
                                + " that was there from the start.\n");
        return page.toString();
    }

    /** The line of a topic in the README's table of facts. */
    static String factsOf(TopicFacts facts) {
        return contracts(facts).stream()
                .collect(Collectors.groupingBy(
                        contract -> Snapshots.formOf(contract),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                contract -> "`" + contract.type().split("\\.")[2] + "`", Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(fact -> "`" + fact.getKey().replace("<subject>#", "#") + "` " + fact.getValue())
                .collect(Collectors.joining("; ", "| `" + facts.topic() + "` | ", " |\n"));
    }

    static List<Contract> contracts(TopicFacts facts) {
        return Contracts.all().stream()
                .filter(contract -> contract.topic().equals(facts.topic()))
                .toList();
    }

    private static void row(StringBuilder page, String name, String text) {
        page.append("| %s | %s |\n".formatted(name, text));
    }
}
