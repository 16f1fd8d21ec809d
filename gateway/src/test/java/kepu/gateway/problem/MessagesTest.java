package kepu.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kepu.gateway.upstream.UpstreamFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    @Test
    void both_languages_say_the_same_things() {
        var chinese = ResourceBundle.getBundle("kepu.gateway.messages", Locale.ROOT);
        var english = ResourceBundle.getBundle("kepu.gateway.messages", Locale.ENGLISH);

        assertThat(english.getLocale()).isEqualTo(Locale.ENGLISH);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        for (var key : chinese.keySet()) {
            assertThat(english.getString(key).contains("{0}"))
                    .as(key)
                    .isEqualTo(chinese.getString(key).contains("{0}"));
        }
    }

    @Test
    void every_refusal_has_a_title_and_a_sentence_in_both() throws Exception {
        var texts =
                ResourceBundle.getBundle("kepu.gateway.messages", Locale.ROOT).keySet();

        assertThat(codes())
                .contains("rate-limited", "service-busy", "body-too-slow", "token-required")
                .allSatisfy(code -> assertThat(texts).contains(code, code + ".title"));
    }

    @Test
    void every_failure_has_a_sentence() {
        var texts =
                ResourceBundle.getBundle("kepu.gateway.messages", Locale.ROOT).keySet();

        assertThat(UpstreamFailure.values())
                .allSatisfy(failure -> assertThat(texts).contains("missing." + failure.code()));
    }

    /** As the sources name them. */
    private static Set<String> codes() throws IOException {
        var refusal = Pattern.compile(
                "(?:new Problem\\(|Problem\\.(?:later|soon)\\(|case [A-Z_, ]+ ->)[^;]*?\"([a-z]+-[a-z-]+)\"");
        var codes = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                refusal.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(codes::add);
            }
        }
        return codes;
    }

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "en-US, en",
        "'fr, en;q=0.5', en",
        "'zh-CN, en;q=0.9', zh-CN",
        "zh, zh-CN",
        "zh-TW, zh-CN",
        "fr, zh-CN",
        "'', zh-CN",
        "'?', zh-CN"
    })
    void the_caller_is_answered_in_a_language_it_asks_for_or_else_in_chinese(String asked, String spoken) {
        assertThat(Messages.forLanguages(asked).locale().toLanguageTag()).isEqualTo(spoken);
    }

    @Test
    void of_countless_languages_only_the_first_are_read() {
        var many = "fr;q=0.5, ".repeat(1000);

        assertThat(Messages.forLanguages("en, " + many).locale()).isEqualTo(Locale.ENGLISH);
        assertThat(Messages.forLanguages(many + "en").locale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(Messages.forLanguages("x".repeat(5000)).locale()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void a_service_without_a_name_for_people_goes_by_its_own() {
        assertThat(Messages.forLanguages("en").nameOf("reading-rooms")).isEqualTo("reading rooms");
        assertThat(Messages.forLanguages("en").nameOf("archive")).isEqualTo("archive");
    }
}
