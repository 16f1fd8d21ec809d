package kepu.defaults.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n\r",
                "\u00a0",
                "\u3000",
                "\u2800",
                "\u200b",
                "\ufeff",
                "\u00ad",
                "\u180e",
                "\u202f",
                "\u3164",
                "\uffa0",
                "\u115f\u1160",
                "\u2028\u2029",
                "\u200d\u200c\u2060\u2061\u2065",
                "\u202e\u2066\u2069",
                "\ufe0f",
                "\udb40\udd00", // U+E0100
                "\udb40\udc41\udb40\udc42", // tags
                "\u034f\u17b4",
                "\u0301\u0302", // marks on nothing
                "\u200b \u00a0\u2800\ufe0f\u3000\u3164"
            })
    void what_shows_nothing_is_nothing(String typed) {
        assertThat(TextNormalizer.line(typed)).isEmpty();
        assertThat(TextNormalizer.lines(typed)).isEmpty();
        assertThat(TextNormalizer.compared(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "科普挂图, 科普挂图",
        "'a b', 'a b'",
        "'  科普　挂图 ', 科普 挂图",
        "'科普\u200b挂图\ufeff', 科普挂图",
        "'a \u00a0\u2800 b', 'a b'",
        "'a\r\nb', 'a b'",
        "'cafe\u0301', 'caf\u00e9'",
        "'\u202ecba\u202c', cba",
        "'soft\u00adhyphen', softhyphen",
        "'①２Ａ', '①２Ａ'", // NFKC is for comparing only
        "'\u212b', '\u00c5'"
    })
    void a_line_is_stored_in_one_form(String typed, String stored) {
        assertThat(TextNormalizer.line(typed)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "葛\udb40\udd00城", // an ideographic variant
                "\ud842\udfb7", // an ideograph beyond the first plane
                "\ud884\udd50", // one that is not assigned yet
                "👩\u200d💻",
                "👩🏽\u200d💻",
                "❤\ufe0f",
                "🏳\ufe0f\u200d🌈",
                "1\ufe0f\u20e3",
                "ئۇي\u200cغۇر",
                "\u182e\u1823\u1829\u180e\u182d",
                "\u1820\u180b\u202f\u1824\u1828",
                "བོད་ཡིག",
                "ꆈꌠꁱꂷ"
            })
    void what_changes_the_look_of_a_word_stays(String typed) {
        assertThat(TextNormalizer.line(typed)).isEqualTo(typed);
        assertThat(TextNormalizer.lines(typed)).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u200db', ab",
        "'科\u200d普', 科普",
        "'👩\u200d', '👩'",
        "'科\udb40\udd00\udb40\udd01', '科\udb40\udd00'",
        "'a\udb40\udd00', a",
        "'科\u180b', 科",
        "'a\u180eb', ab",
        "'a\u202fb', 'a b'"
    })
    void a_joiner_or_selector_in_the_wrong_place_goes(String typed, String stored) {
        assertThat(TextNormalizer.line(typed)).isEqualTo(stored);
    }

    @Test
    void lines_stay_lines() {
        assertThat(TextNormalizer.lines(" \n 一\u200b \r\n\u3000\u3000二  三\t四\r五\u2028六\n \n"))
                .isEqualTo("一\n\u3000\u3000二  三 四\n五\n六");
        assertThat(TextNormalizer.line("一\r\n二\u2029三")).isEqualTo("一 二 三");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000",
                "a\u0007b",
                "\u001b[31m",
                "a\u000bb",
                "a\u007f",
                "a\u0085b",
                "a\u009f",
                "a\ud800",
                "\udc00a",
                "a\ufffd",
                "a\uffff",
                "a\ufdd0",
                "\ud83f\udffe",
                "a\ue000",
                "\udb80\udc00"
            })
    void what_nobody_else_can_read_is_refused_without_being_repeated(String typed) {
        assertThatExceptionOfType(UnusableText.class)
                .isThrownBy(() -> TextNormalizer.line(typed))
                .satisfies(refused -> assertThat(refused.character()).matches("U\\+[0-9A-F]{4,6}"));
        assertThatExceptionOfType(UnusableText.class).isThrownBy(() -> TextNormalizer.lines("科普" + typed));
    }

    @Test
    void a_pile_of_marks_is_refused() {
        assertThat(TextNormalizer.line("q" + "\u0301".repeat(30))).hasSize(31);
        assertThatExceptionOfType(UnusableText.class)
                .isThrownBy(() -> TextNormalizer.line("q" + "\u0301".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "ＺｈａｎｇＳａｎ, zhangsan",
        "'Zhang\u200bSan', zhangsan",
        "'\u3000ZHANG  SAN ', 'zhang san'",
        "①号, 1号",
        "ＩＳＢＮ９７８, isbn978",
        "'葛\udb40\udd00', 葛",
        "ﬁle, file",
        "'\u212aepu', kepu"
    })
    void what_is_the_same_compares_the_same(String one, String other) {
        assertThat(TextNormalizer.compared(one)).isEqualTo(other);
        assertThat(TextNormalizer.compared(other)).isEqualTo(other);
    }

    /** Half-width sound marks are characters by themselves, and marks once widths do not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"\uff9e", "\uff9f", "\uff9e\uff9f"})
    void what_was_taken_can_be_compared_however_many_marks_it_comes_to(String soundMark) {
        String taken = TextNormalizer.line("\u30ab" + soundMark.repeat(100));

        String compared = TextNormalizer.compared(taken);

        assertThat(taken).hasSizeGreaterThan(100);
        assertThat(compared).hasSize(31);
        assertThat(TextNormalizer.compared(compared)).isEqualTo(compared);
    }

    @Test
    void what_has_its_form_keeps_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] odd = {
            ' ', '\t', '\n', '\r', 0xa0, 0x3000, 0x2800, 0x3164, 0x200b, 0x200c, 0x200d, 0xfeff, 0x180e, 0x202f, 0x180b,
            0xfe0f, 0xe0100, 0x0301, 0x20e3, 0x1f469, 0x1f4bb, 0x1f3fd, 0x1820, 0x0626, 0x845b, 'a', '1', 0xff21, 0x2028
        };
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder typed = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                typed.appendCodePoint(random.nextInt(4) > 0 ? odd[random.nextInt(odd.length)] : usable(random));
            }
            String line = TextNormalizer.line(typed.toString());
            String lines = TextNormalizer.lines(typed.toString());

            assertThat(TextNormalizer.line(line)).as("seed %d, %s", seed, typed).isEqualTo(line);
            assertThat(TextNormalizer.lines(lines))
                    .as("seed %d, %s", seed, typed)
                    .isEqualTo(lines);
            assertThat(Normalizer.isNormalized(line, Normalizer.Form.NFC))
                    .as("seed %d, %s", seed, typed)
                    .isTrue();
            assertThat(line)
                    .as("seed %d, %s", seed, typed)
                    .doesNotContain("\n", "  ")
                    .isEqualTo(line.strip());
            assertThat(lines).as("seed %d, %s", seed, typed).isEqualTo(lines.strip());
            assertThat(TextNormalizer.compared(TextNormalizer.compared(line)))
                    .as("seed %d, %s", seed, typed)
                    .isEqualTo(TextNormalizer.compared(line));
        }
    }

    private static int usable(Random random) {
        while (true) {
            int character = random.nextInt(Character.MAX_CODE_POINT);
            switch (Character.getType(character)) {
                case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
                default -> {
                    if (character != 0xfffd) {
                        return character;
                    }
                }
            }
        }
    }
}
