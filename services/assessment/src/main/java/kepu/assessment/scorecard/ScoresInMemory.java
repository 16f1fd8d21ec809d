package kepu.assessment.scorecard;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import kepu.assessment.scorecard.ScorecardCalculator.VillageYear;
import kepu.assessment.scoring.card.RunningScore;
import kepu.contracts.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * The scores of the units in play with their decoded facts, so that one more fact does not read all others again.
 *
 * <p>Whoever stores facts of a unit writes its card, or its fence, afterwards. So a score knows all facts of whoever has done
 * so as long as its card still has the version and the fence that it had when the score was put back. The number of facts is
 * bounded; the score that was not used for longest goes first.
 *
 * <p>Not for use by several threads at once.
 */
final class ScoresInMemory {
    /** What a score takes even without facts, counted in facts. */
    private static final int OVERHEAD = 50;

    /** Roughly what a decoded fact takes of the heap. */
    private static final int BYTES_A_FACT = 1024;

    private static final int SHARE_OF_HEAP = 4;

    private final long mostFacts;
    private final Function<VillageYear, RunningScore> reader;
    private final LinkedHashMap<VillageYear, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<VillageYear, RunningScore> taken = new HashMap<>();
    private long facts;

    /**
     * @param mostFacts 0: as many as take about a quarter of the heap
     * @param reader reads the facts of a score from the store
     */
    ScoresInMemory(int mostFacts, Function<VillageYear, RunningScore> reader) {
        this.mostFacts = mostFacts == 0 ? Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_A_FACT : mostFacts;
        this.reader = reader;
    }

    private record Entry(
            RunningScore score,
            int weight,
            long version,
            @Nullable Long fence) {
        boolean isOf(StoredCard card) {
            return version == card.version() && Objects.equals(fence, card.fence());
        }
    }

    /**
     * Takes a score out, with facts that were stored since. It comes back by {@link #putBack} or not at all.
     *
     * @param card read before the facts were asked for
     */
    RunningScore take(VillageYear one, @Nullable StoredCard card, List<Envelope<?>> added) {
        Entry entry = remove(one);
        boolean isComplete = entry != null && card != null && entry.isOf(card);
        RunningScore score = entry != null && isComplete ? entry.score() : reader.apply(one);
        added.forEach(score.facts()::add);
        if (isComplete || !added.isEmpty()) { // who is touched only through a county or by a new day is not in play
            taken.put(one, score);
        }
        return score;
    }

    /** The card was written, or found unchanged and fenced, and has this version and fence since. */
    void putBack(VillageYear one, long version, @Nullable Long fence) {
        RunningScore score = taken.remove(one);
        if (score == null) {
            return;
        }
        int weight = score.facts().size() + OVERHEAD;
        if (weight <= mostFacts) {
            entries.put(one, new Entry(score, weight, version, fence));
            facts += weight;
        }
        Iterator<Entry> eldest = entries.values().iterator();
        while (facts > mostFacts) {
            facts -= eldest.next().weight();
            eldest.remove();
        }
    }

    /** Forgets what was taken and not put back. */
    void forgetTaken() {
        taken.clear();
    }

    void forget(VillageYear one) {
        remove(one);
    }

    private @Nullable Entry remove(VillageYear one) {
        Entry entry = entries.remove(one);
        if (entry != null) {
            facts -= entry.weight();
        }
        return entry;
    }
}
