package kepu.defaults.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.access.Grant;
import kepu.defaults.Rejection;
import kepu.defaults.access.UnitParents.Parent;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class AccessTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Map<String, List<Parent>> parents = new HashMap<>(Map.of(
            "village", List.of(new Parent("township", LONG_AGO)),
            "township", List.of(new Parent("county", LONG_AGO))));

    private Access access(String... roots) {
        return new Access(
                Set.of(roots), unit -> parents.getOrDefault(unit, List.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void a_grant_reaches_its_unit_and_all_below_it() {
        assertThat(access("county").covers("county")).isTrue();
        assertThat(access("county").covers("village")).isTrue();
        assertThat(access("village").covers("village")).isTrue();
    }

    @Test
    void a_grant_reaches_neither_what_is_above_nor_what_is_beside() {
        assertThat(access("village").covers("township")).isFalse();
        assertThat(access("village").covers("another")).isFalse();
        assertThat(access().covers("village")).isFalse();
    }

    @Test
    void a_unit_belongs_to_its_parent_of_now() {
        parents.put("village", List.of(new Parent("township", LONG_AGO), new Parent("other", NOW)));
        assertThat(access("other").covers("village")).isTrue();
        assertThat(access("county").covers("village")).isFalse();

        parents.put("village", List.of(new Parent("township", LONG_AGO), new Parent("other", NOW.plusMillis(1))));
        assertThat(access("other").covers("village")).isFalse();
        assertThat(access("county").covers("village")).isTrue();
    }

    @Test
    void a_unit_established_ahead_of_this_clock_belongs_to_its_first_parent() {
        parents.put("village", List.of(new Parent("township", NOW.plusSeconds(200))));

        assertThat(access("township").covers("village")).isTrue();
    }

    @Test
    void the_whole_installation_is_no_unit_of_anybody_s() {
        parents.put(Grant.EVERYWHERE, List.of(new Parent("county", LONG_AGO)));

        assertThat(access("county").covers(Grant.EVERYWHERE)).isFalse();
        assertThat(access(Grant.EVERYWHERE).covers(Grant.EVERYWHERE)).isTrue();
        assertThat(access(Grant.EVERYWHERE).covers("anything")).isTrue();
    }

    @Test
    void parents_that_lead_in_a_circle_end_nowhere() {
        parents.put("county", List.of(new Parent("village", LONG_AGO)));

        assertThat(access("nowhere").covers("village")).isFalse();
    }

    @Test
    void what_is_sealed_is_opened_only_for_whoever_s_right_was_asked_anew() {
        Access believed = access("village").notAskedAnew();

        Access.requireAskedAnew(); // outside of any request the system acts
        access("village").run(Access::requireAskedAnew);
        for (Access access : List.of(believed, believed.again())) {
            assertThatIllegalStateException().isThrownBy(() -> access.run(Access::requireAskedAnew));
            assertThat(access.covers("village")).isTrue();
        }
    }

    @Test
    void what_is_out_of_reach_is_not_found() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> access("village").require("township"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(404));
        access("village").require("village");
    }

    @Test
    void outside_a_request_nobody_may_do_anything_but_the_system_by_an_explicit_call() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(Access::current)
                .withMessageContaining("nobody acts here");
        Access.asSystem(() -> assertThat(Access.current().covers("village")).isTrue());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(Access::current);
    }

    @Test
    void who_acts_within_what_somebody_does_is_the_innermost() {
        Access.asSystem(() -> access("village").run(() -> {
            assertThat(Access.current().everywhere()).isFalse();
            assertThat(Access.current().covers("village")).isTrue();
        }));
    }

    @Test
    void in_a_request_that_nobody_checked_only_the_system_itself_may_do_anything() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
        try {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(Access::current);
            Access.asSystem(() -> assertThat(Access.current().everywhere()).isTrue());
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(Access::current);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }
}
