package kepu.volunteers.talent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.volunteers.TalentEvent.Skill;
import kepu.contracts.volunteers.TalentEvent.TalentChanged;
import kepu.contracts.volunteers.TalentEvent.TalentRegistered;
import kepu.contracts.volunteers.TalentEvent.TalentRemoved;
import kepu.defaults.Rejection;
import kepu.volunteers.talent.Talent.Content;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TalentTest {
    private static final Instant MARCH = Instant.parse("2025-03-05T02:00:00Z");
    private static final Instant APRIL = Instant.parse("2025-04-05T02:00:00Z");
    private static final Instant MAY = Instant.parse("2025-05-05T02:00:00Z");
    private static final Content GROWER = new Content(Set.of(Skill.CROPS), "果农", false);
    private static final Content TRADER = new Content(Set.of(Skill.E_COMMERCE, Skill.CROPS), "合作社负责人", true);

    private final Talent talent = new Talent("990101201201:p-lin", "990101201201", "p-lin");

    @Test
    void a_person_is_registered_and_the_profession_in_words_is_not_told() {
        assertThat(talent.register(GROWER, MARCH).events())
                .containsExactly(new TalentRegistered("p-lin", Set.of(Skill.CROPS), false));
        assertThat(talent.content().profession()).isEqualTo("果农");
    }

    @Test
    void nobody_is_registered_twice_and_who_was_removed_may_be_registered_again() {
        talent.register(GROWER, MARCH);

        refused("talent-registered", () -> talent.register(TRADER, APRIL));
        assertThat(talent.remove("迁居外地", APRIL).events()).containsExactly(new TalentRemoved("p-lin", "迁居外地"));
        refused("wrong-order", () -> talent.register(TRADER, APRIL.minusMillis(1)));
        assertThat(talent.register(TRADER, APRIL).events())
                .containsExactly(new TalentRegistered("p-lin", Set.of(Skill.CROPS, Skill.E_COMMERCE), true));
        assertThat(talent.removedAt()).isNull();
    }

    @Test
    void a_change_states_everything_anew_and_not_for_a_time_before_the_last_one() {
        talent.register(GROWER, MARCH);

        refused("wrong-order", () -> talent.change(TRADER, MARCH.minusMillis(1)));
        assertThat(talent.change(TRADER, APRIL).events())
                .containsExactly(new TalentChanged("p-lin", Set.of(Skill.CROPS, Skill.E_COMMERCE), true));
        refused("wrong-order", () -> talent.change(GROWER, APRIL.minusMillis(1)));
        refused("wrong-order", () -> talent.remove("迁居外地", APRIL.minusMillis(1)));
        assertThat(talent.change(GROWER, APRIL).events()).hasSize(1);
    }

    @Test
    void who_is_not_in_the_register_is_neither_changed_nor_removed() {
        refused("talent-removed", () -> talent.change(GROWER, MARCH));
        talent.register(GROWER, MARCH);
        talent.remove("迁居外地", APRIL);
        refused("talent-removed", () -> talent.change(GROWER, MAY));
        refused("talent-removed", () -> talent.remove("迁居外地", MAY));
    }

    private static void refused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
