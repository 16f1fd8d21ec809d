package kepu.assessment.scheme.authoring;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import kepu.assessment.scoring.scheme.Scheme;
import kepu.assessment.scoring.values.LocalizedText;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A scheme as people write it, in YAML or in JSON, which is YAML too: the scheme, or every mistake with its line and column.
 *
 * <p>The text is parsed, never made into objects by what it says itself; anchors and tags are refused, depth and length are
 * bounded.
 */
public final class SchemeText {
    /** In characters; the default scheme has a fifth of it. */
    public static final int LONGEST = 40_000;

    /** A list of parameters is on the seventh level. */
    private static final int DEEPEST = 12;

    private static final int HIGHEST_VERSION = 9_999;

    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9-]{2,39}");

    private SchemeText() {}

    /**
     * A mistake.
     *
     * @param line from 1
     * @param column from 1
     * @param code of the rule that is broken
     */
    public record Problem(int line, int column, String code, String zh, String en) {}

    /**
     * What a text came to.
     *
     * @param scheme null if there are problems
     * @param problems in the order of the text
     * @param lines of the indicators, by code
     */
    public record Checked(@Nullable Scheme scheme, List<Problem> problems, Map<String, Integer> lines) {
        public Optional<Scheme> sound() {
            return Optional.ofNullable(scheme);
        }
    }

    public static Checked check(String text) {
        Problems problems = new Problems();
        SchemeReader reader = new SchemeReader(problems);
        Scheme scheme = null;
        try {
            if (!refusesReferences(text, problems)) {
                Node root = yaml().compose(new StringReader(text));
                if (root == null) {
                    problems.add(1, 1, "scheme-unreadable", new LocalizedText("没有内容", "there is nothing in it"));
                } else {
                    scheme = reader.scheme(root);
                }
            }
        } catch (MarkedYAMLException e) {
            problems.addUnreadable(e.getProblemMark(), String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            problems.add(
                    1,
                    1,
                    "scheme-unreadable",
                    new LocalizedText("无法读取：" + e.getMessage(), "it cannot be read: " + e.getMessage()));
        }
        if (scheme != null && !ID.matcher(scheme.id()).matches()) {
            problems.add(
                    reader.line("id"),
                    1,
                    "scheme-id",
                    new LocalizedText(
                            "方案代号 " + scheme.id() + " 应由 3–40 个大写字母、数字和连字符组成，以字母开头",
                            "the id " + scheme.id()
                                    + " must be 3 to 40 capital letters, digits and hyphens, a letter first"));
        }
        if (scheme != null && scheme.version() > HIGHEST_VERSION) {
            problems.add(
                    reader.line("version"),
                    1,
                    "scheme-version",
                    new LocalizedText(
                            "版本号不能超过 " + HIGHEST_VERSION, "the version must not be above " + HIGHEST_VERSION));
        }
        List<Problem> all = new ArrayList<>(problems.all());
        all.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return new Checked(all.isEmpty() ? scheme : null, List.copyOf(all), reader.linesOfIndicators());
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowRecursiveKeys(false);
        return new Yaml(limits);
    }

    /** What refers to another place of the text may grow without bounds, and its mistakes would have two places. */
    private static boolean refusesReferences(String text, Problems problems) {
        boolean found = false;
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event instanceof AliasEvent) {
                found = true;
                problems.addUnreadable(event.getStartMark(), "aliases are not taken");
            }
        }
        return found;
    }
}
