package kepu.defaults.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachedGaugesUpdaterTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private long rooms = 12;

    private final CachedGaugesUpdater counting = new CachedGaugesUpdater(
            List.of(
                    new CachedGauges(List.of(new CachedGauges.Number("kepu.teams", "teams")), () -> {
                        throw new IllegalStateException("the store is away");
                    }),
                    new CachedGauges(
                            List.of(
                                    new CachedGauges.Number("kepu.rooms", "rooms"),
                                    new CachedGauges.Number("kepu.closed", "closed")),
                            this::count)),
            meters);

    private Map<String, Long> count() {
        if (rooms < 0) {
            throw new IllegalStateException("the store is away");
        }
        return Map.of("kepu.rooms", rooms, "kepu.closed", 0L);
    }

    private double shown(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void nothing_is_shown_before_it_was_counted() {
        assertThat(shown("kepu.rooms")).isNaN();
    }

    @Test
    void each_count_replaces_the_one_before_and_one_that_fails_leaves_it_and_the_others() {
        counting.countAll();
        assertThat(shown("kepu.teams")).isNaN();
        assertThat(shown("kepu.rooms")).isEqualTo(12);
        assertThat(shown("kepu.closed")).isZero();

        rooms = 13;
        counting.countAll();
        assertThat(shown("kepu.rooms")).isEqualTo(13);

        rooms = -1;
        counting.countAll();
        assertThat(shown("kepu.rooms")).isEqualTo(13);
    }
}
