package kepu.assessment.inspection;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCancelled;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawCommitted;
import kepu.contracts.assessment.InspectionDrawEvent.InspectionDrawRevealed;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.defaults.store.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A draw of the units to be inspected (随机抽查): fixed when its commitment is published, told when its seed is revealed. It may be
 * cancelled in between, which reveals the seed as well.
 */
@Document("inspection-draws")
@Listed(
        period = "committedAt",
        state = DrawState.class,
        by = "planId",
        indexed = {"holding", "candidates"},
        sort = {"committedAt", "id"})
class Draw extends Aggregate {
    private final String planId;
    private final int entryNumber;
    private final int year;
    private final int number;
    private final Set<String> candidates;
    private final Set<String> atCap;
    private final Instant committedAt;

    @Secret
    private final String seed;

    /** Units of which it holds one place below their cap: every candidate, and afterwards those drawn. */
    private Set<String> holding;

    private String commitment = "";
    private DrawState state = DrawState.COMMITTED;
    private Set<String> drawn = Set.of();
    private @Nullable Instant endedAt;
    private @Nullable String reason;

    /** @param seed 256 random bits that nobody knows */
    Draw(
            String id,
            String unitId,
            String planId,
            int entryNumber,
            int year,
            int number,
            Set<String> candidates,
            Set<String> atCap,
            String seed,
            Instant committedAt) {
        super(id, unitId);
        this.planId = planId;
        this.entryNumber = entryNumber;
        this.year = year;
        this.number = number;
        this.candidates = new TreeSet<>(candidates);
        this.atCap = new TreeSet<>(atCap);
        this.seed = seed;
        this.holding = new TreeSet<>(candidates);
        this.committedAt = committedAt;
    }

    DomainEvents commit() {
        commitment = new Lottery(candidates, number).commitment(seed);
        return raise(
                committedAt,
                new InspectionDrawCommitted(id(), planId, entryNumber, commitment, number, candidates, atCap));
    }

    DomainEvents reveal(Instant at) {
        requireCommitted();
        drawn = new Lottery(candidates, number).drawn(seed);
        end(DrawState.REVEALED, drawn, at);
        return raise(at, new InspectionDrawRevealed(id(), seed, drawn));
    }

    DomainEvents cancel(String why, Instant at) {
        requireCommitted();
        reason = why;
        end(DrawState.CANCELLED, Set.of(), at);
        return raise(at, new InspectionDrawCancelled(id(), seed, why));
    }

    private void requireCommitted() {
        if (state != DrawState.COMMITTED) {
            throw InspectionRejection.drawIsOver();
        }
    }

    private void end(DrawState as, Set<String> stillHeld, Instant at) {
        state = as;
        holding = new TreeSet<>(stillHeld);
        endedAt = at;
    }

    /** Whether it chose the unit under that entry. */
    boolean drew(String unitId, String plan, int entry) {
        return drawn.contains(unitId) && planId.equals(plan) && entryNumber == entry;
    }

    /**
     * Whoever inspected before it was revealed had chosen the unit themselves.
     *
     * @param at when the inspection took place
     * @throws kepu.defaults.Rejection 422 {@code not-drawn}, {@code inspected-before-draw}
     */
    void requireDrawn(String unitId, String plan, int entry, Instant at) {
        Instant revealedAt = endedAt;
        if (revealedAt == null || !drew(unitId, plan, entry)) {
            throw InspectionRejection.notDrawn(unitId, id());
        }
        if (at.isBefore(revealedAt)) {
            throw InspectionRejection.beforeDraw(id(), revealedAt);
        }
    }

    Set<String> candidates() {
        return candidates;
    }

    Set<String> holding() {
        return holding;
    }

    /** As everybody may see it. */
    View view() {
        return new View(
                id(),
                unitId(),
                planId,
                entryNumber,
                year,
                number,
                candidates,
                atCap,
                commitment,
                committedAt,
                state,
                state == DrawState.COMMITTED ? null : seed,
                drawn,
                endedAt,
                reason,
                version());
    }

    /** @param seed none before it is revealed */
    record View(
            String id,
            String unitId,
            String planId,
            int entryNumber,
            int year,
            int number,
            Set<String> candidates,
            Set<String> atCap,
            String commitment,
            Instant committedAt,
            DrawState state,
            @Nullable String seed,
            Set<String> drawn,
            @Nullable Instant endedAt,
            @Nullable String reason,
            long version) {}
}
