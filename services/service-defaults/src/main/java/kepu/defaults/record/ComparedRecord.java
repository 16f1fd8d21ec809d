package kepu.defaults.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import kepu.defaults.Rejection;
import kepu.defaults.Sha256;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.NotAudited;
import kepu.defaults.text.TextNormalizer;
import org.jspecify.annotations.Nullable;

/** A record that is compared with the others of its kind, unit and day, for what was entered twice (疑似重复). */
@Listed(by = "duplicate=duplicate.state", indexed = "likeness")
public abstract class ComparedRecord extends Aggregate {
    /** Equal for records that look like the same fact; none if it stands no more, or is of a kind that is not compared. */
    @NotAudited
    private @Nullable String likeness;

    private @Nullable Duplicate duplicate;

    protected ComparedRecord(String id, String unitId) {
        super(id, unitId);
    }

    /** What looks the same where one fact was entered twice; null if it stands no more, or is not compared. */
    protected abstract @Nullable Object looks();

    /** When it happened: it is compared with what happened on the same local day. */
    protected abstract Instant happenedAt();

    /** Refuses that it is kept as a fact of its own. */
    protected void requireMayBeKept() {}

    /** The likeness of the version that holds, by the local day on which the fact happened. */
    final @Nullable String likeness(ZoneId zone) {
        Object same = looks();
        return same == null
                ? null
                : Sha256.of(unitId()
                        + '\n'
                        + LocalDate.ofInstant(happenedAt(), zone)
                        + '\n'
                        + TextNormalizer.compared(same.toString()));
    }

    /** The likeness that it was compared by. */
    final @Nullable String likeness() {
        return likeness;
    }

    /** It was compared by this likeness, and these are the others that have it. */
    final void looksLike(@Nullable String compared, Set<String> others) {
        likeness = compared;
        duplicate = others.isEmpty() ? null : new Duplicate(Duplicate.State.PROBABLE, others, null, null);
    }

    /**
     * It is a fact of its own, although it looks like others.
     *
     * @throws Rejection 409 {@code already-withdrawn}, {@code not-a-probable-duplicate}
     */
    final void keep(String reason, String by) {
        requireMayBeKept();
        if (duplicate == null || duplicate.state() != Duplicate.State.PROBABLE) {
            throw new Rejection(409, "not-a-probable-duplicate", id());
        }
        duplicate = new Duplicate(Duplicate.State.KEPT, duplicate.of(), by, reason);
    }

    /** Whether it looks like others; none if it does not. */
    public final @Nullable Duplicate duplicate() {
        return duplicate;
    }
}
