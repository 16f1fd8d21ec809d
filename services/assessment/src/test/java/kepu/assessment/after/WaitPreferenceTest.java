package kepu.assessment.after;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {
    private static final Duration LONGEST = Duration.ofSeconds(4);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "wait=2|2",
                "wait=0|0",
                "WAIT = 3|3",
                "wait=\"1\"|1",
                "wait=60|4",
                "wait=999999999999999999|4",
                "return=minimal, wait=2|2",
                "respond-async,wait=2;x=y|2",
                "foo=\"a, wait=1\", wait=3|3",
                ",, wait=2|2",
                "=x, wait=2|2",
                "wait=1, wait=3|1",
                "foo; wait=3, wait=2|2",
                "handling=lenient;a=\"b,c\";d , wait=2|2",
            })
    void the_first_wait_holds_up_to_the_longest(String header, long seconds) {
        assertThat(WaitPreference.of(List.of(header), LONGEST)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=-1",
                "wait=1.5",
                "wait=x",
                "wait=1s",
                "wait=１",
                "waiting=3",
                "a-wait=3",
                "foo=\"wait=3\"",
                "foo; wait=3",
                "wait=x, wait=3",
                "wait=9999999999999999999999",
                ";=,\"",
            })
    void what_says_no_seconds_is_no_preference(String header) {
        assertThat(WaitPreference.of(List.of(header), LONGEST)).isEmpty();
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(WaitPreference.of(List.of("return=minimal", "wait=2", "wait=3"), LONGEST))
                .contains(Duration.ofSeconds(2));
        assertThat(WaitPreference.of(List.of(), LONGEST)).isEmpty();
    }

    @Test
    void a_long_header_with_an_open_quote_ends_with_itself() {
        String hostile = "a=\"" + "\\\"".repeat(4_000) + ";".repeat(4_000);
        assertThat(WaitPreference.of(List.of(hostile, "wait=1"), LONGEST)).contains(Duration.ofSeconds(1));
    }
}
