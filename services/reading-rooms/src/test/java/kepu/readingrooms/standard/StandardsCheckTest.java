package kepu.readingrooms.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.readingrooms.StandardsCheckEvent.Item;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsCheckCorrected;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsChecked;
import kepu.defaults.Rejection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class StandardsCheckTest {
    private static final Instant ON = Instant.parse("2026-03-02T02:00:00Z");

    @Test
    void a_check_tells_what_is_met_and_what_is_not_and_a_correction_all_of_it() {
        StandardsCheck check = check(Set.of(Item.SIGNBOARD, Item.KEEPER), Set.of(Item.FIRE_SAFETY));
        assertThat(check.record().events())
                .containsExactly(new StandardsChecked(
                        "s1", "r1", Set.of(Item.SIGNBOARD, Item.KEEPER), Set.of(Item.FIRE_SAFETY)));
        StandardsCheck.Content better = content(Set.of(Item.FIRE_SAFETY), Set.of());

        assertThat(check.correct(better, ON, "clerk").events())
                .containsExactly(new StandardsCheckCorrected("s1", "r1", Set.of(Item.FIRE_SAFETY), Set.of(), ON));
    }

    @Test
    void one_item_is_looked_at_at_least_and_each_comes_out_one_way() {
        assertThat(check(Set.of(), Set.of(Item.KEEPER)).record().events()).hasSize(1);
        refuses("nothing-checked", () -> check(Set.of(), Set.of()).record());
        refuses(
                "met-and-unmet",
                () -> check(Set.of(Item.KEEPER), Set.of(Item.KEEPER)).record());
    }

    private static StandardsCheck check(Set<Item> met, Set<Item> unmet) {
        return new StandardsCheck("s1", "990101201201", content(met, unmet), ON, "keeper");
    }

    private static StandardsCheck.Content content(Set<Item> met, Set<Item> unmet) {
        return new StandardsCheck.Content("r1", met, unmet, "");
    }

    private static void refuses(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
