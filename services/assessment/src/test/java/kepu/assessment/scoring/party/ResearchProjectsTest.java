package kepu.assessment.scoring.party;

import static kepu.contracts.campaigns.ResearchEvent.Stage.ADOPTION;
import static kepu.contracts.campaigns.ResearchEvent.Stage.FIELD_WORK;
import static kepu.contracts.campaigns.ResearchEvent.Stage.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import kepu.assessment.scoring.Village;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import org.junit.jupiter.api.Test;

class ResearchProjectsTest {
    private static final String END = "2026-12-31";

    private final Village village = Village.old().research("r", "2026-02-01").reached("r", FIELD_WORK, "2026-03-01");

    @Test
    void the_report_completes_a_research_and_a_measure_adopts_it() {
        assertThat(village.ratio("P13", END)).isEqualTo("0/1");
        village.reached("r", REPORT, "2026-06-01");
        assertThat(village.ratio("P13", "2026-05-31")).isEqualTo("0/1");
        assertThat(village.ratio("P13", END)).isEqualTo("2/3");
        village.reached("r", ADOPTION, "2026-12-31T23:59");
        assertThat(village.ratio("P13", "2026-12-30")).isEqualTo("2/3");
        assertThat(village.ratio("P13", END)).isEqualTo("1/1");
        assertThat(village.card(END).indicator("P13").counted()).hasSize(2);
    }

    @Test
    void each_belongs_to_its_own_year() {
        village.reached("r", REPORT, "2026-12-31T23:59").reached("r", ADOPTION, "2027-01-01T00:00");
        assertThat(village.card(2026, "2027-06-30").indicator("P13").ratio()).isEqualTo("2/3");
        assertThat(village.ratio("P13", "2027-06-30")).isEqualTo("1/3");
    }

    @Test
    void a_stage_that_is_taken_back_does_not_count_until_it_is_reached_again() {
        village.reached("r", REPORT, "2026-06-01").takenBack("r", REPORT, "2026-07-01");
        assertThat(village.ratio("P13", END)).isEqualTo("0/1");
        assertThat(village.reasons("P13", END)).containsExactly(Reason.WITHDRAWN);
        assertThat(village.reached("r", REPORT, "2026-08-01").ratio("P13", END)).isEqualTo("2/3");
    }

    @Test
    void nothing_of_a_withdrawn_research_counts_and_a_second_one_adds_nothing() {
        village.reached("r", REPORT, "2026-06-01").reached("r", ADOPTION, "2026-07-01");
        village.research("s", "2026-02-01")
                .reached("s", FIELD_WORK, "2026-02-02")
                .reached("s", REPORT, "2026-02-03");
        assertThat(village.ratio("P13", END)).isEqualTo("1/1");
        village.researchWithdrawn("r", "2026-08-01");
        assertThat(village.ratio("P13", END)).isEqualTo("2/3");
        assertThat(village.reasons("P13", END)).contains(Reason.WITHDRAWN);
        assertThat(village.researchWithdrawn("s", "2026-08-01").ratio("P13", END))
                .isEqualTo("0/1");
    }

    @Test
    void it_is_not_pro_rata() {
        Village young = Village.of("530102001002")
                .established("2026-07-01")
                .research("r", "2026-07-02")
                .reached("r", REPORT, "2026-06-30");
        assertThat(young.ratio("P13", END)).isEqualTo("0/1");
        assertThat(young.reached("r", REPORT, "2026-07-02").ratio("P13", END)).isEqualTo("2/3");
    }
}
