package kepu.assessment.scoring.science;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.contracts.campaigns.ChainEvent.Step;
import org.junit.jupiter.api.Test;

class CompleteChainsTest {
    private static final String END = "2026-12-31";

    private final Village village = Village.old();

    private void threeChains() {
        village.chain("a", "2026-02-01").chain("b", "2026-05-01").chain("c", "2026-08-01");
    }

    @Test
    void four_complete_chains_are_full_three_are_three_quarters_and_a_fifth_adds_nothing() {
        assertThat(village.ratio("S08", END)).isEqualTo("0/1");
        threeChains();
        assertThat(village.ratio("S08", END)).isEqualTo("3/4");
        village.chain("d", "2026-12-31T23:59");
        assertThat(village.ratio("S08", END)).isEqualTo("1/1");
        village.chain("e", "2026-09-01");
        assertThat(village.ratio("S08", END)).isEqualTo("1/1");
    }

    @Test
    void a_chain_that_lacks_a_step_does_not_count_whichever_it_is() {
        for (Step missing : Step.values()) {
            Village lacking = Village.old();
            for (Step step : Step.values()) {
                if (step != missing) {
                    lacking.step("a", step, "2026-03-01");
                }
            }
            assertThat(lacking.ratio("S08", END)).as(missing.name()).isEqualTo("0/1");
            assertThat(lacking.reasons("S08", END)).hasSize(3).containsOnly(Reason.CHAIN_INCOMPLETE);
            assertThat(lacking.step("a", missing, "2026-04-01").ratio("S08", END))
                    .isEqualTo("1/4");
        }
    }

    @Test
    void a_chain_whose_third_step_is_withdrawn_is_open_again_until_it_is_taken_anew() {
        village.chain("a", "2026-03-01").stepWithdrawn("a", Step.FAMILY, "2026-06-01");

        assertThat(village.ratio("S08", END)).isEqualTo("0/1");
        assertThat(village.reasons("S08", END))
                .containsExactlyInAnyOrder(
                        Reason.CHAIN_INCOMPLETE, Reason.CHAIN_INCOMPLETE, Reason.CHAIN_INCOMPLETE, Reason.WITHDRAWN);

        village.step("a", Step.FAMILY, "2026-07-01");
        assertThat(village.ratio("S08", END)).isEqualTo("1/4");
        // What completes it is there from its own day on.
        assertThat(village.ratio("S08", "2026-06-30")).isEqualTo("0/1");
        assertThat(village.card(END).indicator("S08").numbers()).containsEntry("completedOn", List.of("2026-07-01"));
    }

    @Test
    void a_chain_belongs_to_the_year_of_its_last_step() {
        village.step("a", Step.LECTURE, "2025-11-01")
                .step("a", Step.MATERIAL, "2025-12-30")
                .step("a", Step.FAMILY, "2025-12-31T23:59")
                .step("a", Step.COMMUNITY, "2026-01-01T00:00");

        assertThat(village.card(2025, "2026-06-30").indicator("S08").ratio()).isEqualTo("0/1");
        assertThat(village.card(2025, "2026-06-30").indicator("S08").notCounted())
                .extracting(fact -> fact.reason())
                .containsExactly(
                        Reason.CHAIN_OF_ANOTHER_YEAR, Reason.CHAIN_OF_ANOTHER_YEAR, Reason.CHAIN_OF_ANOTHER_YEAR);
        assertThat(village.ratio("S08", "2026-06-30")).isEqualTo("1/4");
        assertThat(village.card("2026-06-30").indicator("S08").counted()).hasSize(4);
    }

    @Test
    void a_corrected_step_moves_its_chain() {
        village.chain("a", "2026-01-05")
                .stepCorrected("a", Step.LECTURE, "2025-12-01", "2026-01-05")
                .stepCorrected("a", Step.COMMUNITY, "2026-03-01", "2026-01-05");
        assertThat(village.ratio("S08", "2026-02-28")).isEqualTo("0/1");
        assertThat(village.ratio("S08", "2026-03-01")).isEqualTo("1/4");

        for (Step step : Step.values()) {
            village.stepCorrected("a", step, "2025-12-31", "2026-01-05");
        }
        assertThat(village.ratio("S08", END)).isEqualTo("0/1");
        assertThat(village.card(2025, END).indicator("S08").ratio()).isEqualTo("1/4");
    }

    @Test
    void a_step_counts_only_once_it_is_known() {
        village.recordedAt("2026-03-01").step("a", Step.LECTURE, "2026-02-01");
        village.step("a", Step.MATERIAL, "2026-02-01").step("a", Step.FAMILY, "2026-02-01");
        village.recordedAt("2026-09-01").step("a", Step.COMMUNITY, "2026-02-02");
        village.recordedAt("2026-10-01").stepWithdrawn("a", Step.LECTURE, "2026-02-01");

        assertThat(village.cardKnownBy(END, "2026-08-31").indicator("S08").ratio())
                .isEqualTo("0/1");
        assertThat(village.cardKnownBy(END, "2026-09-01").indicator("S08").ratio())
                .isEqualTo("1/4");
        assertThat(village.cardKnownBy(END, "2026-10-01").indicator("S08").ratio())
                .isEqualTo("0/1");
    }

    @Test
    void a_young_village_needs_as_many_as_its_days_ask_for() {
        // 184 of 365 days: 4 · 184/365 = 736/365
        Village young = Village.of("530102001002").established("2026-07-01");
        young.chain("before", "2026-06-30").chain("a", "2026-07-01");
        assertThat(young.ratio("S08", END)).isEqualTo("365/736");
        assertThat(young.reasons("S08", END)).hasSize(4).containsOnly(Reason.OUTSIDE_OWN_DAYS);
        assertThat(young.chain("b", "2026-08-01").chain("c", "2026-09-01").ratio("S08", END))
                .isEqualTo("1/1");
    }

    @Test
    void a_chain_that_looks_like_another_is_named_with_it_and_both_count() {
        village.chain("a", "2026-02-01").chain("b", "2026-02-01").looksLike("b", "2026-02-01", "a");
        var counted = village.card(END).indicator("S08").counted();

        assertThat(village.ratio("S08", END)).isEqualTo("1/2");
        assertThat(counted).hasSize(8);
        assertThat(counted.stream().filter(step -> step.probableDuplicate() != null))
                .hasSize(4);
    }
}
