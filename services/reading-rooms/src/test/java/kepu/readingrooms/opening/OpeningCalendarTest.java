package kepu.readingrooms.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningCalendarTest {
    private static final Instant DECIDED = Instant.parse("2025-01-06T02:00:00Z");

    @Test
    void a_calendar_tells_the_exempt_weeks_of_its_year() {
        var told = calendar(2025).exempt(Set.of(40, 24, 23), DECIDED);

        assertThat(told.occurredAt()).isEqualTo(DECIDED);
        assertThat(told.events()).containsExactly(new OpeningCalendarSet("r1", 2025, Set.of(23, 24, 40)));
    }

    @Test
    void a_later_calendar_replaces_the_earlier_one_also_with_no_exempt_week_at_all() {
        OpeningCalendar calendar = calendar(2025);
        calendar.exempt(Set.of(23), DECIDED);

        var told = calendar.exempt(Set.of(), DECIDED);

        assertThat(told.events()).containsExactly(new OpeningCalendarSet("r1", 2025, Set.of()));
        assertThat(calendar.exemptWeeks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2025, 52", "2026, 53", "2027, 52", "2020, 53"})
    void the_last_week_of_the_iso_year_can_be_exempt_and_the_one_after_it_not(int year, int last) {
        assertThat(calendar(year).weeks()).isEqualTo(last);
        assertThat(calendar(year).exempt(Set.of(1, last), DECIDED).events()).hasSize(1);
        refuses("no-such-week", year, last + 1);
    }

    @Test
    void weeks_are_counted_from_one() {
        refuses("no-such-week", 2025, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1949, 2999})
    void the_first_and_the_last_year_that_can_be_told_have_calendars(int year) {
        assertThat(calendar(year).exempt(Set.of(1), DECIDED).events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1948, 3000})
    void the_years_beyond_have_none(int year) {
        refuses("no-such-year", year, 1);
    }

    private static OpeningCalendar calendar(int year) {
        return OpeningCalendar.blank("990101201201", "r1", year);
    }

    private static void refuses(String code, int year, int week) {
        assertThatThrownBy(() -> calendar(year).exempt(Set.of(week), DECIDED))
                .isInstanceOfSatisfying(
                        OpeningRejection.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
