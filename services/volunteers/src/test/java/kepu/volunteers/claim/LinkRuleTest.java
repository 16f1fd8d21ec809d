package kepu.volunteers.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kepu.volunteers.claim.PersonClaims.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkRuleTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void a_link_that_ends_makes_room_at_that_instant() {
        List<Span> two = List.of(span("l1", "b1", 0, 5), span("l2", "b2", 0, null));

        assertThat(refused(span("l3", "b3", 4, null), two)).isEqualTo("third-link");
        assertThat(refused(span("l3", "b3", 5, null), two)).isEmpty();
        assertThat(refused(span("l3", "b1", 5, null), two)).isEmpty();
        assertThat(refused(span("l3", "b2", 5, null), two)).isEqualTo("already-linked");
    }

    @Test
    void what_was_recorded_late_and_is_over_already_takes_room_only_while_it_lasted() {
        List<Span> later = List.of(span("l1", "b1", 4, null), span("l2", "b2", 4, null));

        assertThat(refused(span("l3", "b3", 0, 4), later)).isEmpty();
        assertThat(refused(span("l3", "b1", 0, 4), later)).isEmpty();
        assertThat(refused(span("l3", "b3", 0, 5), later)).isEqualTo("third-link");
        assertThat(refused(span("l3", "b3", 0, null), later)).isEqualTo("third-link");
    }

    @Test
    void any_link_is_taken_if_and_only_if_no_moment_has_three_or_one_target_twice() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            List<Span> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int from = random.nextInt(12);
                Integer until = random.nextInt(3) == 0 ? null : from + 1 + random.nextInt(6);
                Span added = span("l" + i, "b" + random.nextInt(5), from, until);
                String refusal = refused(added, all);

                assertThat(refusal.isEmpty())
                        .as("seed %d: %s beside %s", seed, added, all)
                        .isEqualTo(fits(added, all));
                if (refusal.isEmpty()) {
                    all.add(random.nextInt(all.size() + 1), added);
                } else {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(20_000);
    }

    /** Day by day, as one would count on paper. */
    private static boolean fits(Span added, List<Span> others) {
        List<Span> all = new ArrayList<>(others);
        all.add(added);
        for (int day = 0; day < 30; day++) {
            Instant moment = START.plus(Duration.ofDays(day));
            List<String> targets = all.stream()
                    .filter(span -> !span.from().isAfter(moment)
                            && (span.until() == null || span.until().isAfter(moment)))
                    .map(Span::to)
                    .toList();
            if (targets.size() > 2 || targets.stream().distinct().count() < targets.size()) {
                return false;
            }
        }
        return true;
    }

    private static String refused(Span added, List<Span> others) {
        return LinkRule.refusal("v1", added, others).map(ClaimRejection::code).orElse("");
    }

    private static Span span(String linkId, String targetId, int from, @Nullable Integer until) {
        return new Span(
                linkId,
                targetId,
                START.plus(Duration.ofDays(from)),
                until == null ? null : START.plus(Duration.ofDays(until)));
    }
}
