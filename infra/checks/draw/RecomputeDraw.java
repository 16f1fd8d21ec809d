import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recomputes a draw of units to be inspected from what was published of it, with nothing but a JDK.
 *
 * <p>Usage: {@code java RecomputeDraw.java draw.json} or {@code java RecomputeDraw.java committed.json revealed.json}. Exit code
 * 0: the draw is as it should be; 1: it is not, and the output says what differs; 2: something is missing. Of a draw that was
 * cancelled it says who would have been drawn.
 */
public final class RecomputeDraw {
    private static final String TEXT = "\"([^\"]*)\"";
    private static final String TEXTS = "\\[([^\\]]*)\\]";

    private RecomputeDraw() {}

    public static void main(String... files) throws IOException {
        if (files.length == 0) {
            System.err.println("usage: java RecomputeDraw.java FILE... (what was published of one draw, as JSON)");
            System.exit(2);
        }
        List<String> published = new ArrayList<>();
        for (String file : files) {
            published.add(Files.readString(Path.of(file)));
        }
        System.exit(check(published));
    }

    private static int check(List<String> published) {
        String number = only("number", "(\\d+)", published);
        String commitment = only("commitment", TEXT, published);
        String seed = only("seed", TEXT, published);
        String candidates = only("candidates", TEXTS, published);
        if (Stream.of(number, commitment, seed, candidates).anyMatch(String::isEmpty)) {
            return 2;
        }
        SortedSet<String> drawn = values("drawn", TEXTS, published);
        if (drawn.size() > 1) {
            System.err.println("the files give " + drawn.size() + " values of \"drawn\", not one");
            return 2;
        }
        SortedSet<String> units = texts(candidates);
        String list = sha256(number + "\n" + String.join("\n", units));
        boolean isCommitted = sha256(seed + "\n" + list).equals(commitment);
        System.out.println(
                isCommitted
                        ? "承诺相符: seed, candidates and number are those that were committed to"
                        : "承诺不符: seed, candidates or number are NOT those that were committed to");
        SortedSet<String> expected = new TreeSet<>(units.stream()
                .sorted(Comparator.comparing(unit -> sha256(seed + "\n" + list + "\n" + unit)))
                .limit(Long.parseLong(number))
                .toList());
        if (drawn.isEmpty()) {
            System.out.println("未抽取: none was drawn, as of a draw that was cancelled; it would have been "
                    + String.join(" ", expected));
            return isCommitted ? 0 : 1;
        }
        boolean isDrawn = expected.equals(texts(drawn.first()));
        System.out.println((isDrawn ? "抽签相符: drawn are " : "抽签不符: drawn should be ") + String.join(" ", expected));
        return isCommitted && isDrawn ? 0 : 1;
    }

    /** The one value that all files give a field; empty, with a word why, if there is none or several. */
    private static String only(String field, String form, List<String> published) {
        SortedSet<String> values = values(field, form, published);
        if (values.size() != 1) {
            System.err.println("the files give " + values.size() + " values of \"" + field + "\", not one");
            return "";
        }
        return values.first();
    }

    /** All values that the files give a field; lists of the same texts are one, in whatever order. */
    private static SortedSet<String> values(String field, String form, List<String> published) {
        Pattern pattern = Pattern.compile("\"" + field + "\"\\s*:\\s*" + form);
        SortedSet<String> values = new TreeSet<>();
        for (String text : published) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String value = matcher.group(1).strip();
                values.add(form.equals(TEXTS) && !value.isEmpty() ? listed(texts(value)) : value);
            }
        }
        values.remove("");
        return values;
    }

    private static String listed(SortedSet<String> texts) {
        return '"' + String.join("\", \"", texts) + '"';
    }

    private static SortedSet<String> texts(String array) {
        SortedSet<String> texts = new TreeSet<>();
        Matcher matcher = Pattern.compile(TEXT).matcher(array);
        while (matcher.find()) {
            texts.add(matcher.group(1));
        }
        return texts;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
