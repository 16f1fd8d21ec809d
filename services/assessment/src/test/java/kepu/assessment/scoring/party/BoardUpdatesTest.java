package kepu.assessment.scoring.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.evidence.NotCounted;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class BoardUpdatesTest {
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
        Village village = Village.old().board("2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01", "2026-10-02");
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
        assertThat(Village.old().board("2026-03-31").ratio("P08", "2026-03-31")).isEqualTo("1/6");
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
        assertThat(ninetyOne.card(2026, "2027-03-01").indicator("P08").ratio()).isEqualTo("1/2");
    }

    @Test
    void gaps_do_not_take_more_than_there_is() {
        assertThat(Village.old().board("2026-12-31").ratio("P08", "2026-12-31")).isEqualTo("0/1");
    }

    @Test
    void the_last_gap_of_a_closed_unit_ends_on_the_day_of_reckoning_too() {
        Village village = Village.old().board("2026-02-01", "2026-03-01").closed("2026-04-01");
        assertThat(village.card("2026-05-30").indicator("P08").numbers()).containsEntry("gaps", List.of());
        assertThat(village.card("2026-05-31")
                        .indicator("P08")
                        .numbers()
                        .get("gaps")
                        .toString())
                .contains("to=2026-05-31", "days=91");
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
        assertThat(village.card("2026-03-01").indicator("P08").numbers()).containsEntry("days", List.of("2026-02-01"));
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

    @Test
    void of_a_correction_and_a_withdrawal_the_one_with_the_higher_epoch_and_sequence_holds() {
        Village village = Village.old()
                .boardUpdated("u", "2026-02-01")
                .boardWithdrawn("u", "2026-02-01")
                .boardCorrected("u", "2026-02-02");
        assertThat(village.card("2026-03-01").indicator("P08").numbers()).containsEntry("days", List.of("2026-02-02"));
        village.boardWithdrawn("u", "2026-02-02");
        assertThat(village.card("2026-03-01").indicator("P08").numbers()).containsEntry("updateDays", 0);
        // a lower sequence in a higher epoch is the newer version
        village.restored().boardCorrected("u", "2026-02-03");
        assertThat(village.card("2026-03-01").indicator("P08").numbers()).containsEntry("days", List.of("2026-02-03"));
    }
}
