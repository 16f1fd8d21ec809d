package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.contracts.organization.DocumentEvent.Kind;
import org.junit.jupiter.api.Test;

class FilingDatesTest {
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
        Village village =
                Village.old().filed("p", Kind.PLAN, 2026, "2026-03-01").filed("s", Kind.SUMMARY, 2026, "2026-12-31");
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
        return ((List<?>) Village.old().card(asOf).indicator("P02").numbers().get("documents"))
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

    private static Village established(String moment) {
        return Village.of("530102001009").established(moment);
    }

    @Test
    void a_document_due_on_the_30th_day_of_the_unit_is_expected_one_due_on_the_29th_is_not() {
        // 2 March is day 1: 31 March is day 30
        assertThat(established("2026-03-02T23:59").ratio("P02", "2026-12-31")).isEqualTo("0/1");
        assertThat(established("2026-03-02T23:59")
                        .filed("s", Kind.SUMMARY, 2026, "2026-12-31")
                        .ratio("P02", "2026-12-31"))
                .isEqualTo("1/2");
        assertThat(established("2026-03-03T00:00")
                        .filed("s", Kind.SUMMARY, 2026, "2026-12-31")
                        .ratio("P02", "2026-12-31"))
                .isEqualTo("1/1");
    }

    @Test
    void a_document_that_was_not_expected_counts_nothing_when_filed_all_the_same() {
        Village village = established("2026-08-01").filed("p", Kind.PLAN, 2026, "2026-08-10");
        IndicatorResult result = village.card("2026-12-31").indicator("P02");
        assertThat(result.ratio()).isEqualTo("0/1");
        assertThat(result.counted()).isEmpty();
        assertThat(result.notCounted()).extracting(NotCounted::reason).containsExactly(Reason.NOT_EXPECTED);
        assertThat(((List<?>) result.numbers().get("documents")).getFirst().toString())
                .contains("state=NOT_EXPECTED");
    }

    @Test
    void where_no_document_is_expected_it_does_not_apply() {
        // 3 December is day 1: 31 December is day 29
        Village village = established("2026-12-03").filed("s", Kind.SUMMARY, 2026, "2026-12-20");
        assertThat(village.card("2026-12-31").indicator("P02").status())
                .isEqualTo(IndicatorResult.Status.NOT_APPLICABLE);
        assertThat(established("2026-12-02").ratio("P02", "2026-12-31")).isEqualTo("0/1");
    }

    @Test
    void in_its_second_year_a_young_unit_is_held_to_both() {
        assertThat(established("2026-12-31")
                        .filed("p", Kind.PLAN, 2027, "2027-04-01")
                        .ratio("P02", "2027-06-30"))
                .isEqualTo("3/8");
    }
}
