package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class OpenWeeksTest {
    private static Village withRoom() {
        return Village.old().room("room", "2020-01-01");
    }

    private static Map<String, Object> numbers(Village village, int year, String asOf) {
        return village.card(year, asOf).indicator("S01").numbers();
    }

    @Test
    void five_days_of_four_hours_make_a_good_week_four_days_do_not() {
        assertThat(withRoom().openWeek("2026-01-05", 5).ratio("S01", "2026-01-11"))
                .isEqualTo("1/2");
        assertThat(withRoom().openWeek("2026-01-05", 4).ratio("S01", "2026-01-11"))
                .isEqualTo("0/1");
    }

    @Test
    void three_hours_and_59_minutes_are_not_four_hours() {
        Village village = withRoom().openWeek("2026-01-05", 4);
        assertThat(village.open(239, "2026-01-09").ratio("S01", "2026-01-11")).isEqualTo("0/1");
        assertThat(village.reasons("S01", "2026-01-11")).containsExactly(Reason.SHORT_DAY);
        assertThat(village.open(240, "2026-01-10").ratio("S01", "2026-01-11")).isEqualTo("1/2");
    }

    @Test
    void weekends_are_days_like_others() {
        Village village = withRoom().open(240, "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-10", "2026-01-11");
        assertThat(village.ratio("S01", "2026-01-11")).isEqualTo("1/2");
    }

    @Test
    void a_week_is_judged_on_its_sunday_not_before() {
        assertThat(numbers(withRoom(), 2026, "2026-01-10")).containsEntry("judgedWeeks", 1);
        assertThat(numbers(withRoom(), 2026, "2026-01-11")).containsEntry("judgedWeeks", 2);
    }

    @Test
    void days_of_a_week_that_has_not_ended_do_not_count_yet() {
        Village village = withRoom().openWeek("2026-01-05", 5);
        assertThat(village.ratio("S01", "2026-01-10")).isEqualTo("0/1");
        assertThat(village.reasons("S01", "2026-01-10")).containsOnly(Reason.WEEK_NOT_ENDED);
    }

    @Test
    void the_first_week_has_days_of_december_and_belongs_to_the_year_of_its_thursday() {
        // 29 December 2025 to 4 January 2026
        Village village = withRoom().openWeek("2025-12-29", 5);
        assertThat(village.card(2026, "2026-01-03").indicator("S01").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2026, "2026-01-04").indicator("S01").ratio()).isEqualTo("1/1");
        assertThat(numbers(village, 2025, "2026-01-04")).containsEntry("goodWeeks", 0);
    }

    @Test
    void the_last_week_has_days_of_january_and_ends_after_the_year() {
        // 28 December 2026 to 3 January 2027, with Thursday 31 December
        Village village = withRoom().open(240, "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03");
        assertThat(numbers(village, 2026, "2027-01-02"))
                .containsEntry("judgedWeeks", 52)
                .containsEntry("goodWeeks", 0);
        assertThat(numbers(village, 2026, "2027-01-03"))
                .containsEntry("judgedWeeks", 53)
                .containsEntry("goodWeeks", 1);
        assertThat(numbers(village, 2027, "2027-01-31")).containsEntry("goodWeeks", 0);
    }

    @Test
    void a_year_starting_on_friday_leaves_its_first_days_to_the_year_before() {
        // 1–3 January 2027 belong to week 53 of 2026
        assertThat(withRoom().card(2027, "2027-01-03").indicator("S01").status())
                .isEqualTo(Status.NOT_APPLICABLE);
        assertThat(numbers(withRoom(), 2027, "2027-01-10")).containsEntry("judgedWeeks", 1);
    }

    @Test
    void exempt_weeks_are_not_judged() {
        Village village = withRoom().exempt("room", "2025-12-01", 2026, 2, 3).openWeek("2025-12-29", 5);
        IndicatorResult result =
                village.openWeek("2026-01-05", 5).card("2026-01-18").indicator("S01");
        assertThat(result.ratio()).isEqualTo("1/1");
        assertThat(result.numbers()).containsEntry("exemptWeeks", List.of(2, 3)).containsEntry("judgedWeeks", 1);
        assertThat(result.notCounted()).extracting(NotCounted::reason).containsOnly(Reason.EXEMPT_WEEK);
    }

    @Test
    void the_calendar_of_another_year_exempts_nothing() {
        assertThat(numbers(withRoom().exempt("room", "2025-12-01", 2025, 2), 2026, "2026-01-11"))
                .containsEntry("judgedWeeks", 2);
    }

    @Test
    void a_newer_calendar_replaces_the_older_one() {
        Village village = withRoom().exempt("room", "2025-12-01", 2026, 2).exempt("room", "2025-12-02", 2026, 1);
        assertThat(numbers(village, 2026, "2026-01-11")).containsEntry("exemptWeeks", List.of(1));
    }

    @Test
    void with_every_ended_week_exempt_it_does_not_apply() {
        Village village = withRoom().exempt("room", "2025-12-01", 2026, 1, 2);
        assertThat(village.card("2026-01-11").indicator("S01").status()).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void a_room_counts_from_the_day_of_its_registration() {
        Village village = Village.old().room("room", "2026-01-08").openWeek("2026-01-12", 5);
        assertThat(numbers(village, 2026, "2026-01-07")).containsEntry("rooms", "NONE");
        assertThat(numbers(village, 2026, "2026-01-08")).containsEntry("rooms", "REGISTERED");
        assertThat(village.ratio("S01", "2026-01-18")).isEqualTo("1/3");
    }

    @Test
    void the_last_statement_about_a_day_holds() {
        Village village = withRoom().openWeek("2026-01-05", 5);
        assertThat(village.shut("2026-01-09").ratio("S01", "2026-01-11")).isEqualTo("0/1");
        assertThat(village.reasons("S01", "2026-01-11")).containsExactly(Reason.SUPERSEDED);
        assertThat(village.open(300, "2026-01-09").ratio("S01", "2026-01-11")).isEqualTo("1/2");
        assertThat(village.dayWithdrawn("2026-01-09").ratio("S01", "2026-01-11"))
                .isEqualTo("0/1");
    }

    @Test
    void a_day_counts_by_its_date_whenever_it_was_told() {
        Village village = withRoom();
        for (int day = 5; day <= 9; day++) {
            village.open("room", LocalDate.of(2026, 1, day).toString(), 240, "2026-07-01");
        }
        assertThat(village.ratio("S01", "2026-01-11")).isEqualTo("1/2");
    }

    @Test
    void the_hours_of_two_rooms_do_not_add_up() {
        Village village = withRoom().room("other", "2020-01-01").openWeek("2026-01-05", 4);
        village.open("room", "2026-01-09", 200, "2026-01-09").open("other", "2026-01-09", 200, "2026-01-09");
        assertThat(village.ratio("S01", "2026-01-11")).isEqualTo("0/1");
        assertThat(village.open("room", "2026-01-10", 240, "2026-01-10").ratio("S01", "2026-01-11"))
                .isEqualTo("1/2");
    }

    @Test
    void two_rooms_open_on_one_day_are_one_day() {
        Village village = withRoom().room("other", "2020-01-01").openWeek("2026-01-05", 4);
        assertThat(village.open("other", "2026-01-05", 240, "2026-01-05").ratio("S01", "2026-01-11"))
                .isEqualTo("0/1");
    }

    @Test
    void the_card_lists_the_weeks_that_fell_short() {
        assertThat(numbers(withRoom().openWeek("2025-12-29", 5).openWeek("2026-01-05", 3), 2026, "2026-01-11"))
                .containsEntry(
                        "shortWeeks", List.of(Map.of("week", 2, "from", "2026-01-05", "to", "2026-01-11", "days", 3)));
    }

    @Test
    void five_days_are_of_one_and_the_same_room() {
        Village village = withRoom().room("other", "2020-01-01").openWeek("2026-01-05", 4);
        village.open("other", "2026-01-09", 240, "2026-01-09");
        assertThat(village.ratio("S01", "2026-01-11"))
                .as("four days here, one there")
                .isEqualTo("0/1");
        village.open("other", "2026-01-05", 240, "2026-01-05")
                .open("other", "2026-01-06", 240, "2026-01-06")
                .open("other", "2026-01-07", 240, "2026-01-07")
                .open("other", "2026-01-08", 240, "2026-01-08");
        assertThat(village.ratio("S01", "2026-01-11")).isEqualTo("1/2");
    }

    @Test
    void a_week_is_judged_if_all_its_days_are_days_of_the_unit() {
        // 5 January is a Monday
        Village monday = Village.of("530102001009").established("2026-01-05").room("room", "2026-01-05");
        assertThat(numbers(monday, 2026, "2026-01-18")).containsEntry("judgedWeeks", 2);
        Village tuesday = Village.of("530102001009").established("2026-01-06").room("room", "2026-01-06");
        assertThat(numbers(tuesday, 2026, "2026-01-18")).containsEntry("judgedWeeks", 1);
        // closed on Monday the 12th, its last day is Sunday the 11th
        assertThat(numbers(withRoom().closed("2026-01-12"), 2026, "2026-12-31")).containsEntry("judgedWeeks", 2);
        assertThat(numbers(withRoom().closed("2026-01-11"), 2026, "2026-12-31")).containsEntry("judgedWeeks", 1);
    }

    @Test
    void days_of_a_week_that_is_not_wholly_the_units_do_not_count() {
        Village village = Village.of("530102001009")
                .established("2026-01-06")
                .room("room", "2026-01-06")
                .open(240, "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-10");
        assertThat(village.card("2026-01-11").indicator("S01").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("S01", "2026-01-11")).containsOnly(Reason.WEEK_NOT_WHOLE);
    }

    @Test
    void where_no_week_is_judged_it_does_not_apply_with_or_without_a_room() {
        assertThat(Village.old().card("2026-01-03").indicator("S01").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(Village.old().ratio("S01", "2026-01-04")).isEqualTo("0/1");
    }

    @Test
    void a_room_registered_after_the_period_is_none_of_its_year() {
        Village village = Village.old().room("room", "2027-01-01");
        assertThat(village.card(2026, "2027-01-31").indicator("S01").ratio()).isEqualTo("0/1");
        assertThat(numbers(village, 2026, "2027-01-31")).containsEntry("rooms", "NONE");
    }
}
