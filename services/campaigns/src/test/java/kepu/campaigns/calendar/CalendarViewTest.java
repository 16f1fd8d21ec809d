package kepu.campaigns.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import kepu.campaigns.activity.Activities.Dated;
import kepu.campaigns.calendar.CalendarView.Month;
import kepu.campaigns.calendar.CalendarView.Standing;
import kepu.campaigns.calendar.CalendarView.WindowOfYear;
import kepu.campaigns.window.Windows;
import kepu.contracts.campaigns.WindowEvent.Campaign;
import kepu.contracts.organization.UnitEvent.VenueKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarViewTest {
    private static final Windows.Set WEEK = new Windows.Set(
            Campaign.SCIENCE_WEEK,
            null,
            "科技活动周",
            new Windows.Dates(LocalDate.of(2026, 5, 16), LocalDate.of(2026, 5, 23)),
            "科技强国");

    private static Dated activity(String id, String date, @Nullable Campaign campaign) {
        return new Dated(id, LocalDate.parse(date), "宣讲", campaign, VenueKind.VILLAGE, 40, null);
    }

    private static CalendarView seenOn(String today, Dated... activities) {
        return CalendarView.of("v", 2026, LocalDate.parse(today), List.of(WEEK), List.of(activities));
    }

    @ParameterizedTest
    @CsvSource({"2026-05-15, AHEAD", "2026-05-16, UNDER_WAY", "2026-05-23, UNDER_WAY", "2026-05-24, MISSED"})
    void a_window_without_activity_is_missed_once_it_is_over(String today, Standing standing) {
        CalendarView calendar = seenOn(today);

        assertThat(calendar.windows()).extracting(WindowOfYear::standing).containsExactly(standing);
        assertThat(calendar.gaps().windows())
                .isEqualTo(standing == Standing.MISSED ? List.of(Campaign.SCIENCE_WEEK) : List.of());
    }

    @Test
    void it_is_kept_by_an_activity_on_its_days_that_is_named_for_it() {
        CalendarView calendar = seenOn(
                "2026-06-01",
                activity("before", "2026-05-15", Campaign.SCIENCE_WEEK),
                activity("first", "2026-05-16", Campaign.SCIENCE_WEEK),
                activity("unnamed", "2026-05-17", null),
                activity("other", "2026-05-18", Campaign.SCIENCE_DAY),
                activity("last", "2026-05-23", Campaign.SCIENCE_WEEK),
                activity("after", "2026-05-24", Campaign.SCIENCE_WEEK));

        assertThat(calendar.windows()).singleElement().satisfies(window -> {
            assertThat(window.standing()).isEqualTo(Standing.KEPT);
            assertThat(window.activities()).containsExactly("first", "last");
        });
        assertThat(calendar.gaps().windows()).isEmpty();
    }

    @Test
    void a_month_without_activity_is_a_gap_once_it_is_over() {
        Dated march = activity("a", "2026-03-31", null);

        assertThat(seenOn("2026-04-30", march).gaps().months()).containsExactly(1, 2);
        assertThat(seenOn("2026-05-01", march).gaps().months()).containsExactly(1, 2, 4);
        assertThat(seenOn("2025-12-31").gaps().months()).isEmpty();
        assertThat(seenOn("2027-01-01", march).gaps().months()).hasSize(11);
        assertThat(seenOn("2026-05-01", march).months())
                .hasSize(12)
                .filteredOn(month -> !month.activities().isEmpty())
                .extracting(Month::month)
                .containsExactly(3);
    }

    @Test
    void a_year_for_which_the_county_set_no_window_has_none() {
        assertThat(CalendarView.of("v", 2026, LocalDate.of(2026, 12, 31), List.of(), List.of())
                        .windows())
                .isEmpty();
    }

    @Test
    void a_window_that_the_county_added_is_kept_by_an_activity_of_its_key_and_else_a_gap() {
        Windows.Set reading = new Windows.Set(
                null,
                "rural-reading",
                "农民读书月",
                new Windows.Dates(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 4, 30)),
                "耕读传家");
        Dated held = new Dated("held", LocalDate.of(2026, 4, 30), "读书会", null, VenueKind.VILLAGE, 40, "rural-reading");
        Dated unnamed = activity("unnamed", "2026-04-10", null);
        LocalDate may = LocalDate.of(2026, 5, 1);

        assertThat(CalendarView.of("v", 2026, may, List.of(reading), List.of(unnamed, held))
                        .windows())
                .singleElement()
                .satisfies(window -> assertThat(window.activities()).containsExactly("held"));
        assertThat(CalendarView.of("v", 2026, may, List.of(reading), List.of(unnamed))
                        .gaps()
                        .furtherWindows())
                .containsExactly("rural-reading");
    }
}
