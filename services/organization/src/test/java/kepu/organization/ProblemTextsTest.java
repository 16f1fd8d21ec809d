package kepu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTextsTest {
    @ParameterizedTest
    @ValueSource(strings = {"problems.properties", "problems_en.properties"})
    void every_refusal_has_its_sentence_and_no_sentence_is_left_over(String bundle) throws IOException {
        Properties texts = new Properties();
        try (var stream = Objects.requireNonNull(Organization.class.getResourceAsStream(bundle))) {
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        List<Rejection> refusals = refusals();

        assertThat(texts.stringPropertyNames())
                .isEqualTo(refusals.stream().map(Rejection::code).collect(Collectors.toSet()));
        for (Rejection refusal : refusals) {
            String sentence = new MessageFormat(texts.getProperty(refusal.code()), Locale.ENGLISH)
                    .format(refusal.arguments().toArray());
            assertThat(sentence).as(refusal.code()).doesNotContain("{");
        }
    }

    private static List<Rejection> refusals() {
        List<Class<?>> types = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("kepu.organization").stream()
                        .filter(type -> type.isAssignableTo(Rejection.class))
                        .<Class<?>>map(type -> type.reflect())
                        .toList();
        assertThat(types).hasSizeGreaterThanOrEqualTo(7);
        return types.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class)
                .map(ProblemTextsTest::refusal)
                .toList();
    }

    private static Rejection refusal(Method factory) {
        Object[] arguments = Stream.of(factory.getParameterTypes())
                .map(ProblemTextsTest::example)
                .toArray();
        try {
            factory.setAccessible(true);
            return (Rejection) factory.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(factory.toString(), e);
        }
    }

    private static Object example(Class<?> type) {
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : "x";
    }
}
