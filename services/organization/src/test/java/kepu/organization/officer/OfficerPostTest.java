package kepu.organization.officer;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfficerPostTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant UNIT_SINCE = Instant.parse("2024-12-31T16:00:00Z");
    private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2025-09-01T00:00:00Z");

    private final OfficerPost post = new OfficerPost("990101201", "990101201");

    @Test
    void an_appointment_fills_the_post_from_its_time_on() {
        var told = post.appoint("a1", "p-1", null, MARCH);

        assertThat(told.occurredAt()).isEqualTo(MARCH);
        assertThat(told.itemId()).isEqualTo("a1");
        assertThat(told.events()).containsExactly(new OfficerAppointed("a1", "p-1", null));
        assertThat(post.current(MARCH))
                .hasValueSatisfying(term -> assertThat(term.personId()).isEqualTo("p-1"));
        assertThat(post.current(MARCH.minusMillis(1))).isEmpty();
    }

    @Test
    void a_second_officer_is_refused_while_the_first_is_in_post() {
        post.appoint("a1", "p-1", null, MARCH);

        assertRefused("post-occupied", () -> post.appoint("a2", "p-2", null, JUNE));
    }

    @Test
    void a_term_outlasts_a_time_until_it_ends_or_its_officer_has_left() {
        post.appoint("a1", "p-1", SEPTEMBER, MARCH);
        assertThat(post.termsBeyond(SEPTEMBER.minusMillis(1))).hasSize(1);
        assertThat(post.termsBeyond(SEPTEMBER)).isEmpty();

        post.leave("a1", "x", JUNE);
        assertThat(post.termsBeyond(JUNE.minusMillis(1))).hasSize(1);
        assertThat(post.termsBeyond(JUNE)).isEmpty();

        post.appoint("a2", "p-2", null, SEPTEMBER);
        assertThat(post.termsBeyond(JUNE))
                .extracting(OfficerPost.Term::appointmentId)
                .containsExactly("a2");
    }

    @Test
    void a_successor_may_start_when_the_term_ends_but_not_before() {
        post.appoint("a1", "p-1", JUNE, MARCH);

        assertRefused("post-occupied", () -> post.appoint("a2", "p-2", null, JUNE.minusMillis(1)));
        assertThat(post.appoint("a2", "p-2", null, JUNE).events()).hasSize(1);
    }

    @Test
    void an_appointment_recorded_late_must_end_before_the_next_one_starts() {
        post.appoint("a2", "p-2", null, JUNE);

        assertRefused("post-occupied", () -> post.appoint("a1", "p-1", null, MARCH));
        assertRefused("post-occupied", () -> post.appoint("a1", "p-1", JUNE.plusMillis(1), MARCH));
        assertThat(post.appoint("a1", "p-1", JUNE, MARCH).events()).hasSize(1);
        assertThat(post.terms()).extracting(OfficerPost.Term::appointmentId).containsExactly("a1", "a2");
    }

    @Test
    void a_term_ends_after_it_starts() {
        assertRefused("term-ends-before-it-starts", () -> post.appoint("a1", "p-1", MARCH, MARCH));
        assertThat(post.appoint("a1", "p-1", MARCH.plusMillis(1), MARCH).events())
                .hasSize(1);
    }

    @Test
    void who_leaves_vacates_the_post_for_a_successor() {
        post.appoint("a1", "p-1", null, MARCH);

        var told = post.leave("a1", "考录", JUNE);

        assertThat(told.events()).containsExactly(new OfficerLeft("a1", "考录"));
        assertThat(post.vacantSince(JUNE, UNIT_SINCE)).contains(JUNE);
        assertThat(post.appoint("a2", "p-2", null, JUNE).events()).hasSize(1);
        assertThat(post.vacantSince(JUNE, UNIT_SINCE)).isEmpty();
    }

    @Test
    void a_departure_is_later_than_the_appointment() {
        post.appoint("a1", "p-1", null, MARCH);

        assertRefused("departure-before-appointment", () -> post.leave("a1", "x", MARCH));
        assertThat(post.leave("a1", "x", MARCH.plusMillis(1)).events()).hasSize(1);
    }

    @Test
    void nobody_leaves_twice_or_after_the_term_is_over() {
        post.appoint("a1", "p-1", JUNE, MARCH);
        post.appoint("a2", "p-2", null, JUNE);
        post.leave("a2", "x", SEPTEMBER);

        assertRefused("already-left", () -> post.leave("a1", "x", JUNE));
        assertRefused("already-left", () -> post.leave("a2", "x", SEPTEMBER));
        assertRefused("not-found", () -> post.leave("a3", "x", SEPTEMBER));
        assertThat(post.leave("a1", "x", JUNE.minusMillis(1)).events()).hasSize(1);
    }

    @Test
    void a_post_that_never_had_an_officer_is_vacant_since_the_unit_exists() {
        assertThat(post.vacantSince(MARCH, UNIT_SINCE)).contains(UNIT_SINCE);
    }

    @Test
    void the_post_is_vacant_since_the_term_ran_out() {
        post.appoint("a1", "p-1", JUNE, MARCH);

        assertThat(post.vacantSince(JUNE.minusMillis(1), UNIT_SINCE)).isEmpty();
        assertThat(post.vacantSince(SEPTEMBER, UNIT_SINCE)).contains(JUNE);
    }

    @Test
    void a_vacancy_alarms_on_its_thirty_first_local_day() {
        post.appoint("a1", "p-1", JUNE, MARCH);
        Instant lastMomentOfDay30 = Instant.parse("2025-06-30T15:59:59.999Z");

        var quiet = OfficerViews.view(post, unit(null), lastMomentOfDay30, ZONE);
        var alarming = OfficerViews.view(post, unit(null), lastMomentOfDay30.plusMillis(1), ZONE);

        assertThat(quiet.vacantDays()).isEqualTo(30);
        assertThat(quiet.vacancyAlert()).isFalse();
        assertThat(alarming.vacantDays()).isEqualTo(31);
        assertThat(alarming.vacancyAlert()).isTrue();
    }

    @Test
    void nobody_is_alarmed_by_a_vacancy_in_a_unit_that_is_closed() {
        assertThat(OfficerViews.view(post, unit(JUNE), JUNE.minusMillis(1), ZONE)
                        .vacancyAlert())
                .isTrue();
        assertThat(OfficerViews.view(post, unit(JUNE), JUNE, ZONE).vacancyAlert())
                .isFalse();
    }

    private static Units.Known unit(@Nullable Instant until) {
        return new Units.Known("990101201", Kind.VILLAGE, "青禾村", UNIT_SINCE, until);
    }
}
