package kepu.assessment.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCancelled;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCommitted;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawRevealed;
import kepu.defaults.Rejection;
import kepu.defaults.store.DomainEvents;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final Instant MONDAY = Instant.parse("2025-05-12T01:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2025-05-13T01:00:00Z");
    private static final String SEED = "00112233445566778899aabbccddeeff".repeat(2);
    private static final Set<String> VILLAGES =
            IntStream.range(201, 217).mapToObj(number -> "990101201" + number).collect(Collectors.toSet());
    private final Draw draw =
            new Draw("d1", "990101201", "p1", 2, 2025, 3, VILLAGES, Set.of("990101201217"), SEED, MONDAY);

    @Test
    void what_is_published_before_says_nothing_of_the_seed_and_who_is_drawn() {
        InspectionDrawCommitted committed = new InspectionDrawCommitted(
                "d1", "p1", 2, new Lottery(VILLAGES, 3).commitment(SEED), 3, VILLAGES, Set.of("990101201217"));
        assertThat(draw.commit()).isEqualTo(new DomainEvents(MONDAY, List.of(committed), null));
        assertThat(draw.view().seed()).isNull();
        assertThat(draw.view().drawn()).isEmpty();
    }

    @Test
    void the_seed_draws_as_many_candidates_as_were_committed_to() {
        DomainEvents raised = draw.reveal(TUESDAY);
        Set<String> drawn = new Lottery(VILLAGES, 3).drawn(SEED);
        assertThat(raised)
                .isEqualTo(new DomainEvents(TUESDAY, List.of(new InspectionDrawRevealed("d1", SEED, drawn)), null));
        assertThat(drawn).hasSize(3).isSubsetOf(VILLAGES);
        assertThat(draw.view().seed()).isEqualTo(SEED);
        assertThat(draw.holding()).isEqualTo(drawn);
        assertThat(VILLAGES).allMatch(unit -> draw.drew(unit, "p1", 2) == drawn.contains(unit));
        assertThat(draw.drew(drawn.iterator().next(), "p1", 1)).isFalse();
    }

    @Test
    void whoever_inspected_before_it_was_revealed_did_not_do_so_because_it_drew() {
        refused("not-drawn", () -> draw.requireDrawn(first(VILLAGES), "p1", 2, TUESDAY));
        draw.reveal(TUESDAY);
        String drawn = first(draw.view().drawn());

        refused("inspected-before-draw", () -> draw.requireDrawn(drawn, "p1", 2, TUESDAY.minusMillis(1)));
        assertThatCode(() -> draw.requireDrawn(drawn, "p1", 2, TUESDAY)).doesNotThrowAnyException();
        refused("not-drawn", () -> draw.requireDrawn(drawn, "p1", 1, TUESDAY));
        refused("not-drawn", () -> draw.requireDrawn(notDrawn(new Lottery(VILLAGES, 3)), "p1", 2, TUESDAY));
    }

    @Test
    void a_cancelled_draw_drew_nobody() {
        draw.cancel("汛期", TUESDAY);
        assertThat(VILLAGES).allSatisfy(unit -> refused("not-drawn", () -> draw.requireDrawn(unit, "p1", 2, TUESDAY)));
    }

    @Test
    void a_cancelled_draw_tells_its_seed_and_holds_no_place() {
        assertThat(draw.cancel("汛期", TUESDAY))
                .isEqualTo(new DomainEvents(TUESDAY, List.of(new InspectionDrawCancelled("d1", SEED, "汛期")), null));
        assertThat(draw.holding()).isEmpty();
        refused("draw-is-over", () -> draw.reveal(TUESDAY));
        refused("draw-is-over", () -> draw.cancel("汛期", TUESDAY));
    }

    @Test
    void nobody_draws_again_until_they_like_it() {
        draw.reveal(TUESDAY);
        refused("draw-is-over", () -> draw.reveal(TUESDAY));
        refused("draw-is-over", () -> draw.cancel("抽得不好", TUESDAY));
    }

    @Test
    void another_seed_another_candidate_or_another_number_is_another_commitment_and_another_draw() {
        Lottery lottery = new Lottery(VILLAGES, 3);
        Lottery withoutOneThatIsNotDrawn = new Lottery(
                VILLAGES.stream()
                        .filter(unit -> !unit.equals(notDrawn(lottery)))
                        .collect(Collectors.toSet()),
                3);
        String otherSeed = "f" + SEED.substring(1);

        assertThat(lottery.commitment(otherSeed)).isNotEqualTo(lottery.commitment(SEED));
        assertThat(lottery.drawn(otherSeed)).isNotEqualTo(lottery.drawn(SEED));
        assertThat(withoutOneThatIsNotDrawn.commitment(SEED)).isNotEqualTo(lottery.commitment(SEED));
        assertThat(withoutOneThatIsNotDrawn.drawn(SEED)).isNotEqualTo(lottery.drawn(SEED));
        assertThat(new Lottery(VILLAGES, 4).commitment(SEED)).isNotEqualTo(lottery.commitment(SEED));
        assertThat(new Lottery(VILLAGES, 4).drawn(SEED)).hasSize(4);
    }

    /** As the page in infra/checks/draw says, worked out with sha256sum. */
    @Test
    void the_lot_is_the_one_that_sha256sum_gives() {
        Lottery lottery = new Lottery(Set.of("510182101203", "510182101201", "510182101202"), 1);
        assertThat(lottery.commitment(SEED))
                .isEqualTo("f60efbceb7addfb178669de1dad84787773e0688c9a17d48c7405c93868e270e");
        assertThat(lottery.drawn(SEED)).containsExactly("510182101203");
    }

    private static String first(Set<String> units) {
        return units.iterator().next();
    }

    private static String notDrawn(Lottery lottery) {
        return VILLAGES.stream()
                .filter(unit -> !lottery.drawn(SEED).contains(unit))
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private static void refused(String code, Runnable command) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        Rejection.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
