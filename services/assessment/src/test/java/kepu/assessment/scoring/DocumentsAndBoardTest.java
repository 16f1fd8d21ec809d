package kepu.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.NotCounted.Reason;
import kepu.contracts.organization.DocumentEvent.Kind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** P02 and P08: what is filed and what is put up. */
class DocumentsAndBoardTest {
    @Nested
    class PlanAndSummary {
        private String filed(String moment) {
            return Village.old()
                    .filed("d", Kind.PLAN, 2026, moment)
                    .card(2026, "2026-12-31")
                    .indicator("P02")
                    .ratio();
        }

        @Test
        void a_plan_filed_on_its_due_date_is_worth_two_of_four() {
            assertThat(filed("2026-03-31T23:59")).isEqualTo("1/2");
        }

        @Test
        void one_day_late_is_one_started_week() {
            assertThat(filed("2026-04-01T00:00")).isEqualTo("3/8");
        }

        @Test
        void seven_days_late_are_one_week() {
            assertThat(filed("2026-04-07")).isEqualTo("3/8");
        }

        @Test
        void eight_days_late_are_two_weeks() {
            assertThat(filed("2026-04-08")).isEqualTo("1/4");
        }

        @Test
        void twenty_one_days_late_leave_a_half_twenty_two_nothing() {
            assertThat(filed("2026-04-21")).isEqualTo("1/8");
            assertThat(filed("2026-04-22")).isEqualTo("0/1");
        }

        @Test
        void however_late_it_is_not_below_nothing() {
            assertThat(filed("2026-11-11")).isEqualTo("0/1");
        }

        @Test
        void a_plan_filed_in_the_year_before_is_filed_in_time() {
            assertThat(filed("2025-12-20")).isEqualTo("1/2");
        }

        @Test
        void plan_and_summary_in_time_are_full() {
            Village village = Village.old()
                    .filed("p", Kind.PLAN, 2026, "2026-03-01")
                    .filed("s", Kind.SUMMARY, 2026, "2026-12-31");
            assertThat(village.ratio("P02", "2026-12-31")).isEqualTo("1/1");
        }

        @Test
        void a_summary_filed_in_january_is_late_and_counts_for_the_year_that_it_names() {
            Village village = Village.old().filed("s", Kind.SUMMARY, 2026, "2027-01-07");
            assertThat(village.card(2026, "2027-01-06").indicator("P02").ratio()).isEqualTo("0/1");
            assertThat(village.card(2026, "2027-01-07").indicator("P02").ratio()).isEqualTo("3/8");
            assertThat(village.card(2027, "2027-01-07").indicator("P02").ratio()).isEqualTo("0/1");
        }

        @Test
        void what_is_not_filed_is_not_yet_due_on_its_due_date_and_overdue_on_the_next_day() {
            assertThat(states("2026-03-31")).containsExactly("NOT_YET_DUE", "NOT_YET_DUE");
            assertThat(states("2026-04-01")).containsExactly("OVERDUE", "NOT_YET_DUE");
            assertThat(states("2026-12-31")).containsExactly("OVERDUE", "NOT_YET_DUE");
        }

        private List<Object> states(String asOf) {
            return ((List<?>) Village.old()
                            .card(asOf)
                            .indicator("P02")
                            .numbers()
                            .get("documents"))
                    .stream()
                            .<Object>map(document -> ((Map<?, ?>) document).get("state"))
                            .toList();
        }

        @Test
        void of_two_plans_the_earlier_counts() {
            Village village = Village.old()
                    .filed("late", Kind.PLAN, 2026, "2026-04-20")
                    .filed("early", Kind.PLAN, 2026, "2026-03-20");
            assertThat(village.ratio("P02", "2026-12-31")).isEqualTo("1/2");
            assertThat(village.reasons("P02", "2026-12-31")).containsExactly(Reason.LATER_FILING);
        }

        @Test
        void a_correction_can_make_it_late_and_a_withdrawal_unfiled() {
            Village corrected =
                    Village.old().filed("p", Kind.PLAN, 2026, "2026-03-20").refiled("p", Kind.PLAN, 2026, "2026-04-02");
            assertThat(corrected.ratio("P02", "2026-12-31")).isEqualTo("3/8");
            Village withdrawn = corrected.unfiled("p", "2026-05-01");
            assertThat(withdrawn.ratio("P02", "2026-12-31")).isEqualTo("0/1");
            assertThat(withdrawn.reasons("P02", "2026-12-31")).containsExactly(Reason.WITHDRAWN, Reason.WITHDRAWN);
        }

        @Test
        void a_correction_to_another_year_takes_it_from_the_old_one() {
            Village village =
                    Village.old().filed("p", Kind.PLAN, 2025, "2025-03-20").refiled("p", Kind.PLAN, 2026, "2026-03-20");
            assertThat(village.card(2025, "2026-12-31").indicator("P02").ratio()).isEqualTo("0/1");
            assertThat(village.card(2026, "2026-12-31").indicator("P02").ratio()).isEqualTo("1/2");
        }

        @Test
        void rules_and_other_documents_do_not_matter() {
            assertThat(Village.old().filed("r", Kind.RULES, 2026, "2026-01-05").ratio("P02", "2026-12-31"))
                    .isEqualTo("0/1");
        }
    }

    @Nested
    class Board {
        private static final String[] EVEN = {
            "2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01", "2026-10-02", "2026-12-01"
        };

        private Village even() {
            return Village.old().board(EVEN);
        }

        @Test
        void six_updates_without_a_long_gap_are_full() {
            assertThat(even().ratio("P08", "2026-12-31")).isEqualTo("1/1");
        }

        @Test
        void five_updates_are_five_sixths() {
            Village village =
                    Village.old().board("2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01", "2026-10-02");
            assertThat(village.ratio("P08", "2026-12-31")).isEqualTo("5/6");
        }

        @Test
        void a_seventh_update_is_worth_nothing_more() {
            assertThat(even().board("2026-12-02").ratio("P08", "2026-12-31")).isEqualTo("1/1");
        }

        @Test
        void two_updates_on_one_day_are_one() {
            Village village = Village.old().board("2026-02-01T08:00", "2026-02-01T18:00");
            assertThat(village.ratio("P08", "2026-03-01")).isEqualTo("1/6");
        }

        @Test
        void the_first_gap_opens_the_day_before_the_first_elapsed_day() {
            // 31 December to 31 March are 90 days
            assertThat(Village.old().board("2026-03-31").ratio("P08", "2026-03-31"))
                    .isEqualTo("1/6");
            assertThat(Village.old().board("2026-04-01").ratio("P08", "2026-04-01"))
                    .as("1/6 less a gap")
                    .isEqualTo("0/1");
        }

        @Test
        void before_any_update_the_only_gap_runs_from_the_start_to_the_day_of_reckoning() {
            assertThat(Village.old().card("2026-03-31").indicator("P08").numbers()).containsEntry("gaps", List.of());
            assertThat(Village.old().card("2026-04-01").indicator("P08").numbers())
                    .containsEntry("gaps", List.of(Map.of("from", "2025-12-31", "to", "2026-04-01", "days", 91)));
        }

        @Test
        void a_gap_between_two_updates_is_too_long_from_91_days_on() {
            Village ninety = Village.old().board("2026-02-01", "2026-02-02", "2026-02-03", "2026-05-04");
            assertThat(ninety.ratio("P08", "2026-05-04")).isEqualTo("2/3");
            Village ninetyOne = Village.old().board("2026-02-01", "2026-02-02", "2026-02-03", "2026-05-05");
            assertThat(ninetyOne.ratio("P08", "2026-05-05")).isEqualTo("1/2");
        }

        @Test
        void the_last_gap_runs_to_the_day_of_reckoning() {
            Village village = Village.old().board("2026-02-01", "2026-02-02", "2026-02-03");
            assertThat(village.ratio("P08", "2026-05-04")).as("90 days").isEqualTo("1/2");
            assertThat(village.ratio("P08", "2026-05-05")).as("91 days").isEqualTo("1/3");
        }

        @Test
        void after_the_year_the_last_gap_ends_with_the_year() {
            Village ninety = Village.old().board("2026-03-31", "2026-06-29", "2026-07-04", "2026-10-02");
            assertThat(ninety.card(2026, "2027-03-01").indicator("P08").ratio()).isEqualTo("2/3");
            Village ninetyOne = Village.old().board("2026-03-31", "2026-06-29", "2026-07-04", "2026-10-01");
            assertThat(ninetyOne.card(2026, "2027-03-01").indicator("P08").ratio())
                    .isEqualTo("1/2");
        }

        @Test
        void gaps_do_not_take_more_than_there_is() {
            assertThat(Village.old().board("2026-12-31").ratio("P08", "2026-12-31"))
                    .isEqualTo("0/1");
        }

        @Test
        void a_gap_of_a_closed_unit_ends_with_its_last_day() {
            Village village = Village.old().board("2026-02-01", "2026-03-01").closed("2026-04-01");
            assertThat(village.card("2026-12-31").indicator("P08").numbers()).containsEntry("gaps", List.of());
        }

        @Test
        void an_update_of_the_year_before_does_not_count() {
            assertThat(Village.old().board("2025-12-31T23:59").ratio("P08", "2026-01-10"))
                    .isEqualTo("0/1");
        }

        @Test
        void a_corrected_update_counts_on_its_true_day_only() {
            Village village = Village.old().boardUpdated("u", "2026-02-01").boardCorrected("u", "2026-02-03");
            IndicatorResult result = village.card("2026-03-01").indicator("P08");
            assertThat(result.numbers()).containsEntry("days", List.of("2026-02-03"));
            assertThat(result.notCounted()).extracting(NotCounted::reason).containsExactly(Reason.SUPERSEDED);
        }

        @Test
        void a_correction_told_first_but_with_a_higher_sequence_holds() {
            Village village = Village.old().boardUpdated("u", "2026-02-05").boardCorrected("u", "2026-02-01");
            assertThat(village.card("2026-03-01").indicator("P08").numbers())
                    .containsEntry("days", List.of("2026-02-01"));
        }

        @Test
        void a_correction_moves_an_update_to_another_year() {
            Village village = Village.old().boardUpdated("u", "2025-12-30").boardCorrected("u", "2026-01-02");
            assertThat(village.card(2025, "2026-01-10").indicator("P08").numbers()).containsEntry("updateDays", 0);
            assertThat(village.card(2026, "2026-01-10").indicator("P08").numbers()).containsEntry("updateDays", 1);
        }

        @Test
        void a_correction_to_a_day_still_to_come_leaves_nothing_for_now() {
            Village village = Village.old().boardUpdated("u", "2026-02-01").boardCorrected("u", "2026-03-03");
            assertThat(village.card("2026-03-02").indicator("P08").numbers()).containsEntry("updateDays", 0);
            assertThat(village.card("2026-03-03").indicator("P08").numbers()).containsEntry("updateDays", 1);
        }

        @Test
        void a_withdrawn_update_is_gone_whenever_it_was_withdrawn() {
            Village village = Village.old().boardUpdated("u", "2026-02-01").boardWithdrawn("u", "2026-06-01");
            assertThat(village.card("2026-03-01").indicator("P08").numbers()).containsEntry("updateDays", 0);
            assertThat(village.reasons("P08", "2026-03-01")).containsExactly(Reason.WITHDRAWN);
        }
    }
}
