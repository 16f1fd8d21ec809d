package kepu.volunteers;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTextsTest {
    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    static List<Rejection> refusals() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("kepu.volunteers").stream()
                        .filter(type -> type.isAssignableTo(Rejection.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                        .map(RefusalTextsTest::refusal)
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void every_refusal_has_a_sentence_in_both_languages_that_names_what_it_is_about(Rejection refusal) {
        for (Locale locale : List.of(Locale.ROOT, Locale.ENGLISH)) {
            String sentence = sentence(refusal.code(), locale);
            String text = new MessageFormat(sentence, locale)
                    .format(refusal.arguments().toArray());

            assertThat(text).doesNotContain("{", "}");
            refusal.arguments().forEach(argument -> assertThat(text).contains(argument.toString()));
        }
        assertThat(sentence(refusal.code(), Locale.ENGLISH)).isNotEqualTo(sentence(refusal.code(), Locale.ROOT));
    }

    private static String sentence(String code, Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle("kepu.volunteers.problems", locale, EXACTLY);
        assertThat(texts.getLocale()).isEqualTo(locale);
        try {
            return texts.getString(code);
        } catch (MissingResourceException e) {
            throw new AssertionError("no sentence for " + code + " in " + locale, e);
        }
    }

    private static Rejection refusal(Method method) {
        Object[] arguments = Stream.of(method.getParameterTypes())
                .map(type -> switch (type.getSimpleName()) {
                    case "String" -> (Object) "x-1";
                    case "Instant" -> Instant.parse("2025-03-05T02:00:00Z");
                    case "List" -> List.of("x-2", "x-3");
                    default -> throw new IllegalStateException("no example of " + type);
                })
                .toArray();
        try {
            method.setAccessible(true);
            return (Rejection) method.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
