package kepu.contracts.assessment;

import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;

/**
 * Draws (随机抽查) of the units to be inspected. What a draw will give is fixed by its commitment and told by its seed; anyone can
 * recompute it. Source: R31.
 *
 * <p>With {@code list} the SHA-256 of the number and the candidates in order, joined by line feeds, the commitment is the SHA-256
 * of seed, line feed and {@code list}. The ticket of a candidate is the SHA-256 of seed, line feed, {@code list}, line feed and its
 * code; the lowest tickets are drawn. Every hash is written as lower-case hexadecimal digits.
 */
@Family(topic = "kepu.assessment.inspection-draw")
public sealed interface InspectionDrawEvent extends DomainEvent {
    String drawId();

    /**
     * Nobody can change the draw any more, and nobody knows yet what it gives.
     *
     * @param number how many are drawn
     * @param atCap units that were left out because they may not be inspected again this year
     */
    @WireType("kepu.assessment.inspection-draw-committed.v1")
    @Fact("draw")
    record InspectionDrawCommitted(
            String drawId,
            String planId,
            int entryNumber,
            String commitment,
            int number,
            Set<String> candidates,
            Set<String> atCap)
            implements InspectionDrawEvent {
        public InspectionDrawCommitted {
            candidates = Sorted.copyOf(candidates);
            atCap = Sorted.copyOf(atCap);
        }
    }

    /** The seed, and the units that it draws. */
    @WireType("kepu.assessment.inspection-draw-revealed.v1")
    @Fact("outcome")
    record InspectionDrawRevealed(String drawId, String seed, Set<String> drawn) implements InspectionDrawEvent {
        public InspectionDrawRevealed {
            drawn = Sorted.copyOf(drawn);
        }
    }

    /** Nobody is inspected by it; the seed is told, so that everybody sees whom it would have drawn. */
    @WireType("kepu.assessment.inspection-draw-cancelled.v1")
    @Fact("outcome")
    record InspectionDrawCancelled(String drawId, String seed, String reason) implements InspectionDrawEvent {}
}
