package kepu.campaigns.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import kepu.contracts.campaigns.ChainEvent.ChainStepCorrected;
import kepu.contracts.campaigns.ChainEvent.ChainStepTaken;
import kepu.contracts.campaigns.ChainEvent.ChainStepWithdrawn;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Instant MAY = Instant.parse("2026-05-20T01:30:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-20T01:30:00Z");

    private final Chain chain = new Chain("c1", "990101201201", MAY);

    @Test
    void a_step_tells_what_was_done_and_the_chain_says_which_are_missing() {
        var told = chain.take(step(Step.LECTURE, null, MAY));

        assertThat(told.occurredAt()).isEqualTo(MAY);
        assertThat(told.events()).containsExactly(new ChainStepTaken("c1", Step.LECTURE, "修剪果树", null, "a1"));
        assertThat(chain.state()).isEqualTo(ChainState.OPEN);
        assertThat(chain.missing()).containsExactly(Step.MATERIAL, Step.FAMILY, Step.COMMUNITY);
    }

    @Test
    void with_all_four_it_is_complete_in_whatever_order_they_are_recorded() {
        chain.take(step(Step.COMMUNITY, null, JUNE));
        chain.take(step(Step.FAMILY, "H-017", MAY));
        chain.take(step(Step.LECTURE, null, MAY));
        assertThat(chain.state()).isEqualTo(ChainState.OPEN);
        chain.take(step(Step.MATERIAL, null, MAY));

        assertThat(chain.state()).isEqualTo(ChainState.COMPLETE);
        assertThat(chain.missing()).isEmpty();
        assertThat(chain.steps()).extracting(StepTaken::step).containsExactly(Step.values());
        assertThat(chain.lastStepAt()).isEqualTo(JUNE);
    }

    @Test
    void a_withdrawn_step_opens_a_complete_chain_again_until_it_is_taken_anew() {
        complete();
        Instant later = JUNE.plusSeconds(60);

        var told = chain.withdraw(Step.FAMILY, "未入户", later);

        assertThat(told.occurredAt()).isEqualTo(later);
        assertThat(told.events()).containsExactly(new ChainStepWithdrawn("c1", Step.FAMILY, "未入户", MAY));
        assertThat(chain.state()).isEqualTo(ChainState.OPEN);
        assertThat(chain.missing()).containsExactly(Step.FAMILY);
        refuses("chain-step-missing", () -> chain.withdraw(Step.FAMILY, "再次", later));
        refuses("chain-step-missing", () -> chain.correct(step(Step.FAMILY, "H-017", MAY)));

        chain.take(step(Step.FAMILY, "H-018", JUNE));
        assertThat(chain.state()).isEqualTo(ChainState.COMPLETE);
    }

    @Test
    void a_correction_states_the_step_anew_and_moves_the_chain() {
        complete();

        var told = chain.correct(step(Step.FAMILY, "H-018", JUNE));

        assertThat(told.events())
                .containsExactly(new ChainStepCorrected("c1", Step.FAMILY, "修剪果树", "H-018", "a1", MAY));
        assertThat(chain.lastStepAt()).isEqualTo(JUNE);
        assertThat(chain.state()).isEqualTo(ChainState.COMPLETE);
        chain.correct(step(Step.FAMILY, "H-018", MAY));
        assertThat(chain.lastStepAt()).isEqualTo(MAY);
    }

    @Test
    void a_chain_has_each_step_once() {
        chain.take(step(Step.LECTURE, null, MAY));
        refuses("chain-step-taken", () -> chain.take(step(Step.LECTURE, null, JUNE)));
    }

    @Test
    void a_chain_of_which_every_step_is_withdrawn_is_none_until_one_is_taken() {
        chain.take(step(Step.LECTURE, null, MAY));
        chain.withdraw(Step.LECTURE, "误录", JUNE);
        assertThat(chain.state()).isEqualTo(ChainState.WITHDRAWN);
        chain.take(step(Step.MATERIAL, null, MAY));
        assertThat(chain.state()).isEqualTo(ChainState.OPEN);
    }

    @Test
    void the_family_is_a_number_and_no_other_step_has_one() {
        refuses("chain-household", () -> step(Step.FAMILY, null, MAY));
        refuses("chain-household", () -> step(Step.COMMUNITY, "H-017", MAY));
    }

    private void complete() {
        for (Step step : Step.values()) {
            chain.take(step(step, step == Step.FAMILY ? "H-017" : null, MAY));
        }
    }

    private static StepTaken step(Step step, @Nullable String household, Instant at) {
        return new StepTaken(step, "修剪果树", household, "a1", at, "clerk-1");
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
