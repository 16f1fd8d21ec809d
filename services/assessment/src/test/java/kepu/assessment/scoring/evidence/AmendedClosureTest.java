package kepu.assessment.scoring.evidence;

import static kepu.assessment.scoring.RandomVillage.canonicalCard;
import static kepu.assessment.scoring.RandomVillage.factsWithout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kepu.assessment.scoring.RandomVillage;
import kepu.assessment.scoring.Village;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import org.junit.jupiter.api.Test;

/** A closure that was stated wrongly and put right is as if the right one had been stated at first. */
class AmendedClosureTest {
    private static final int VILLAGES = 150;

    private final Map<Long, List<Envelope<?>>> lives = new HashMap<>();

    @Test
    void of_several_versions_the_newest_holds_and_not_the_earliest_date() {
        Village later = Village.old().closed("2026-03-01").closureCorrected("2026-07-01", "2026-03-01");
        assertThat(later.card("2026-04-01").ownDays()).isEqualTo(365);
        assertThat(later.card("2026-12-31").ownDays()).isEqualTo(181);

        Village earlier = Village.old().closed("2026-07-01").closureCorrected("2026-03-01", "2026-07-01");
        assertThat(earlier.card("2026-12-31").ownDays()).isEqualTo(59);

        Village restored = Village.old().closed("2026-07-01").closureCorrected("2026-08-01", "2026-07-01");
        restored.restored().closureCorrected("2026-03-01", "2026-07-01");
        assertThat(restored.card("2026-12-31").ownDays()).isEqualTo(59);
    }

    @Test
    void a_closure_that_was_withdrawn_never_was_also_before_the_day_of_its_withdrawal() {
        Village village = Village.old().closed("2026-03-01").closureWithdrawn("2026-09-01", "2026-03-01");
        assertThat(village.card("2026-06-01").ownDays()).isEqualTo(365);
        assertThat(village.hasCard(2027, "2027-12-31")).isTrue();

        village.closed("2026-10-01");
        assertThat(village.card("2026-09-30").ownDays()).isEqualTo(365);
        assertThat(village.card("2026-12-31").ownDays()).isEqualTo(273);
        assertThat(village.hasCard(2027, "2027-12-31")).isFalse();
    }

    @Test
    void who_did_not_know_the_correction_yet_sees_what_was_known() {
        Village village = Village.old().closed("2026-03-01");
        village.recordedAt("2026-08-01").closureCorrected("2026-07-01", "2026-03-01");
        assertThat(village.cardKnownBy("2026-12-31", "2026-07-31").ownDays()).isEqualTo(59);
        assertThat(village.cardKnownBy("2026-12-31", "2026-08-01").ownDays()).isEqualTo(181);
    }

    @Test
    void the_card_is_the_same_to_the_byte_in_whatever_order_and_however_often_the_versions_come() {
        int cards = 0;
        for (long seed = 1; seed <= VILLAGES; seed++) {
            Random random = new Random(seed);
            String right = day(random);
            String wrong = day(random);
            String stillWrong = day(random);
            List<Envelope<?>> open = open(seed, village -> {});
            List<Envelope<?>> closed = open(seed, village -> village.closed(right));
            List<List<Envelope<?>>> putRight = List.of(
                    open(seed, village -> village.closed(wrong).closureCorrected(right, wrong)),
                    open(
                            seed,
                            village -> village.closed(wrong)
                                    .closureCorrected(stillWrong, wrong)
                                    .closureCorrected(right, stillWrong)),
                    open(
                            seed,
                            village -> village.closed(wrong)
                                    .closureWithdrawn(stillWrong, wrong)
                                    .closed(right)));
            List<List<Envelope<?>>> takenBack = List.of(
                    open(seed, village -> village.closed(wrong).closureWithdrawn(stillWrong, wrong)),
                    open(
                            seed,
                            village -> village.closed(wrong)
                                    .closureCorrected(right, wrong)
                                    .closureWithdrawn(stillWrong, right)));
            for (LocalDate asOf : days(right, wrong, stillWrong)) {
                var closedThen = canonicalCard(asOf, closed);
                var openThen = canonicalCard(asOf, open);
                for (List<Envelope<?>> history : putRight) {
                    assertThat(canonicalCard(asOf, shuffledWithDuplicates(history, random)))
                            .as("seed %d as of %s: closed on %s, told as %s first", seed, asOf, right, wrong)
                            .isEqualTo(closedThen);
                }
                for (List<Envelope<?>> history : takenBack) {
                    assertThat(canonicalCard(asOf, shuffledWithDuplicates(history, random)))
                            .as("seed %d as of %s: not closed, told as %s first", seed, asOf, wrong)
                            .isEqualTo(openThen);
                }
                cards += closedThen.isPresent() ? 1 : 0;
            }
        }
        assertThat(cards).as("histories with a card").isGreaterThan(VILLAGES);
    }

    /** The same random life each time, of which only the end is told differently. */
    private List<Envelope<?>> open(long seed, Consumer<Village> end) {
        List<Envelope<?>> life =
                new ArrayList<>(lives.computeIfAbsent(seed, _ -> factsWithout(UnitClosed.class, seed)));
        Village last = Village.of(RandomVillage.UNIT);
        last.restored(); // newer than all of the life, as the end of a unit mostly is
        end.accept(last);
        life.addAll(last.facts());
        return life;
    }

    private static Stream<LocalDate> around(String day) {
        LocalDate date = LocalDate.parse(day);
        return Stream.of(date.minusDays(1), date, date.plusDays(1));
    }

    private static List<LocalDate> days(String... stated) {
        return Stream.concat(
                        Stream.of(stated).flatMap(AmendedClosureTest::around),
                        Stream.of(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 2, 1)))
                .distinct()
                .toList();
    }

    private static String day(Random random) {
        return LocalDate.of(2025, 11, 1).plusDays(random.nextInt(480)).toString();
    }

    private static List<Envelope<?>> shuffledWithDuplicates(List<Envelope<?>> facts, Random random) {
        List<Envelope<?>> shuffled = new ArrayList<>(facts);
        facts.stream().filter(_ -> random.nextInt(10) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
