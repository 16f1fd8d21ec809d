package kepu.volunteers.team;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StrengthTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = local("2025-01-10T12:00");

    private final Team team = new Team("t1", "990101201201", "青禾村服务队", local("2024-12-30T09:00"));

    @Test
    void a_team_is_understaffed_from_its_forming_until_it_has_its_strength() {
        enlist(2, "2025-01-03T10:00");

        assertThat(strength(3).understaffedSince(NOW)).isEqualTo(team.formedAt());
        assertThat(strength(2).understaffedSince(NOW)).isNull();
        assertThat(strength(2).understaffedSince(local("2025-01-03T09:59"))).isEqualTo(team.formedAt());
    }

    @Test
    void understaffed_is_counted_from_the_last_fall_and_not_from_the_one_below_it() {
        enlist(3, "2024-12-31T10:00");
        team.suspend("m1", "病休", local("2025-01-02T09:00"), 3);
        team.reinstate("m1", local("2025-01-04T09:00"), 3);
        team.depart("m2", "外出务工", local("2025-01-06T09:00"), 3);
        team.depart("m3", "外出务工", local("2025-01-08T09:00"), 3);

        assertThat(strength(3).understaffedSince(NOW)).isEqualTo(local("2025-01-06T09:00"));
        assertThat(strength(3).understaffedSince(local("2025-01-05T09:00"))).isNull();
        assertThat(strength(3).activeAt(NOW)).isEqualTo(1);
    }

    @Test
    void a_day_is_below_the_strength_if_it_ends_so() {
        enlist(2, "2024-12-31T10:00");
        team.suspend("m1", "病休", local("2025-01-02T23:59"), 2);
        team.reinstate("m1", local("2025-01-05T23:59"), 2);

        // The 2nd, 3rd and 4th; on the 5th the strength is back before the day ends.
        assertThat(strength(2).daysBelowThisYear(NOW, ZONE)).isEqualTo(3);
    }

    @Test
    void midnight_belongs_to_the_new_day() {
        enlist(2, "2024-12-31T10:00");
        team.suspend("m1", "病休", local("2025-01-02T00:00"), 2);
        team.reinstate("m1", local("2025-01-05T00:00"), 2);

        assertThat(strength(2).daysBelowThisYear(NOW, ZONE)).isEqualTo(3);
    }

    @Test
    void today_counts_as_it_is_now_and_last_year_not_at_all() {
        enlist(2, "2025-01-09T10:00");

        // 1 to 8 January; the two days of last year belong to that year.
        assertThat(strength(2).daysBelowThisYear(NOW, ZONE)).isEqualTo(8);
        assertThat(strength(3).daysBelowThisYear(NOW, ZONE)).isEqualTo(10);
        assertThat(strength(2).daysBelowThisYear(local("2025-01-09T09:00"), ZONE))
                .isEqualTo(9);
        assertThat(strength(2).daysBelowThisYear(local("2025-01-09T10:00"), ZONE))
                .isEqualTo(8);
    }

    @Test
    void the_days_before_a_team_was_formed_do_not_count() {
        Team young = new Team("t2", "990101201201", "新月村服务队", local("2025-01-08T09:00"));

        assertThat(new Strength(young, 10).daysBelowThisYear(NOW, ZONE)).isEqualTo(3);
    }

    private Strength strength(int required) {
        return new Strength(team, required);
    }

    private void enlist(int count, String at) {
        for (int i = 1; i <= count; i++) {
            team.enlist("m" + i, "v" + i, "李四", local(at), count);
        }
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(ZONE).toInstant();
    }
}
