package kepu.contracts.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the standard's own example and made-up ones. */
class PersonalNumbersTest {
    private static final int ROUNDS = 20_000;
    private static final String CHINESE = "〇一二三四五六七八九";
    private static final String FORMAL = "零壹贰叁肆伍陆柒捌玖";
    private static final String CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨";
    private static final String BLACK = "⓿❶❷❸❹❺❻❼❽❾";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String ARABIC = "٠١٢٣٤٥٦٧٨٩";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002Ｘ", // full-width X
                "11010519491231002Х", // Cyrillic
                "11010519491231002Χ", // Greek
                "11010519491231002×",
                "11010519491231002Ⅹ",
                "110105194\u200b91231002X",
                "1\u200d1\u200c0\u20601\ufeff0\u00ad519491231002X",
                "110105\u202e19491231\u202c002X",
                "110105/19491231/002X",
                "110105(19491231)002X",
                "110105（19491231）002X",
                "[110105][19491231][002X]",
                "110105_19491231_002X",
                "110105、19491231、002X",
                "110105。19491231。002X",
                "1_1_0_1_0_5_1_9_4_9_1_2_3_1_0_0_2_X",
                "110105A19491231B002X",
                "一一〇一〇五一九四九一二三一〇〇二X",
                "壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X",
                "1️⃣1️⃣0️⃣1️⃣0️⃣5️⃣1️⃣9️⃣4️⃣9️⃣1️⃣2️⃣3️⃣1️⃣0️⃣0️⃣2️⃣X",
                "4405241880\u20280\u20281010014",
                "130503670401001",
                "130503 670401 001",
                "138\u200b0013\u200b8000",
                "1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0",
                "138/0013/8000",
                "138\\0013\\8000",
                "138(0013)8000",
                "(138)0013-8000",
                "（138）00138000",
                "[138]0013[8000]",
                "【138】【0013】【8000】",
                "138_0013_8000",
                "138__0013__8000",
                "138.0013.8000",
                "138，0013，8000",
                "138、0013、8000",
                "138。0013。8000",
                "138：0013：8000",
                "138…0013…8000",
                "138～0013～8000",
                "138|0013|8000",
                "138*0013*8000",
                "138😀0013😀8000",
                "138x0013x8000",
                "138a0013b8000",
                "138转0013转8000",
                "138  0013  8000",
                "138 - 0013 - 8000",
                "138\t0013\t8000",
                "138\u28000013\u28008000",
                "138\u31640013\u31648000",
                "1-3-8-0-0-1-3-8-0-0-0",
                "1*3*8*0*0*1*3*8*0*0*0",
                "1a3b8c0d0e1f3g8h0i0j0",
                "13_80_01_38_00_0",
                "①③⑧⓪⓪①③⑧⓪⓪⓪",
                "⑬⑧⓪⓪①③⑧⓪⓪⓪",
                "❶❸❽⓿⓿❶❸❽⓿⓿⓿",
                "¹³⁸⁰⁰¹³⁸⁰⁰⁰",
                "₁₃₈₀₀₁₃₈₀₀₀",
                "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
                "𝟙𝟛𝟠𝟘𝟘𝟙𝟛𝟠𝟘𝟘𝟘",
                "١٣٨٠٠١٣٨٠٠٠",
                "१३८००१३८०००",
                "一三八〇〇一三八〇〇〇",
                "一三八零零一三八零零零",
                "壹叁捌零零壹叁捌零零零",
                "一三八○○一三八○○○",
                "幺三八零零幺三八零零零",
                "㊀㊂㊇〇〇㊀㊂㊇〇〇〇",
                "1三8零01三8零00",
                "一三八 〇〇一三 八〇〇〇",
                "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
                "1̲3̲8̲0̲0̲1̲3̲8̲0̲0̲0̲",
                "①13800138000", // a bullet before it
                "联系人之一13800138000",
                "13800138000①",
                "013800138000",
                "0138-0013-8000",
                "+86（138）0013-8000",
                "138\u00110013\u00118000"
            })
    void a_number_is_found_in_each_disguise(String text) {
        assertThat(PersonalNumbers.isIn(text)).isTrue();
        assertThat(PersonalNumbers.isIn("登记" + text + "，见附件")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一二三四五六七八九十、一二三",
                "二〇二六年三月十二日至二〇二六年三月十八日",
                "2020-10-26~2020-11-02 08:30-17:00", // seven groups of it are an ID number by chance
                "1949-10-01（123人）",
                "1998_07_15_123.jpg",
                "2025年1月138户、2月1234人次、3月5678册",
                "150, 2030, 2525",
                "13,800,138,000",
                "138,001,380.00",
                "￥138,0013.80",
                "13.80%、01.38%、00.00%",
                "138****8000",
                "138…8000",
                "1 3 9 1 2 3 4 5 6 7 8", // scores
                "1、3、9、1、2、3、4、5、6、7、8",
                "13、80、01、38、00、0",
                "13 80 01 38 00 0",
                "510182101201001", // a group of villagers
                "510182201132005",
                "202603120000123",
                "510182101201-001",
                "〔2026〕13号、〔2026〕138号、〔2026〕1380号",
                "川科协发〔2026〕13号 2026-03-12 13:05:12",
                "113.264435, 23.129163",
                "(113.264435,23.129163)",
                "ISBN 978-7-5369-8013-8",
                "ISBN 9787536980138",
                "7-5369-8013-X",
                "ISSN 1380-0138",
                "91510182MA6123456X",
                "915101827091234567",
                "08:30-11:30、13:00-17:30、18:00-20:00",
                "0818-2345678、028-85231234",
                "12345、12316、400-8001380",
                "1380/1500/1600",
                "①②③④⑤⑥⑦⑧⑨⑩⑪⑫",
                "Ⅰ、Ⅱ、Ⅲ、Ⅳ、Ⅴ、Ⅵ、Ⅶ、Ⅷ、Ⅸ、Ⅹ、Ⅺ、Ⅻ",
                "168户1234人，投入5678元",
                "人数: 150; 户数: 2030; 金额: 2525",
                "mailto:keji@example.org?x=1&y=3&z=8",
                "138a00138000b1", // a piece of a hash
                "0198c5d2-7a3b-7e21-8f00-a13800138000",
                "aaaaaaaaaaaaaaaaaaaaa13800138000bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
            })
    void what_only_looks_like_one_is_not(String text) {
        assertThat(PersonalNumbers.isIn(text)).isFalse();
    }

    @Test
    void whatever_number_in_whatever_disguise_is_found() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String number = random.nextBoolean() ? mobile(random) : id(random);
            String hidden = disguise(random, number.length()).apply(number);
            String text =
                    pick(random, "", "电话", "见：", "a", "（", "2026年") + hidden + pick(random, "", "。", "号", "z", "）");

            assertThat(PersonalNumbers.isIn(text))
                    .as("seed %d, %s as %s", seed, number, text)
                    .isTrue();
            assertThat(PersonalNumbers.mayBeInTextOf("{\"a\":1,\"b\":\"" + text + "\"}"))
                    .as("seed %d, %s", seed, text)
                    .isTrue();
        }
    }

    @Test
    void what_villages_write_is_let_pass() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> suspected = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String text = harmless(random);
            if (PersonalNumbers.isIn(text)) {
                suspected.add(text);
            }
        }
        assertThat(suspected).as("seed %d", seed).isEmpty();
    }

    private static String mobile(Random random) {
        return "1" + (3 + random.nextInt(7)) + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
    }

    private static String id(Random random) {
        LocalDate birth = LocalDate.of(1930, 1, 1).plusDays(random.nextInt(30_000));
        String digits = (110_000 + random.nextInt(600_000))
                + birth.format(DateTimeFormatter.BASIC_ISO_DATE)
                + String.format(Locale.ROOT, "%03d", random.nextInt(1000));
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    private static UnaryOperator<String> disguise(Random random, int length) {
        String parting = length == 11
                ? pick(
                        random, " ", "-", ".", "/", "_", "、", "，", "。", "·", "：", "x", " - ", "  ", ") (", "—", "\t",
                        "|")
                : pick(random, " ", "-", "/", "_", "、", "·", " - ", ")(", "—", "|", "x");
        return switch (random.nextInt(8)) {
            case 0 ->
                number -> length == 11
                        ? number.substring(0, 3) + parting + number.substring(3, 7) + parting + number.substring(7)
                        : number.substring(0, 6) + parting + number.substring(6, 14) + parting + number.substring(14);
            case 1 -> number -> String.join(pick(random, "-", "_", "*", "|", "/"), number.split(""));
            case 2 ->
                number -> String.join(pick(random, "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"), number.split(""));
            case 3 -> number -> shaped(number, pick(random, CHINESE, FORMAL));
            case 4 -> number -> shaped(number, pick(random, CIRCLED, BLACK, RAISED));
            case 5 -> number -> shaped(number, ARABIC);
            case 6 -> number -> shaped(number, "０１２３４５６７８９").replace("X", pick(random, "Ｘ", "ｘ", "Х"));
            default -> number -> number;
        };
    }

    private static String shaped(String number, String digits) {
        StringBuilder shaped = new StringBuilder();
        number.chars().forEach(digit -> shaped.append(digit == 'X' ? 'X' : digits.charAt(digit - '0')));
        return shaped.toString();
    }

    /** Dates, times, scores, amounts, codes, document numbers, UUIDs, books. */
    private static String harmless(Random random) {
        LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3000));
        return switch (random.nextInt(10)) {
            case 0 -> day + pick(random, "至", "~", "/", " — ") + day.plusDays(7) + pick(random, "", " 08:30-17:00");
            case 1 ->
                day.format(DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.ROOT)) + "，参加" + random.nextInt(2000)
                        + "人，发放资料" + random.nextInt(100_000) + "份";
            case 2 ->
                String.format(
                        Locale.ROOT,
                        "%.1f/%.1f/%.1f %.2f",
                        random.nextDouble() * 100,
                        random.nextDouble() * 10,
                        random.nextDouble() * 10,
                        random.nextDouble() * 100);
            case 3 -> String.format(Locale.ROOT, "%,.2f元", random.nextDouble() * 1e9);
            case 4 ->
                "" + (110_000 + random.nextInt(600_000)) + (100 + random.nextInt(200)) + (200 + random.nextInt(100));
            case 5 -> "科协发〔" + day.getYear() + "〕" + random.nextInt(500) + "号、" + random.nextInt(500) + "号";
            case 6 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 7 ->
                "ISBN 978-7-" + (100 + random.nextInt(900)) + "-" + (10_000 + random.nextInt(90_000)) + "-"
                        + random.nextInt(10);
            case 8 ->
                day + "T"
                        + String.format(
                                Locale.ROOT,
                                "%02d:%02d:%02d.%03dZ",
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60),
                                random.nextInt(1000));
            default ->
                random.nextInt(11) + " " + random.nextInt(11) + " " + random.nextInt(11) + " " + random.nextInt(101)
                        + " " + random.nextInt(101) + " " + random.nextInt(101);
        };
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }

    @Test
    void the_longest_text_takes_no_longer_per_character_than_a_short_one() {
        for (String piece : List.of("1", "13", "1 ", "13800138 ", "1_", "一 ", "138\u200b", "19000101 ", "8", "+86")) {
            String text = piece.repeat(262_144 / piece.length());
            long start = System.nanoTime();
            PersonalNumbers.isIn(text);
            assertThat(System.nanoTime() - start).as(piece).isLessThan(2_000_000_000L);
        }
    }

    @Test
    void in_a_document_only_texts_and_names_are_looked_at() {
        assertThat(PersonalNumbers.mayBeInTextOf("{\"a\":13800138000,\"b\":\"x\"}"))
                .isFalse();
        assertThat(PersonalNumbers.mayBeInTextOf("{\"a\":\"138\",\"b\":\"0013\",\"c\":\"8000\"}"))
                .isFalse();
        assertThat(PersonalNumbers.mayBeInTextOf("{\"13800138000\":1}")).isTrue();
        assertThat(PersonalNumbers.mayBeInTextOf("[\"\\\"13800138000\"]")).isTrue();
        assertThat(PersonalNumbers.mayBeInTextOf("[\"\\u0031\\u0033\\u0038\\u0030\\u0030\\u0031\\u0033\\u0038000\"]"))
                .isTrue();
    }
}
