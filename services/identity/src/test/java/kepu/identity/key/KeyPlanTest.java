package kepu.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPlanTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LEAD = Duration.ofMinutes(15);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final KeyPlan plan = new KeyPlan(MONTH, LEAD, Duration.ofHours(2));
    private final StoredKey first = key("first", START, plan.leaves(START.plus(MONTH)));
    private final StoredKey second = key("second", START.plus(MONTH), null);

    private static StoredKey key(String id, Instant signsFrom, @org.jspecify.annotations.Nullable Instant leavesAt) {
        return new StoredKey(id, "public", "private", signsFrom.minus(LEAD), signsFrom, leavesAt, null);
    }

    @Test
    void without_a_key_one_is_due() {
        assertThat(plan.isDue(List.of(), START)).isTrue();
        assertThat(KeyPlan.signing(List.of(), START)).isEmpty();
    }

    @Test
    void the_successor_is_made_so_long_before_it_signs_that_everybody_knows_it() {
        Instant due = START.plus(MONTH).minus(LEAD);

        assertThat(plan.isDue(List.of(first), due.minus(MILLI))).isFalse();
        assertThat(plan.isDue(List.of(first), due)).isTrue();
        assertThat(plan.isDue(List.of(first, second), due)).isFalse();
        assertThat(KeyPlan.waiting(List.of(first, second), START.plus(MONTH).minus(MILLI)))
                .contains(second);
        assertThat(KeyPlan.waiting(List.of(first, second), START.plus(MONTH))).isEmpty();
    }

    @Test
    void a_key_signs_until_its_successor_does() {
        List<StoredKey> both = List.of(second, first);

        assertThat(KeyPlan.signing(both, START.plus(MONTH).minus(MILLI))).contains(first);
        assertThat(KeyPlan.signing(both, START.plus(MONTH))).contains(second);
    }

    @Test
    void a_key_is_published_until_all_it_signed_has_expired() {
        List<StoredKey> both = List.of(first, second);
        Instant leaves = START.plus(MONTH).plus(Duration.ofHours(2));

        assertThat(KeyPlan.published(both, leaves.minus(MILLI))).containsExactly(first, second);
        assertThat(KeyPlan.published(both, leaves)).containsExactly(second);
    }
}
