package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of what is defended name a test for each attack: it is there. */
class DefendedTest {
    private static final Path ROOT = Path.of("..", "..", "..");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("\\b(?:class|enum|record|interface) (\\w+)");
    private static final Map<Path, String> SOURCES = sources();

    /** Test sources by their files. */
    private static Map<Path, String> sources() {
        Map<Path, String> sources = new LinkedHashMap<>();
        for (String part : List.of("gateway", "services", "infra")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> path.toString().contains("src/test/java"))
                        .toList()) {
                    sources.put(file, Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    @ParameterizedTest
    @CsvSource({"gateway/README.md, GatewayTest, 10", "services/identity/README.md, IdentityIT, 20"})
    void every_attack_that_is_defended_has_a_test_of_that_name(String readme, String usual, int least)
            throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> attacks = attacks(Files.readString(ROOT.resolve(readme)));
        assertThat(attacks).hasSizeGreaterThan(least);
        for (String attack : attacks) {
            String tests = attack.substring(attack.lastIndexOf(" | ") + 3);
            Matcher names = NAME.matcher(tests);
            assertThat(tests).as(attack).contains("`");
            String of = usual;
            while (names.find()) {
                Named named = Named.in(names.group(1), of);
                of = named.inClass();
                if (!isThere(named)) {
                    missing.add(names.group(1) + " against " + attack.substring(2, attack.indexOf(" | ", 2)));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** The rows of the table under its heading. */
    private static List<String> attacks(String readme) {
        String section = readme.substring(readme.indexOf("## What is defended"));
        return section.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.substring(0, line.lastIndexOf('|')))
                .toList();
    }

    /**
     * A test as a row names it: {@code Class}, {@code Class.test}, {@code Class.Nested.test}, {@code RULE}, or with the class of
     * the one before {@code ….test}.
     *
     * @param inClass the outermost that is said
     * @param parts all that has to stand in its file
     */
    private record Named(String inClass, List<String> parts) {
        static Named in(String text, String before) {
            List<String> parts = new ArrayList<>(Stream.of(text.split("[.…]+"))
                    .filter(part -> !part.isBlank())
                    .toList());
            boolean saysClass = Character.isUpperCase(parts.getFirst().codePointAt(0));
            return new Named(saysClass ? parts.getFirst() : before, parts);
        }
    }

    private static boolean isThere(Named named) {
        return SOURCES.values().stream()
                .filter(source -> declares(source, named.inClass()))
                .anyMatch(source -> named.parts().stream()
                        .allMatch(part -> declares(source, part) || source.contains(' ' + part + '(')));
    }

    private static boolean declares(String source, String name) {
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? source.contains(' ' + name + '(')
                : CLASS.matcher(source)
                        .results()
                        .anyMatch(found -> found.group(1).equals(name));
    }
}
