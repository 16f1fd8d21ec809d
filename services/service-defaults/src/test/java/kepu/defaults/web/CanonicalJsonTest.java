package kepu.defaults.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static byte[] of(String json) {
        return CanonicalJson.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,\"b\":[true,null]} | { \"b\" : [ true , null ] , \"a\" : 1 }",
                "{\"a\":{\"x\":1,\"y\":2}} | {\"a\":{\"y\":2,\"x\":1}}",
                "100 | 1e2",
                "100 | 100.00",
                "0.5 | 5E-1",
                "0 | -0.0",
                "\"a/b\" | \"\\u0061\\/b\"",
                "\"村\" | \"\\u6751\"",
                "\"\\ud83d\\ude00\" | \"\ud83d\ude00\"",
            })
    void the_same_said_otherwise_is_the_same(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1} | {\"a\":\"1\"}",
                "{\"a\":null} | {}",
                "[1,2] | [2,1]",
                "[[1],2] | [1,[2]]",
                "{\"a\":{\"b\":1}} | {\"a\":{},\"b\":1}",
                "9007199254740993 | 9007199254740992", // one double
                "0.1 | 0.1000000000000000055511151231257827", // one double
                "1e400 | 1e401", // no double
                "\"a\" | \"A\"",
                "\"\\ud83d\" | \"\\ud83e\"", // neither has bytes in UTF-8
                "\"\\ud83d\" | \"?\"",
                "true | \"true\"",
                "\"a,b\" | [\"a\",\"b\"]",
            })
    void what_says_something_else_is_not(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{} {}", "{\"a\":1,\"a\":2}", "1e99999999999", "nonsense", "\u0000"})
    void what_is_not_one_clear_value_counts_as_it_came(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(CanonicalJson.of(bytes)).hasSize(bytes.length + 1).endsWith(bytes);
    }

    @Test
    void a_huge_power_of_ten_stays_small() {
        assertThat(of("1e999999999")).hasSizeLessThan(20).isEqualTo(of("10e999999998"));
    }

    @Test
    void any_value_is_the_same_however_it_is_written() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Object value = value(random, 4);
            String one = written(value, random);
            String other = written(value, random);

            assertThat(of(one)).as("seed %d: %s and %s", seed, one, other).isEqualTo(of(other));
        }
    }

    private record Property(String name, Object value) {}

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20);
            case 1 -> random.nextBoolean();
            case 2, 3 -> text(random);
            case 4 -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(value(random, depth - 1));
                }
                yield elements;
            }
            default -> {
                List<Object> properties = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    properties.add(new Property(i + text(random), value(random, depth - 1)));
                }
                yield new Property("", properties);
            }
        };
    }

    private static String text(Random random) {
        int[] alphabet = "a\"\\\n/村ﾠ😀{,".codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static String written(Object value, Random random) {
        return switch (value) {
            case BigDecimal number -> random.nextBoolean() ? number.toString() : number.toPlainString();
            case String text -> quoted(text, random);
            case List<?> elements -> "[" + joined(elements, random) + "]";
            case Property object -> {
                List<Object> properties = new ArrayList<>((List<?>) object.value());
                Collections.shuffle(properties, random);
                yield "{" + joined(properties, random) + "}";
            }
            default -> value.toString();
        };
    }

    private static String joined(List<?> parts, Random random) {
        StringBuilder joined = new StringBuilder();
        for (Object part : parts) {
            joined.append(joined.isEmpty() ? "" : ",").append(random.nextBoolean() ? " " : "\n\t");
            if (part instanceof Property property && !property.name().isEmpty()) {
                joined.append(quoted(property.name(), random)).append(':').append(written(property.value(), random));
            } else {
                joined.append(written(part, random));
            }
        }
        return joined.toString();
    }

    private static String quoted(String text, Random random) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            boolean must = character < ' ' || character == '"' || character == '\\' || Character.isSurrogate(character);
            quoted.append(must || random.nextBoolean() ? "\\u%04x".formatted((int) character) : character);
        }
        return quoted.append('"').toString();
    }
}
