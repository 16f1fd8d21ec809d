package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import org.junit.jupiter.api.Test;

class OfficerDaysTest {
    @Test
    void in_post_every_day_is_full() {
        assertThat(Village.old().officer("o", "2025-06-01", null).ratio("P09", "2026-03-31"))
                .isEqualTo("1/1");
    }

    @Test
    void thirty_days_of_a_vacancy_are_forgiven_the_31st_is_not() {
        Village village = Village.old().officer("o", "2025-06-01", null).officerLeft("o", "2026-01-11");
        assertThat(village.ratio("P09", "2026-02-09")).as("30th day").isEqualTo("1/1");
        assertThat(village.ratio("P09", "2026-02-10")).as("31st day").isEqualTo("40/41");
    }

    @Test
    void a_vacancy_runs_on_across_the_start_of_the_year() {
        // vacant since 12 December: 10 January is the 30th day
        Village village = Village.old().officer("o", "2025-06-01", null).officerLeft("o", "2025-12-12");
        assertThat(village.ratio("P09", "2026-01-10")).isEqualTo("1/1");
        assertThat(village.ratio("P09", "2026-01-20")).isEqualTo("1/2");
    }

    @Test
    void a_vacancy_of_years_has_no_grace_left() {
        Village village = Village.old().officer("o", "2019-06-01", null).officerLeft("o", "2020-12-12");
        assertThat(village.ratio("P09", "2026-01-10")).isEqualTo("0/1");
    }

    @Test
    void a_post_never_filled_is_vacant_since_the_start_of_the_period() {
        assertThat(Village.old().ratio("P09", "2026-01-30")).isEqualTo("1/1");
        assertThat(Village.old().ratio("P09", "2026-01-31")).isEqualTo("30/31");
    }

    @Test
    void in_a_new_unit_it_is_vacant_since_the_first_day_of_the_unit() {
        Village village = Village.of("530102001009").established("2026-03-01");
        assertThat(village.ratio("P09", "2026-03-30")).isEqualTo("1/1");
        assertThat(village.ratio("P09", "2026-03-31")).isEqualTo("30/31");
    }

    @Test
    void the_first_officer_ends_the_first_vacancy_and_the_next_one_has_its_own_grace() {
        Village village = Village.old()
                .officer("o", "2026-02-10", null) // 30 days of grace, 10 vacant
                .officerLeft("o", "2026-02-20"); // 10 in post, grace again until 21 March
        assertThat(village.ratio("P09", "2026-03-21")).isEqualTo("7/8");
        assertThat(village.card("2026-03-22").indicator("P09").numbers()).containsEntry("sumOfDailyRatios", "70/1");
    }

    @Test
    void a_term_is_over_on_the_day_on_which_it_runs_out() {
        Village village = Village.old().officer("o", "2025-06-01", "2026-01-11T00:00");
        assertThat(village.ratio("P09", "2026-02-09")).isEqualTo("1/1");
        assertThat(village.ratio("P09", "2026-02-10")).isEqualTo("40/41");
    }

    @Test
    void an_officer_who_left_before_the_term_ran_out_is_gone_from_then_on() {
        Village village =
                Village.old().officer("o", "2025-06-01", "2026-12-01T00:00").officerLeft("o", "2026-01-11");
        assertThat(village.ratio("P09", "2026-02-10")).isEqualTo("40/41");
    }

    @Test
    void a_successor_on_the_same_day_leaves_no_vacancy() {
        Village village = Village.old()
                .officer("o", "2025-01-01", null)
                .officerLeft("o", "2025-11-01")
                .officer("q", "2025-11-01", null)
                .officerLeft("q", "2026-01-11");
        assertThat(village.ratio("P09", "2026-02-09")).isEqualTo("1/1");
    }

    @Test
    void of_several_earlier_officers_the_last_to_leave_opens_the_vacancy() {
        Village village = Village.old()
                .officer("o", "2020-01-01", null)
                .officerLeft("o", "2021-01-01")
                .officer("q", "2025-01-01", null)
                .officerLeft("q", "2025-12-22");
        // the 30th day is 20 January
        assertThat(village.ratio("P09", "2026-01-20")).isEqualTo("1/1");
        assertThat(village.ratio("P09", "2026-01-21")).isEqualTo("20/21");
    }

    @Test
    void the_first_of_two_officers_leaving_opens_no_vacancy() {
        Village village = Village.old()
                .officer("o", "2025-01-01", null)
                .officer("q", "2025-01-01", null)
                .officerLeft("o", "2025-11-01");
        assertThat(village.ratio("P09", "2026-01-31")).isEqualTo("1/1");
    }

    @Test
    void an_appointment_that_begins_and_ends_on_one_day_fills_no_day_and_ends_no_vacancy() {
        Village without = Village.old().officer("o", "2025-06-01", null).officerLeft("o", "2026-01-11");
        Village with = Village.old()
                .officer("o", "2025-06-01", null)
                .officerLeft("o", "2026-01-11")
                .officer("q", "2026-01-20T08:00", null)
                .officerLeft("q", "2026-01-20T18:00");
        assertThat(with.ratio("P09", "2026-02-20")).isEqualTo(without.ratio("P09", "2026-02-20"));
    }

    @Test
    void a_unit_whose_only_appointment_filled_no_day_never_had_an_officer() {
        Village village = Village.old().officer("o", "2025-06-01T08:00", null).officerLeft("o", "2025-06-01T09:00");
        assertThat(village.ratio("P09", "2026-01-31")).isEqualTo("30/31");
    }

    @Test
    void no_vacancy_is_older_than_its_unit() {
        Village village = Village.of("530102001009")
                .established("2026-03-01")
                .officer("o", "2025-06-01", null)
                .officerLeft("o", "2025-07-01");
        assertThat(village.ratio("P09", "2026-03-31")).isEqualTo("30/31");
    }
}
