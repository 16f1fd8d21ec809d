package kepu.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import kepu.defaults.access.Access;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Instant NOW = Instant.parse("2026-03-12T09:05:12.345678Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static Command by(String actor, @Nullable String key) {
        return new Command(CLOCK, actor, Access.ofSystem(), "c-1", null, key, () -> "body", null);
    }

    @Test
    void the_same_key_of_the_same_caller_gives_the_same_id_and_another_kind_another() {
        assertThat(by("p-1", "k").newId("board")).isEqualTo(by("p-1", "k").newId("board"));
        assertThat(by("p-1", "k").newId("board")).isNotEqualTo(by("p-1", "l").newId("board"));
        assertThat(by("p-1", "k").newId("board")).isNotEqualTo(by("p-1", "k").newId("title"));
        Command keyless = by("p-1", null);
        assertThat(keyless.newId("board")).isNotEqualTo(keyless.newId("board"));
    }

    @Test
    void a_key_belongs_to_its_caller() {
        assertThat(by("p-1", "k").key()).isEqualTo(by("p-1", "k").key());
        assertThat(by("p-1", "k").key()).isNotEqualTo(by("p-2", "k").key());
        assertThat(by("p-1", "k").newId("board")).isNotEqualTo(by("p-2", "k").newId("board"));
        assertThat(by("p-1", null).key()).isNull();
    }

    @Test
    void event_ids_are_of_version_7_and_grow() {
        String first = Command.newEventId().toString();
        String second = Command.newEventId().toString();

        assertThat(Command.newEventId().version()).isEqualTo(7);
        assertThat(first).isLessThan(second);
    }

    @Test
    void what_states_no_time_happened_now_to_the_millisecond() {
        assertThat(by("p-1", null).occurredAt(null)).isEqualTo("2026-03-12T09:05:12.345Z");
        assertThat(by("p-1", null).now()).isEqualTo("2026-03-12T09:05:12.345Z");
    }

    @Test
    void what_is_corrected_happened_as_stated_else_as_before() {
        Command command = by("p-1", null);
        Instant before = NOW.minusSeconds(3_600);
        assertThat(command.occurredAt(null, before)).isEqualTo(before);
        assertThat(command.occurredAt(NOW.plusSeconds(300), before)).isEqualTo("2026-03-12T09:10:12.345Z");
        refused(422, "occurred-in-future", () -> command.occurredAt(NOW.plusSeconds(301), before));
    }

    @Test
    void clocks_may_differ_by_five_minutes() {
        Command command = by("p-1", null);

        assertThat(command.occurredAt(NOW.plusSeconds(300))).isEqualTo("2026-03-12T09:10:12.345Z");
        refused(
                422,
                "occurred-in-future",
                () -> command.occurredAt(NOW.plusSeconds(300).plusNanos(1)));
    }

    @Test
    void nothing_happened_before_1_october_1949() {
        Command command = by("p-1", null);

        assertThat(command.occurredAt(Command.EARLIEST)).isEqualTo(Command.EARLIEST);
        refused(422, "occurred-too-early", () -> command.occurredAt(Command.EARLIEST.minusNanos(1)));
        refused(422, "occurred-too-early", () -> command.occurredAt(Instant.MIN));
    }

    private static void refused(int status, String code, ThrowingCallable what) {
        Rejection rejection = catchThrowableOfType(Rejection.class, what);
        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.code()).isEqualTo(code);
    }
}
