package kepu.defaults.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguageTest {
    private static Locale languageFor(String accepted) {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", accepted);
        return new WebConfiguration().localeResolver().resolveLocale(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zh",
                "zh-CN",
                "zh,en;q=0.5",
                "zh-TW,zh;q=0.9,en;q=0.8",
                "zh-Hans-CN,zh-Hans;q=0.9,en;q=0.8",
                "zh-HK,en;q=0.5",
                "en;q=0.1,zh;q=0.9",
                "fr,zh-SG;q=0.5,en;q=0.4",
                "fr",
            })
    void whoever_likes_any_chinese_better_than_english_reads_chinese_and_so_does_who_knows_neither(String accepted) {
        assertThat(languageFor(accepted)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "en-US,zh-CN;q=0.9", "zh;q=0.1,en;q=0.9", "fr,en-GB;q=0.5,zh;q=0.4"})
    void whoever_likes_any_english_better_than_chinese_reads_english(String accepted) {
        assertThat(languageFor(accepted)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void who_says_nothing_reads_chinese() {
        assertThat(new WebConfiguration().localeResolver().resolveLocale(new MockHttpServletRequest()))
                .isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }
}
