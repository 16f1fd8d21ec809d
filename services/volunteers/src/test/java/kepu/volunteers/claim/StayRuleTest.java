package kepu.volunteers.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import kepu.defaults.Rejection;
import kepu.volunteers.claim.PersonClaims.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StayRuleTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @Test
    void who_is_in_another_team_is_not_taken_into_this_one() {
        assertThat(refused(stay("t2", 5, null), stay("t1", 0, null))).isEqualTo("in-another-team");
    }

    @Test
    void a_transfer_begins_when_the_other_stay_ends_and_not_a_moment_earlier() {
        assertThat(refused(stay("t2", 4, null), stay("t1", 0, 5))).isEqualTo("in-another-team");
        assertThat(refused(stay("t2", 5, null), stay("t1", 0, 5))).isEmpty();
    }

    @Test
    void who_joined_another_team_later_is_not_taken_into_this_one_before_it() {
        assertThat(refused(stay("t2", 0, null), stay("t1", 5, null))).isEqualTo("in-another-team");
        assertThat(refused(stay("t2", 0, null), stay("t1", 5, 6))).isEqualTo("in-another-team");
    }

    @Test
    void every_other_stay_must_be_over() {
        assertThat(refused(stay("t3", 5, null), stay("t1", 0, 2), stay("t2", 2, 6)))
                .isEqualTo("in-another-team");
        assertThat(refused(stay("t3", 6, null), stay("t1", 0, 2), stay("t2", 2, 6)))
                .isEmpty();
    }

    private static String refused(Span added, Span... others) {
        return StayRule.refusal("v1", added, Arrays.asList(others))
                .map(Rejection::code)
                .orElse("");
    }

    private static Span stay(String team, int from, @Nullable Integer until) {
        return new Span(team + "-m", team, at(from), until == null ? null : at(until));
    }

    private static Instant at(int hours) {
        return START.plus(Duration.ofHours(hours));
    }
}
