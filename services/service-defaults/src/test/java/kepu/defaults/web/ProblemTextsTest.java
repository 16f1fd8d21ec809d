package kepu.defaults.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.defaults.SharedRefusal;
import org.junit.jupiter.api.Test;

/** Each code has its sentence in both languages. */
class ProblemTextsTest {
    private static final Pattern REFUSED = Pattern.compile("new Rejection\\(\\s*(\\d{3}),\\s*\"([a-z.-]+)\"");
    private static final Pattern NAMED = Pattern.compile("\"([a-z]+(?:-[a-z]+)+(?:\\.[a-z]+)?)\"");

    private final Properties chinese = texts("problems.properties");
    private final Properties english = texts("problems_en.properties");

    private static Properties texts(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ProblemTextsTest.class.getResourceAsStream("/kepu/defaults/" + name), name),
                StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_code_and_every_status_that_is_answered_has_both_texts() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ProblemTextsTest::source)
                    .toList();
            sources.forEach(source -> REFUSED.matcher(source).results().forEach(refusal -> {
                keys.add(refusal.group(2));
                keys.add("title." + refusal.group(1));
            }));
        }
        for (SharedRefusal shared : SharedRefusal.values()) {
            keys.add(shared.code());
            keys.add("title." + shared.status());
        }
        for (String file : List.of("web/Problems.java", "input/InputRejection.java")) {
            NAMED.matcher(source(Path.of("src/main/java/kepu/defaults/" + file)))
                    .results()
                    .forEach(name -> keys.add(name.group(1)));
        }

        assertThat(keys)
                .contains("not-found", "outbox-full", "unknown-field", "invalid-json.field", "title.503")
                .hasSizeGreaterThan(25);
        assertThat(chinese.stringPropertyNames()).containsAll(keys);
        assertThat(english.stringPropertyNames()).containsAll(keys);
    }

    @Test
    void both_languages_know_the_same() {
        assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
    }

    @Test
    void no_text_holds_an_apostrophe_that_would_swallow_its_arguments() {
        assertThat(english.values())
                .noneSatisfy(text -> assertThat(text.toString()).contains("'"));
        assertThat(chinese.values())
                .noneSatisfy(text -> assertThat(text.toString()).contains("'"));
    }

    @Test
    void chinese_is_chinese_and_english_is_not() {
        assertThat(chinese.values())
                .allSatisfy(text -> assertThat(text.toString()).containsPattern("\\p{IsHan}"));
        assertThat(english.values())
                .allSatisfy(text -> assertThat(text.toString()).doesNotContainPattern("\\p{IsHan}"));
    }
}
