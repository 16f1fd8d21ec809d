package kepu.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import kepu.defaults.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.type.filter.AssignableTypeFilter;

class ProblemTextsTest {
    private static final String BUNDLE = "kepu/campaigns/problems";

    @ParameterizedTest
    @MethodSource("refusals")
    void every_refusal_is_a_sentence_in_chinese_and_in_english(Rejection refusal) {
        String chinese = text(refusal, Locale.SIMPLIFIED_CHINESE);
        String english = text(refusal, Locale.ENGLISH);

        assertThat(chinese).containsPattern("\\p{IsHan}").endsWith("。").doesNotContain("{");
        assertThat(english).doesNotContainPattern("\\p{IsHan}").endsWith(".").doesNotContain("{");
    }

    @Test
    void no_sentence_waits_for_a_refusal_that_does_not_exist() throws Exception {
        Set<String> codes = new HashSet<>();
        refusals().forEach(refusal -> codes.add(refusal.code()));

        assertThat(ResourceBundle.getBundle(BUNDLE, Locale.ROOT).keySet()).isEqualTo(codes);
        assertThat(ResourceBundle.getBundle(BUNDLE, Locale.ENGLISH).keySet()).isEqualTo(codes);
    }

    private static String text(Rejection refusal, Locale locale) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename(BUNDLE);
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages.getMessage(refusal.code(), refusal.arguments().toArray(), locale);
    }

    /** One of each kind that the service's own rejections can make. */
    static Stream<Rejection> refusals() throws Exception {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Rejection.class));
        List<Rejection> refusals = new ArrayList<>();
        for (var found : scanner.findCandidateComponents("kepu.campaigns")) {
            for (Method refuse : Class.forName(found.getBeanClassName()).getDeclaredMethods()) {
                if (Modifier.isStatic(refuse.getModifiers())
                        && Rejection.class.isAssignableFrom(refuse.getReturnType())) {
                    refuse.setAccessible(true);
                    Object[] arguments = Stream.of(refuse.getParameterTypes())
                            .map(ProblemTextsTest::some)
                            .toArray();
                    refusals.add((Rejection) refuse.invoke(null, arguments));
                }
            }
        }
        return refusals.stream();
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
        return type.isEnum() ? type.getEnumConstants()[0] : "990101201201";
    }
}
