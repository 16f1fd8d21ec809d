package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What no metric of a service may tell: whose it is. */
public final class MetricLabels {
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern WHOSE = Pattern.compile(
            "unit|village|township|person|actor|volunteer|member|keeper|officer|account|subject|principal|caller"
                    + "|correlation|traceid|spanid");

    /** Unit codes by their lengths, ID and mobile numbers, ids of aggregates and people. */
    private static final Pattern SOMEBODY =
            Pattern.compile("(?<![0-9A-Za-z])(?:\\d{6}|\\d{9}|\\d{11,12}|\\d{17}[0-9Xx])(?![0-9A-Za-z])"
                    + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final Set<String> NUMBERS = Set.of("le", "quantile");

    private MetricLabels() {}

    /** Walks everything that a service has to scrape. */
    public static void tellNobodyApart(String scrape) {
        List<String> labels = scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> LABEL.matcher(line).results())
                .filter(label -> !NUMBERS.contains(label.group(1)))
                .map(label -> label.group(1) + "=" + label.group(2))
                .distinct()
                .toList();
        assertThat(labels).isNotEmpty().noneMatch(MetricLabels::isSomebodys);
    }

    static boolean isSomebodys(String label) {
        int equals = label.indexOf('=');
        String name = label.substring(0, equals).replace("_", "").toLowerCase(Locale.ROOT);
        return WHOSE.matcher(name).find()
                || SOMEBODY.matcher(label.substring(equals + 1)).find();
    }
}
