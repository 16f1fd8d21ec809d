package kepu.organization.calendar;

import static kepu.organization.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarCorrected;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.organization.calendar.WorkingCalendar.Content;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {
    private static final Instant ANNOUNCED = Instant.parse("2025-11-04T14:00:00Z");

    @Test
    void it_tells_its_days_and_a_correction_states_them_all_anew() {
        WorkingCalendar calendar = calendar(days("2026-10-01", "2026-10-02"), days("2026-10-10"));
        assertThat(calendar.record().events())
                .containsExactly(new WorkingCalendarAnnounced(
                        "c1",
                        2026,
                        Layer.NATION,
                        days("2026-10-01", "2026-10-02"),
                        days("2026-10-10"),
                        "国务院办公厅",
                        "1号"));

        Content corrected = new Content(2026, Layer.NATION, days("2026-10-01"), days(), "国务院办公厅", "1号");
        assertThat(calendar.correct(corrected, ANNOUNCED, "bo").events())
                .containsExactly(new WorkingCalendarCorrected(
                        "c1", 2026, Layer.NATION, days("2026-10-01"), days(), "国务院办公厅", "1号", ANNOUNCED));
        assertThat(calendar.withdraw("误录", ANNOUNCED, "bo").events())
                .containsExactly(new WorkingCalendarWithdrawn("c1", 2026, "误录", ANNOUNCED));
    }

    @Test
    void it_names_days_from_the_december_before_to_the_last_of_its_year_and_no_other() {
        assertThat(calendar(days("2025-12-01"), days("2026-12-31")).record().events())
                .hasSize(1);
        assertRefused(
                "calendar-day-of-other-year",
                () -> calendar(days("2025-11-30"), days()).record());
        assertRefused(
                "calendar-day-of-other-year",
                () -> calendar(days(), days("2027-01-01")).record());
    }

    @Test
    void no_day_is_a_holiday_and_made_up() {
        assertRefused(
                "holiday-and-make-up-day",
                () -> calendar(days("2026-10-09", "2026-10-10"), days("2026-10-10"))
                        .record());
    }

    private static WorkingCalendar calendar(Set<LocalDate> holidays, Set<LocalDate> makeUpDays) {
        return new WorkingCalendar(
                "c1",
                "990101",
                new Content(2026, Layer.NATION, holidays, makeUpDays, "国务院办公厅", "1号"),
                ANNOUNCED,
                "anna");
    }

    private static Set<LocalDate> days(String... dates) {
        return Arrays.stream(dates).map(LocalDate::parse).collect(Collectors.toSet());
    }
}
