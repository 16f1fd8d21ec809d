package kepu.contracts.organization.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.contracts.organization.calendar.LayeredDays.NamedDay;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.NamesDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayeredDaysTest {
    /** October of 2026 as the State Council arranged it: 1 to 7 October off, Sunday 20 September and Saturday 10 October made up. */
    private static final NamesDays OCTOBER = calendar(
            2026,
            Layer.NATION,
            "2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07",
            "2026-09-20 2026-10-10");

    private static NamesDays calendar(int year, Layer layer, String holidays, String makeUpDays) {
        return new WorkingCalendarAnnounced("c", year, layer, days(holidays), days(makeUpDays), "authority", "number");
    }

    private static Set<LocalDate> days(String dates) {
        return Arrays.stream(dates.split(" "))
                .filter(date -> !date.isEmpty())
                .map(LocalDate::parse)
                .collect(Collectors.toSet());
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    @ParameterizedTest(name = "{1} working days after {0}: {2}")
    @CsvSource({
        // Thursday 8, Friday 9, Saturday 10 made up, Monday 12, Tuesday 13
        "2026-09-30, 5, 2026-10-13",
        "2026-10-01, 5, 2026-10-13",
        "2026-10-07, 5, 2026-10-13",
        "2026-10-08, 5, 2026-10-14",
        "2026-09-29, 5, 2026-10-12",
        // the Saturday itself is one of them, and the Saturday after it is none
        "2026-10-09, 1, 2026-10-10",
        "2026-10-10, 1, 2026-10-12",
        "2026-10-16, 1, 2026-10-19",
        // Sunday 20 September is made up too
        "2026-09-18, 2, 2026-09-21"
    })
    void five_working_days_run_across_the_october_holiday_and_its_make_up_saturday(
            LocalDate from, int n, LocalDate last) {
        assertThat(LayeredDays.of(List.of(OCTOBER)).after(from, n)).isEqualTo(last);
    }

    @Test
    void a_day_that_no_calendar_names_is_a_working_day_from_monday_to_friday() {
        for (LayeredDays days : List.of(LayeredDays.of(List.of()), LayeredDays.of(List.of(OCTOBER)))) {
            assertThat(days.include(day("2026-10-16"))).as("Friday").isTrue();
            assertThat(days.include(day("2026-10-17"))).as("Saturday").isFalse();
        }
    }

    @Test
    void of_a_day_that_several_name_the_lowest_layer_decides_in_whatever_order_they_come() {
        NamesDays province = calendar(2026, Layer.PROVINCE, "2026-10-10", "2026-10-07");
        NamesDays prefecture = calendar(2026, Layer.PREFECTURE, "2026-10-07", "");
        NamesDays county = calendar(2026, Layer.COUNTY, "", "2026-10-10");
        List<NamesDays> all = Arrays.asList(OCTOBER, province, prefecture, county);
        for (int turn = 0; turn < all.size(); turn++) {
            Collections.rotate(all, 1);
            LayeredDays days = LayeredDays.of(all);
            assertThat(days.include(day("2026-10-07")))
                    .as("a holiday of the prefecture")
                    .isFalse();
            assertThat(days.include(day("2026-10-10")))
                    .as("made up in the county")
                    .isTrue();
            assertThat(days.include(day("2026-10-06")))
                    .as("named by the nation alone")
                    .isFalse();
        }
        LayeredDays withoutPrefecture = LayeredDays.of(List.of(province, OCTOBER));
        assertThat(withoutPrefecture.include(day("2026-10-07"))).isTrue();
        assertThat(withoutPrefecture.include(day("2026-10-10"))).isFalse();
    }

    @Test
    void within_a_layer_the_notice_for_the_later_year_decides_of_the_last_days_before_it() {
        NamesDays before = calendar(2026, Layer.NATION, "", "2026-12-31");
        NamesDays after = calendar(2027, Layer.NATION, "2026-12-31 2027-01-01", "");
        for (List<NamesDays> both : List.of(List.of(before, after), List.of(after, before))) {
            assertThat(LayeredDays.of(both).include(day("2026-12-31"))).isFalse();
        }
    }

    @Test
    void the_named_days_of_a_year_say_which_layer_decided() {
        NamesDays county = calendar(2026, Layer.COUNTY, "2026-10-10", "");
        assertThat(LayeredDays.of(List.of(OCTOBER, county)).named(2026))
                .hasSize(9)
                .startsWith(new NamedDay(day("2026-09-20"), true, Layer.NATION, 2026))
                .endsWith(new NamedDay(day("2026-10-10"), false, Layer.COUNTY, 2026));
        assertThat(LayeredDays.of(List.of(OCTOBER)).named(2025)).isEmpty();
    }
}
