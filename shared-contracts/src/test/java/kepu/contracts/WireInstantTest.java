package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireInstantTest {
    private static final int TIMES = 20_000;

    @Test
    void whatever_an_instant_writes_is_read_as_java_reads_it() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < TIMES; i++) {
            long nanos = switch (i % 3) {
                case 0 -> 0;
                case 1 -> random.nextInt(1_000) * 1_000_000L;
                default -> random.nextInt(1_000_000_000);
            };
            Instant instant = Instant.ofEpochSecond(random.nextLong(first, last + 1), nanos);
            assertThat(WireInstant.parse(instant.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(instant);
        }
    }

    /** One mark of a good one is another. */
    @Test
    void what_is_spoilt_is_read_or_refused_as_java_does() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String marks = "0123456789-:.TZtz+ ";
        for (int i = 0; i < TIMES; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "2024-02-29T23:59:58Z" : "2025-12-31T20:30:59.120Z");
            for (int spoilt = random.nextInt(1, 3); spoilt > 0; spoilt--) {
                text.setCharAt(random.nextInt(text.length()), marks.charAt(random.nextInt(marks.length())));
            }
            String is = text.toString();
            assertThat(readBy(WireInstant::parse, is))
                    .as("%s, seed %d", is, seed)
                    .isEqualTo(readBy(Instant::parse, is));
        }
    }

    private interface Reader {
        Instant read(String text);
    }

    private static String readBy(Reader reader, String text) {
        try {
            return reader.read(text).toString();
        } catch (DateTimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-29T00:00:00Z",
                "2025-13-01T00:00:00Z",
                "2025-00-10T00:00:00Z",
                "2025-01-00T00:00:00Z",
                "2025-04-31T00:00:00Z",
                "2025-01-01T25:00:00Z",
                "2025-01-01T00:60:00Z",
                "2025-01-01 00:00:00Z",
                "２０２５-01-01T00:00:00Z",
                ""
            })
    void a_day_or_time_that_does_not_exist_is_refused(String text) {
        assertThatThrownBy(() -> WireInstant.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-12-31T24:00:00Z", "2016-12-31T23:59:60Z", "2025-01-01T08:00:00+08:00"})
    void what_only_java_knows_is_left_to_java(String text) {
        assertThat(WireInstant.parse(text)).isEqualTo(Instant.parse(text));
    }
}
