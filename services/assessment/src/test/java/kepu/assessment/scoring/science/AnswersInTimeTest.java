package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.card.IndicatorResult.Status;
import kepu.assessment.scoring.evidence.EvidenceRef;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import org.junit.jupiter.api.Test;

/** Monday 2 March 2026 + 15 working days = Monday 23 March. */
class AnswersInTimeTest {
    private static final String END = "2026-12-31";

    private static Status status(Village village, String asOf) {
        return village.card(asOf).indicator("S11").status();
    }

    @Test
    void a_ticket_resolved_on_its_fifteenth_working_day_is_in_time_and_on_the_sixteenth_it_is_not() {
        Village fifteenth = Village.old().ticket("k", "2026-03-02").ticketResolved("k", "2026-03-23T23:59:59");
        assertThat(fifteenth.ratio("S11", END)).isEqualTo("1/1");
        Village sixteenth = Village.old().ticket("k", "2026-03-02").ticketResolved("k", "2026-03-24T00:00:00");
        assertThat(sixteenth.ratio("S11", END)).isEqualTo("0/1");
    }

    @Test
    void a_ticket_raised_on_a_weekend_is_due_like_one_of_the_friday_before() {
        // Friday 6, Saturday 7 and Sunday 8 March: 27 March; Monday 9 March: 30 March
        for (String raised : new String[] {"2026-03-06T23:59:59", "2026-03-07", "2026-03-08T23:59:59"}) {
            assertThat(Village.old()
                            .ticket("k", raised)
                            .ticketResolved("k", "2026-03-27")
                            .ratio("S11", END))
                    .as(raised)
                    .isEqualTo("1/1");
            assertThat(Village.old()
                            .ticket("k", raised)
                            .ticketResolved("k", "2026-03-30")
                            .ratio("S11", END))
                    .as(raised)
                    .isEqualTo("0/1");
        }
        assertThat(Village.old()
                        .ticket("k", "2026-03-09T00:00:00")
                        .ticketResolved("k", "2026-03-30")
                        .ratio("S11", END))
                .isEqualTo("1/1");
    }

    @Test
    void an_open_ticket_counts_once_its_days_have_passed_and_not_on_the_last_of_them() {
        Village village = Village.old().ticket("k", "2026-03-02").ticketAssigned("k", "2026-03-03");

        assertThat(status(village, "2026-03-23")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("S11", "2026-03-23")).containsExactly(Reason.NOT_YET_DUE);
        assertThat(village.ratio("S11", "2026-03-24")).isEqualTo("0/1");
    }

    @Test
    void a_ticket_resolved_early_counts_from_that_day_on() {
        Village village = Village.old().ticket("k", "2026-03-02").ticketResolved("k", "2026-03-04");

        assertThat(status(village, "2026-03-03")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.ratio("S11", "2026-03-04")).isEqualTo("1/1");
    }

    @Test
    void four_of_five_in_time_are_full_and_three_of_four_are_not() {
        Village village = Village.old();
        for (int i = 1; i <= 3; i++) {
            village.ticket("k" + i, "2026-03-02").ticketResolved("k" + i, "2026-03-10");
        }
        village.ticket("late", "2026-03-02").ticketResolved("late", "2026-04-10");
        // 3 of 4: 3/4 ÷ 4/5
        assertThat(village.ratio("S11", END)).isEqualTo("15/16");
        village.ticket("k4", "2026-03-02").ticketResolved("k4", "2026-03-10");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
        village.ticket("k5", "2026-03-02").ticketResolved("k5", "2026-03-10");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
    }

    @Test
    void the_numbers_say_how_many_stand_how() {
        Village village = Village.old()
                .ticket("in time", "2026-03-02")
                .ticketResolved("in time", "2026-03-10")
                .ticket("late", "2026-03-02")
                .ticketResolved("late", "2026-03-26")
                .ticket("overdue", "2026-03-03")
                .ticket("open", "2026-03-20");
        IndicatorResult result = village.card("2026-03-31").indicator("S11");
        // 1 of 3: 1/3 ÷ 4/5
        assertThat(result.ratio()).isEqualTo("5/12");
        assertThat(result.numbers())
                .containsEntry("inTime", 1)
                .containsEntry("late", 1)
                .containsEntry("overdue", 1)
                .containsEntry("notYetDue", 1);
        assertThat(result.counted()).hasSize(5);
    }

    @Test
    void without_tickets_it_does_not_apply() {
        assertThat(status(Village.old(), END)).isEqualTo(Status.NOT_APPLICABLE);
    }

    // ---- consultations

    @Test
    void a_consultation_answered_on_its_fifth_working_day_is_in_time_and_on_the_sixth_it_is_not() {
        // Monday 2 March + 5 working days = Monday 9 March
        Village fifth = Village.old().consultation("q", "2026-03-02").consultationAnswered("q", "2026-03-09T23:59:59");
        assertThat(fifth.ratio("S11", END)).isEqualTo("1/1");
        Village sixth = Village.old().consultation("q", "2026-03-02").consultationAnswered("q", "2026-03-10T00:00:00");
        assertThat(sixth.ratio("S11", END)).isEqualTo("0/1");
    }

    @Test
    void an_unanswered_consultation_counts_once_its_days_have_passed_and_not_on_the_last_of_them() {
        Village village = Village.old().consultation("q", "2026-03-02");

        assertThat(status(village, "2026-03-09")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("S11", "2026-03-09")).containsExactly(Reason.NOT_YET_DUE);
        assertThat(village.ratio("S11", "2026-03-10")).isEqualTo("0/1");
    }

    @Test
    void tickets_and_consultations_are_counted_together() {
        Village village = Village.old()
                .ticket("k1", "2026-03-02")
                .ticketResolved("k1", "2026-03-10")
                .ticket("k2", "2026-03-02")
                .ticketResolved("k2", "2026-03-10")
                .consultation("q1", "2026-03-02")
                .consultationAnswered("q1", "2026-03-03")
                .consultation("q2", "2026-03-02")
                .consultationAnswered("q2", "2026-03-12");
        // 3 of 4: 3/4 ÷ 4/5
        assertThat(village.ratio("S11", END)).isEqualTo("15/16");
        village.consultation("q3", "2026-03-02").consultationAnswered("q3", "2026-03-02");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
        assertThat(village.card(END).indicator("S11").numbers())
                .containsEntry("consultationDays", 5)
                .containsEntry("inTime", 4)
                .containsEntry("late", 1);
    }

    @Test
    void a_consultation_of_the_last_day_of_the_year_belongs_to_it_and_its_answer_counts_later_too() {
        // Thursday 31 December 2026 + 5 working days = Thursday 7 January 2027
        Village village =
                Village.old().consultation("q", "2026-12-31T23:59:59").consultationAnswered("q", "2027-01-07");
        assertThat(status(village, END)).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2026, "2027-01-07").indicator("S11").ratio()).isEqualTo("1/1");
        assertThat(village.card(2027, "2027-12-31").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        Village late = Village.old().consultation("q", "2026-12-31").consultationAnswered("q", "2027-01-08");
        assertThat(late.card(2026, "2027-01-07").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(late.card(2026, "2027-01-08").indicator("S11").ratio()).isEqualTo("0/1");
    }

    @Test
    void a_consultation_that_was_transferred_merged_or_withdrawn_is_left_out() {
        Village village = Village.old()
                .consultation("own", "2026-03-02")
                .consultationAnswered("own", "2026-03-03")
                .consultation("away", "2026-03-02")
                .consultationTransferred("away", "2026-05-04")
                .consultation("double", "2026-03-03")
                .consultationMerged("double", "own", "2026-05-05")
                .consultation("never", "2026-03-03")
                .consultationWithdrawn("never", "2026-03-03");
        assertThat(village.ratio("S11", "2026-05-03")).isEqualTo("5/12");
        assertThat(village.ratio("S11", "2026-05-04")).isEqualTo("5/8");
        assertThat(village.ratio("S11", "2026-05-05")).isEqualTo("1/1");
        assertThat(village.reasons("S11", "2026-05-05"))
                .containsExactlyInAnyOrder(Reason.TRANSFERRED, Reason.MERGED, Reason.WITHDRAWN);
    }

    @Test
    void a_consultation_moved_to_another_year_brings_its_answer_there() {
        Village village = Village.old().consultationCorrected("q", "2025-12-29", "2026-01-05");
        assertThat(village.card(2025, "2026-01-04").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2025, "2026-01-05").indicator("S11").ratio()).isEqualTo("1/1");
    }

    // ---- left out

    @Test
    void what_was_transferred_or_merged_is_left_out_from_that_day_on_however_old_it_was() {
        Village village = Village.old()
                .ticket("own", "2026-03-02")
                .ticketResolved("own", "2026-03-10")
                .ticket("away", "2026-03-02")
                .ticketTransferred("away", "2026-05-04")
                .ticket("double", "2026-03-03")
                .ticketMerged("double", "own", "2026-05-05");
        // 1 of 3, then 1 of 2, then 1 of 1
        assertThat(village.ratio("S11", "2026-05-03")).isEqualTo("5/12");
        assertThat(village.ratio("S11", "2026-05-04")).isEqualTo("5/8");
        assertThat(village.ratio("S11", "2026-05-05")).isEqualTo("1/1");
        assertThat(village.reasons("S11", "2026-05-05")).containsExactlyInAnyOrder(Reason.TRANSFERRED, Reason.MERGED);
    }

    @Test
    void a_withdrawn_ticket_is_gone_on_every_day() {
        Village village = Village.old().ticket("k", "2026-03-02").ticketWithdrawn("k", "2026-06-01");
        assertThat(status(village, "2026-05-01")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.reasons("S11", END)).containsExactly(Reason.WITHDRAWN);
    }

    // ---- reopened

    @Test
    void a_reopened_ticket_is_unresolved_from_that_day_on_and_its_days_run_on() {
        Village village = Village.old()
                .ticket("k", "2026-03-02")
                .ticketResolved("k", "2026-03-10")
                .ticketReopened("k", "2026-03-20");
        assertThat(village.ratio("S11", "2026-03-19")).isEqualTo("1/1");
        assertThat(status(village, "2026-03-20")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.ratio("S11", "2026-03-24")).isEqualTo("0/1");
    }

    @Test
    void a_reopened_ticket_is_in_time_if_it_is_resolved_again_within_the_days_from_its_raising() {
        Village inTime = Village.old()
                .ticket("k", "2026-03-02")
                .ticketResolved("k", "2026-03-10")
                .ticketReopened("k", "2026-03-20")
                .ticketResolved("k", "2026-03-23")
                .ticketConfirmed("k", "2026-03-30");
        assertThat(inTime.ratio("S11", END)).isEqualTo("1/1");
        Village late = Village.old()
                .ticket("k", "2026-03-02")
                .ticketResolved("k", "2026-03-10")
                .ticketReopened("k", "2026-03-20")
                .ticketResolved("k", "2026-03-24");
        assertThat(late.ratio("S11", END)).isEqualTo("0/1");
    }

    // ---- which year

    @Test
    void a_ticket_belongs_to_the_year_in_which_it_was_raised_and_what_completes_it_counts_later_too() {
        // Thursday 31 December 2026 + 15 working days = Thursday 21 January 2027
        Village village = Village.old().ticket("k", "2026-12-31T23:59:59").ticketResolved("k", "2027-01-21");
        assertThat(status(village, END)).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2026, "2027-01-20").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2026, "2027-01-21").indicator("S11").ratio()).isEqualTo("1/1");
        assertThat(village.card(2027, "2027-12-31").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);

        Village open = Village.old().ticket("k", "2026-12-31");
        assertThat(open.card(2026, "2027-01-21").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(open.card(2026, "2027-01-22").indicator("S11").ratio()).isEqualTo("0/1");
    }

    @Test
    void a_correction_of_the_day_moves_the_deadline() {
        Village village = Village.old()
                .ticket("k", "2026-03-02")
                .ticketResolved("k", "2026-03-24")
                .ticketCorrected("k", "2026-03-03", "2026-03-24");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
        assertThat(village.reasons("S11", END)).containsExactly(Reason.SUPERSEDED);
    }

    @Test
    void a_ticket_moved_to_another_year_brings_its_resolution_there() {
        // As the old year's steps are not among the new year's facts
        Village village = Village.old().ticketCorrected("k", "2025-12-29", "2026-01-05");
        assertThat(village.card(2025, "2026-01-04").indicator("S11").status()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(village.card(2025, "2026-01-05").indicator("S11").ratio()).isEqualTo("1/1");
        village.ticketReopened("k", "2026-02-02");
        assertThat(village.card(2025, "2026-02-01").indicator("S11").ratio()).isEqualTo("1/1");
        assertThat(village.card(2025, "2026-02-02").indicator("S11").ratio()).isEqualTo("0/1");
    }

    @Test
    void a_ticket_counts_where_the_unit_existed_on_the_day_of_its_raising() {
        Village village = Village.of("530102001009")
                .established("2026-03-03")
                .ticket("before", "2026-03-02")
                .ticket("k", "2026-03-03")
                .ticketResolved("k", "2026-03-04");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
        assertThat(village.reasons("S11", END)).containsExactly(Reason.OUTSIDE_OWN_DAYS);
    }

    // ---- the calendar of the county

    /** The October holiday of 2026 and its make-up days, as the State Council arranged them. */
    private static Village withOctober(Village village) {
        return village.calendar(
                "nation",
                2026,
                Layer.NATION,
                "2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07",
                "2026-09-20 2026-10-10");
    }

    @Test
    void the_fifteenth_working_day_lies_behind_the_october_holiday_and_its_make_up_saturday() {
        // Thursday 24 September + 15: 4 up to the 30th, 8 to 10 October, 12 to 16, 19 to 21; without the calendar 15
        // October
        Village fifteenth =
                withOctober(Village.old()).ticket("k", "2026-09-24").ticketResolved("k", "2026-10-21T23:59:59");
        Village sixteenth =
                withOctober(Village.old()).ticket("k", "2026-09-24").ticketResolved("k", "2026-10-22T00:00:00");
        assertThat(fifteenth.ratio("S11", END)).isEqualTo("1/1");
        assertThat(sixteenth.ratio("S11", END)).isEqualTo("0/1");
        assertThat(Village.old()
                        .ticket("k", "2026-09-24")
                        .ticketResolved("k", "2026-10-16")
                        .ratio("S11", END))
                .isEqualTo("0/1");

        Village open = withOctober(Village.old()).ticket("k", "2026-09-24");
        assertThat(status(open, "2026-10-21")).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(open.ratio("S11", "2026-10-22")).isEqualTo("0/1");
    }

    @Test
    void the_fifth_working_day_of_a_consultation_lies_behind_the_october_holiday_and_its_make_up_saturday() {
        // Wednesday 30 September + 5: 8, 9, the make-up Saturday 10, 12, 13 October; without the calendar 7 October
        Village fifth = withOctober(Village.old())
                .consultation("q", "2026-09-30")
                .consultationAnswered("q", "2026-10-13T23:59:59");
        Village sixth = withOctober(Village.old())
                .consultation("q", "2026-09-30")
                .consultationAnswered("q", "2026-10-14T00:00:00");
        assertThat(fifth.ratio("S11", END)).isEqualTo("1/1");
        assertThat(sixth.ratio("S11", END)).isEqualTo("0/1");
        assertThat(Village.old()
                        .consultation("q", "2026-09-30")
                        .consultationAnswered("q", "2026-10-08")
                        .ratio("S11", END))
                .isEqualTo("0/1");
    }

    @Test
    void a_lower_layer_decides_of_a_day_that_it_names_until_it_is_withdrawn() {
        Village village = withOctober(Village.old())
                .calendar("county", 2026, Layer.COUNTY, "2026-10-10", "")
                .ticket("k", "2026-09-24")
                .ticketResolved("k", "2026-10-22");
        assertThat(village.ratio("S11", END)).isEqualTo("1/1");
        assertThat(village.card(END).indicator("S11").counted())
                .extracting(EvidenceRef::type)
                .contains("kepu.organization.working-calendar-announced.v1");
        village.calendarWithdrawn("county", 2026, "2026-11-01");
        assertThat(village.ratio("S11", END)).isEqualTo("0/1");
        assertThat(village.reasons("S11", END)).containsExactly(Reason.WITHDRAWN);
    }

    @Test
    void a_calendar_holds_for_every_as_of_day_and_only_once_it_is_known() {
        Village village = Village.old().ticket("k", "2026-09-24").ticketResolved("k", "2026-10-16");
        assertThat(village.ratio("S11", "2026-10-31")).isEqualTo("0/1");
        village.recordedAt("2026-11-20");
        withOctober(village);
        assertThat(village.ratio("S11", "2026-10-31")).isEqualTo("1/1");
        assertThat(village.cardKnownBy("2026-10-31", "2026-11-19")
                        .indicator("S11")
                        .ratio())
                .isEqualTo("0/1");
    }

    @Test
    void a_ticket_of_the_last_days_of_a_year_is_due_by_the_calendar_of_the_next() {
        // New Year 2026: 1 to 3 January off, Sunday the 4th made up; Wednesday 31 December + 15 is Thursday the 22nd
        String off = "2026-01-01 2026-01-02 2026-01-03";
        Village village = Village.old()
                .calendar("nation", 2026, Layer.NATION, off, "2026-01-04")
                .ticket("k", "2025-12-31")
                .ticketResolved("k", "2026-01-22");
        assertThat(village.card(2025, "2026-02-01").indicator("S11").ratio()).isEqualTo("1/1");
    }
}
