package kepu.campaigns.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.campaigns.research.Research.Content;
import kepu.campaigns.research.Research.State;
import kepu.contracts.campaigns.ResearchEvent.ResearchCorrected;
import kepu.contracts.campaigns.ResearchEvent.ResearchProposed;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageReached;
import kepu.contracts.campaigns.ResearchEvent.ResearchStageWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.ResearchWithdrawn;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.contracts.campaigns.ResearchEvent.Theme;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResearchTest {
    private static final Instant MARCH = Instant.parse("2026-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-05T02:00:00Z");
    private static final Content WATER = new Content(Theme.ENVIRONMENT, "溪水水质");

    private final Research research = new Research("r1", "990101201201", WATER, MARCH, "clerk-1");

    @Test
    void a_proposal_is_followed_by_field_work_report_and_adoption() {
        assertThat(research.record().events()).containsExactly(new ResearchProposed("r1", Theme.ENVIRONMENT, "溪水水质"));
        var told = research.reach(Stage.FIELD_WORK, "上溪组", APRIL, "clerk-1");
        assertThat(told.occurredAt()).isEqualTo(APRIL);
        assertThat(told.events()).containsExactly(new ResearchStageReached("r1", Stage.FIELD_WORK, "上溪组"));
        assertThat(research.state()).isEqualTo(State.FIELD_WORK);
        research.reach(Stage.REPORT, "水质报告", MAY, "clerk-1");
        assertThat(research.state()).isEqualTo(State.COMPLETED);
        research.reach(Stage.ADOPTION, "护溪公约", MAY, "clerk-1");
        assertThat(research.state()).isEqualTo(State.ADOPTED);
    }

    @Test
    void no_stage_is_left_out_or_reached_twice() {
        refuses("research-stage-out-of-turn", () -> research.reach(Stage.REPORT, "报告", APRIL, "clerk-1"));
        research.reach(Stage.FIELD_WORK, "上溪组", APRIL, "clerk-1");
        refuses("research-stage-out-of-turn", () -> research.reach(Stage.FIELD_WORK, "下溪组", MAY, "clerk-1"));
        refuses("research-stage-out-of-turn", () -> research.reach(Stage.ADOPTION, "公约", MAY, "clerk-1"));
        research.reach(Stage.REPORT, "报告", MAY, "clerk-1");
        research.reach(Stage.ADOPTION, "公约", MAY, "clerk-1");
        refuses("research-stage-out-of-turn", () -> research.reach(Stage.ADOPTION, "公约", MAY, "clerk-1"));
    }

    @Test
    void no_stage_is_before_the_one_before_it() {
        refuses(
                "research-stage-before-previous",
                () -> research.reach(Stage.FIELD_WORK, "上溪组", MARCH.minusMillis(1), "clerk-1"));
        research.reach(Stage.FIELD_WORK, "上溪组", MARCH, "clerk-1");
        research.reach(Stage.REPORT, "报告", MAY, "clerk-1");
        refuses(
                "research-stage-before-previous",
                () -> research.reach(Stage.ADOPTION, "公约", MAY.minusMillis(1), "clerk-1"));
        research.correct(WATER, MARCH, "clerk-2");
        refuses("research-stage-before-previous", () -> research.correct(WATER, MARCH.plusMillis(1), "clerk-2"));
    }

    @Test
    void the_last_stage_is_taken_back_and_reached_again() {
        refuses("research-without-stage", () -> research.takeBack("误录", MAY));
        research.reach(Stage.FIELD_WORK, "上溪组", APRIL, "clerk-1");
        research.reach(Stage.REPORT, "报告", APRIL, "clerk-1");

        assertThat(research.takeBack("未定稿", MAY).events())
                .containsExactly(new ResearchStageWithdrawn("r1", Stage.REPORT, "未定稿", APRIL));
        assertThat(research.state()).isEqualTo(State.FIELD_WORK);
        research.reach(Stage.REPORT, "定稿", MAY, "clerk-1");
        assertThat(research.state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void a_correction_leaves_its_stages_and_a_withdrawal_ends_it() {
        research.reach(Stage.FIELD_WORK, "上溪组", APRIL, "clerk-1");
        Content safety = new Content(Theme.SAFETY_AND_HEALTH, "用药安全");
        assertThat(research.correct(safety, MARCH, "clerk-2").events())
                .containsExactly(new ResearchCorrected("r1", Theme.SAFETY_AND_HEALTH, "用药安全", MARCH));
        assertThat(research.state()).isEqualTo(State.FIELD_WORK);

        assertThat(research.withdraw("误登", MAY, "clerk-1").events())
                .containsExactly(new ResearchWithdrawn("r1", "误登", MARCH));
        refuses("already-withdrawn", () -> research.reach(Stage.REPORT, "报告", MAY, "clerk-1"));
        refuses("already-withdrawn", () -> research.takeBack("误录", MAY));
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
