package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every refusal of a service is a sentence in Chinese and in English, and no sentence waits for a refusal that does not
 * exist. A service extends this class and names its base package and its problem messages.
 */
public abstract class RefusalTexts {
    /** Codes refused in place, warnings, and messages of a service's own constraints. */
    private static final Pattern INLINE =
            Pattern.compile("(?:new Rejection\\(\\s*\\d{3},\\s*\"|warnings\\.of\\(\\s*\"|default \"\\{)([a-z-]+)}?\"");

    private final String basePackage;
    private final Properties chinese;
    private final Properties english;

    protected RefusalTexts(String basePackage) {
        this.basePackage = basePackage;
        String bundle = "/" + basePackage.replace('.', '/') + "/problems";
        this.chinese = texts(bundle + ".properties");
        this.english = texts(bundle + "_en.properties");
    }

    @TestFactory
    Stream<DynamicTest> every_refusal_is_a_sentence_in_chinese_and_in_english() {
        return factories().stream()
                .map(refusal -> dynamicTest(refusal.code(), () -> {
                    assertThat(sentence(chinese, refusal))
                            .containsPattern("\\p{IsHan}")
                            .endsWith("。")
                            .doesNotContain("{");
                    assertThat(sentence(english, refusal))
                            .doesNotContainPattern("\\p{IsHan}")
                            .endsWith(".")
                            .doesNotContain("{");
                }));
    }

    @Test
    void no_code_is_without_a_sentence_and_no_sentence_without_a_code() throws IOException {
        Set<String> codes = factories().stream().map(Rejection::code).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                INLINE.matcher(Files.readString(file)).results().forEach(code -> codes.add(code.group(1)));
            }
        }

        assertThat(codes).isNotEmpty();
        assertThat(new TreeSet<>(chinese.stringPropertyNames())).isEqualTo(codes);
        assertThat(new TreeSet<>(english.stringPropertyNames())).isEqualTo(codes);
    }

    private static String sentence(Properties texts, Rejection refusal) {
        String pattern = texts.getProperty(refusal.code());
        assertThat(pattern).as(refusal.code()).isNotNull();
        return new MessageFormat(pattern, Locale.ROOT)
                .format(refusal.arguments().toArray());
    }

    /** One of each kind that the service's own rejections can make. */
    private List<Rejection> factories() {
        return new ClassFileImporter()
                        .withImportOption((ImportOption) location -> !location.contains("/test-classes/"))
                        .importPackages(basePackage)
                        .stream()
                        .filter(type -> type.isAssignableTo(Rejection.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> Modifier.isStatic(method.getModifiers())
                                && Rejection.class.isAssignableFrom(method.getReturnType()))
                        .map(RefusalTexts::made)
                        .toList();
    }

    private static Rejection made(Method factory) {
        try {
            factory.setAccessible(true);
            return (Rejection) factory.invoke(
                    null,
                    Stream.of(factory.getParameterTypes())
                            .map(RefusalTexts::some)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(factory.toString(), e);
        }
    }

    private static Object some(Class<?> type) {
        if (type == int.class) {
            return 2026;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        }
        if (type == LocalTime.class) {
            return LocalTime.NOON;
        }
        if (type == List.class) {
            return List.of("990101201201");
        }
        return type.isEnum() ? type.getEnumConstants()[0] : "990101201201";
    }

    private static Properties texts(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(RefusalTexts.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
