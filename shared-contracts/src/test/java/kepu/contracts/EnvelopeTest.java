package kepu.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import kepu.contracts.organization.StationEvent.StationOpened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An envelope cannot hold circumstances that no reader could use. */
class EnvelopeTest {
    private static final Instant MORNING = Instant.parse("2026-03-12T01:30:00Z");

    @Test
    void the_first_event_of_an_aggregate_has_sequence_one() {
        assertThat(with("s1", MORNING, 0, 1, null).sequence()).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> with("s1", MORNING, 0, 0, null));
    }

    @Test
    void an_epoch_is_not_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> with("s1", MORNING, -1, 1, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\ud800"})
    void a_text_is_neither_blank_nor_unprintable(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> with(text, MORNING, 0, 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> with("s1", MORNING, 0, 1, text));
    }

    @Test
    void a_text_has_at_most_256_characters() {
        assertThat(with("乡".repeat(256), MORNING, 0, 1, null).subject()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> with("乡".repeat(257), MORNING, 0, 1, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1949-01-01T00:00:00Z", "2999-12-31T23:59:59.999999999Z"})
    void a_time_may_lie_in_the_years_1949_to_2999(String time) {
        assertThat(with("s1", Instant.parse(time), 0, 1, null).occurredAt()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1948-12-31T23:59:59Z", "3000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void a_time_outside_is_refused(String time) {
        assertThatIllegalArgumentException().isThrownBy(() -> with("s1", Instant.parse(time), 0, 1, null));
    }

    private static Envelope<StationOpened> with(
            String subject, Instant occurredAt, long epoch, long sequence, @Nullable String causationId) {
        return new Envelope<>(
                new UUID(1, 2),
                subject,
                occurredAt,
                MORNING,
                epoch,
                sequence,
                "510182101201",
                "p-1",
                "c-1",
                causationId,
                null,
                new StationOpened("s1"));
    }
}
