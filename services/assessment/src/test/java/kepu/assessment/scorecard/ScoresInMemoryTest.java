package kepu.assessment.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.RunningScore;
import kepu.assessment.scoring.evidence.Facts;
import kepu.contracts.Envelope;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

class ScoresInMemoryTest {
    private static final VillageYear ONE = new VillageYear("990101201101", 2025);
    private static final VillageYear OTHER = new VillageYear("990101201102", 2025);

    private final List<VillageYear> readFromStore = new ArrayList<>();
    private final ScoresInMemory memory = new ScoresInMemory(200, one -> {
        readFromStore.add(one);
        return new RunningScore(one.unitId(), one.year(), Facts.unexplained(one.unitId(), ZoneId.of("UTC"), List.of()));
    });

    @Test
    void a_score_stays_with_its_facts_as_long_as_nobody_else_settles_its_card() {
        memory.take(ONE, card(ONE, 3, null), facts(ONE, 2));
        memory.putBack(ONE, 4, null);
        assertThat(memory.take(ONE, card(ONE, 4, null), facts(ONE, 1)).facts().size())
                .isEqualTo(3);
        memory.putBack(ONE, 4, 1L);
        assertThat(memory.take(ONE, card(ONE, 4, 1L), List.of()).facts().size()).isEqualTo(3);
        assertThat(readFromStore).containsExactly(ONE);
    }

    @Test
    void a_score_whose_card_somebody_else_has_written_or_fenced_is_read_again() {
        for (StoredCard changed : List.of(card(ONE, 5, null), card(ONE, 4, 1L))) {
            memory.take(ONE, card(ONE, 4, null), facts(ONE, 2));
            memory.putBack(ONE, 4, null);
            readFromStore.clear();
            memory.take(ONE, changed, List.of());
            assertThat(readFromStore).containsExactly(ONE);
            memory.forgetTaken();
        }
    }

    @Test
    void a_score_that_was_taken_and_not_put_back_is_read_again() {
        memory.take(ONE, card(ONE, 4, null), facts(ONE, 2));
        memory.putBack(ONE, 4, null);
        memory.take(ONE, card(ONE, 4, null), facts(ONE, 1));
        memory.forgetTaken();
        memory.putBack(ONE, 5, null);

        memory.take(ONE, card(ONE, 5, null), List.of());

        assertThat(readFromStore).hasSize(2);
    }

    @Test
    void who_is_not_in_play_is_not_kept() {
        memory.take(ONE, card(ONE, 4, null), List.of());
        memory.putBack(ONE, 4, null);
        memory.take(ONE, card(ONE, 4, null), List.of());
        assertThat(readFromStore).hasSize(2);
    }

    @Test
    void the_score_that_was_not_used_for_longest_goes_first_and_one_too_large_does_not_stay() {
        play(ONE, 60); // and what a score takes without facts
        play(OTHER, 100);
        readFromStore.clear();
        memory.take(OTHER, card(OTHER, 1, null), List.of());
        memory.take(ONE, card(ONE, 1, null), List.of());
        assertThat(readFromStore).containsExactly(ONE);
        memory.forgetTaken();

        play(ONE, 300);
        readFromStore.clear();
        memory.take(ONE, card(ONE, 1, null), List.of());
        assertThat(readFromStore).containsExactly(ONE);
    }

    private void play(VillageYear one, int facts) {
        memory.take(one, card(one, 1, null), facts(one, facts));
        memory.putBack(one, 1, null);
    }

    private static StoredCard card(VillageYear one, long version, @Nullable Long fence) {
        StoredCard card = new StoredCard(StoredCard.id(one), one.unitId(), one.year());
        ReflectionTestUtils.setField(card, "version", version);
        ReflectionTestUtils.setField(card, "fence", fence);
        return card;
    }

    private static List<Envelope<?>> facts(VillageYear one, int number) {
        Instant at = LocalDate.of(2025, 5, 6).atStartOfDay(ZoneId.of("UTC")).toInstant();
        return IntStream.range(0, number)
                .<Envelope<?>>mapToObj(i -> new Envelope<>(
                        UUID.randomUUID(),
                        "u",
                        at,
                        at,
                        1,
                        1,
                        one.unitId(),
                        "clerk-1",
                        "correlation",
                        null,
                        null,
                        new BoardUpdated("b", "u", "科普挂图")))
                .toList();
    }
}
