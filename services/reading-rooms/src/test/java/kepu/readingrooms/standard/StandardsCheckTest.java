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
    private static final String VILLAGE = "990101201201";
    private static final Instant ON = Instant.parse("2026-03-02T02:00:00Z");

    @Test
    void a_check_tells_what_is_met_and_what_is_not_and_a_correction_all_of_it() {
        StandardsCheck check = check(Set.of(Item.SIGNBOARD, Item.KEEPER), Set.of(Item.FIRE_SAFETY));
        assertThat(check.record().events())
                .containsExactly(new StandardsChecked(
                        "s1", "r1", Set.of(Item.SIGNBOARD, Item.KEEPER), Set.of(Item.FIRE_SAFETY)));
        StandardsCheck.Content better = content(Set.of(Item.FIRE_SAFETY), Set.of());

        assertThat(check.correct(better, ON, "clerk", true).events())
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

    @Test
    void what_was_found_from_above_is_corrected_and_withdrawn_from_above_only() {
        StandardsCheck.Content better = content(Set.of(Item.FIRE_SAFETY), Set.of());
        StandardsCheck found =
                new StandardsCheck("s1", VILLAGE, content(Set.of(), Set.of(Item.FIRE_SAFETY)), ON, "inspector", true);
        refuses("right-missing", () -> found.correct(better, ON, "keeper", false));
        refuses("right-missing", () -> found.withdraw("误录", ON, "keeper", false));
        assertThat(found.correct(better, ON, "other-inspector", true).events()).hasSize(1);
        assertThat(found.withdraw("误录", ON, "other-inspector", true).events()).hasSize(1);
    }

    @Test
    void a_room_amends_its_own_check_until_somebody_from_above_has_corrected_it() {
        StandardsCheck.Content better = content(Set.of(Item.FIRE_SAFETY), Set.of());
        StandardsCheck own = check(Set.of(), Set.of(Item.FIRE_SAFETY));
        assertThat(own.correct(better, ON, "keeper", false).events()).hasSize(1);
        assertThat(own.correct(content(Set.of(), Set.of(Item.FIRE_SAFETY)), ON, "inspector", true)
                        .events())
                .hasSize(1);
        refuses("right-missing", () -> own.correct(better, ON, "keeper", false));
        refuses("right-missing", () -> own.withdraw("误录", ON, "keeper", false));
    }

    private static StandardsCheck check(Set<Item> met, Set<Item> unmet) {
        return new StandardsCheck("s1", VILLAGE, content(met, unmet), ON, "keeper", false);
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
