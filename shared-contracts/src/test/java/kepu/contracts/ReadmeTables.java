package kepu.contracts;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of the README that are generated: topics with their events, and topics with their facts. */
final class ReadmeTables {
    static final Path README = Path.of(".", "README.md");

    private ReadmeTables() {}

    /** The README with its tables written anew, each between {@code <!-- generated: name -->} and {@code <!-- end -->}. */
    static String in(String readme) {
        String text = readme;
        for (Map.Entry<String, String> table : tables().entrySet()) {
            String begin = "<!-- generated: " + table.getKey() + " -->\n";
            Matcher part = Pattern.compile("(?s)(?<=" + Pattern.quote(begin) + ").*?(?=<!-- end -->)")
                    .matcher(text);
            if (!part.find()) {
                throw new IllegalStateException(README + " has no part " + begin.strip());
            }
            text = part.replaceFirst(Matcher.quoteReplacement(table.getValue()));
        }
        return text;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put(
                "topics", """
                | Topic | Owner | Subject | Events |
                |---|---|---|---|
                """ + TopicFacts.ALL.stream().map(ReadmeTables::topic).collect(Collectors.joining()));
        tables.put(
                "facts", """
                | Topic | Facts and what tells them |
                |---|---|
                """ + TopicFacts.ALL.stream().map(TopicPages::factsOf).collect(Collectors.joining()));
        return tables;
    }

    private static String topic(TopicFacts facts) {
        return "| `%s` | %s | %s · %s | %s |\n"
                .formatted(
                        facts.topic(),
                        facts.owner(),
                        facts.zh(),
                        facts.subject(),
                        TopicPages.contracts(facts).stream()
                                .map(contract -> "`" + contract.type().split("\\.")[2] + "`")
                                .collect(Collectors.joining(" ")));
    }
}
