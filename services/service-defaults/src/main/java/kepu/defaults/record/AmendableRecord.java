package kepu.defaults.record;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.defaults.Rejection;
import kepu.defaults.access.SamePerson;
import kepu.defaults.list.FactState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is recorded once, and can be corrected until it is withdrawn; it knows everybody who had a part in it.
 *
 * <p>A subclass states its content, its three events and, by overriding {@link #requireAllowed}, its own rules. By
 * overriding {@link #likeness(Object)} it says what makes two of its records look like one fact that was entered twice.
 *
 * @param <C> what a correction states anew: an immutable record
 */
@Listed(
        period = "occurredAt",
        state = FactState.class,
        sort = {"occurredAt", "id"})
public abstract class AmendableRecord<C> extends ComparedRecord {
    private final String recordedBy;
    private C content;
    private Instant occurredAt;
    private boolean withdrawn;
    private @Nullable String correctedBy;
    private Set<String> contributors;

    /** @param recordedBy pseudonym of the person who recorded it */
    protected AmendableRecord(String id, String unitId, C content, Instant occurredAt, String recordedBy) {
        super(id, unitId);
        this.content = content;
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
        this.contributors = new TreeSet<>(Set.of(recordedBy));
    }

    /** The event of the first version. */
    protected abstract FactVersion recorded(C stated);

    /** The event of a later version. */
    protected abstract Correction corrected(C stated, C previous, Instant previousOccurredAt);

    /** The event that takes the fact back. */
    protected abstract Withdrawal withdrawn(C previous, Instant previousOccurredAt, String reason);

    /** Refuses a version that breaks a rule of this kind of fact; none does unless a subclass says so. */
    protected void requireAllowed(C stated, Instant at) {}

    /**
     * What looks the same where one fact of a unit and day was entered twice: a title, a kind, people; sets in order. All of
     * the content, unless a kind of fact says otherwise; null if its records are not compared.
     */
    protected @Nullable Object likeness(C stated) {
        return stated;
    }

    /** Whether it is still a fact of its own, which another may look like. */
    protected boolean stands() {
        return !withdrawn;
    }

    public final DomainEvents record() {
        requireAllowed(content, occurredAt);
        return raise(occurredAt, recorded(content));
    }

    /** @throws Rejection 409 {@code already-withdrawn} */
    public final DomainEvents correct(C stated, Instant at, String by) {
        requireNotWithdrawn();
        requireAllowed(stated, at);
        C previous = content;
        Instant previousOccurredAt = occurredAt;
        content = stated;
        occurredAt = at;
        correctedBy = by;
        contributors.add(by);
        return raise(occurredAt, corrected(content, previous, previousOccurredAt));
    }

    /** @throws Rejection 409 {@code already-withdrawn} */
    public final DomainEvents withdraw(String reason, Instant at, String by) {
        requireNotWithdrawn();
        withdrawn = true;
        contributors.add(by);
        return raise(at, withdrawn(content, occurredAt, reason));
    }

    @Override
    protected final @Nullable Object looks() {
        return stands() ? likeness(content) : null;
    }

    @Override
    protected final Instant happenedAt() {
        return occurredAt;
    }

    @Override
    protected final void requireMayBeKept() {
        requireNotWithdrawn();
    }

    /** @throws Rejection 409 {@code already-withdrawn} */
    protected final void requireNotWithdrawn() {
        if (withdrawn) {
            throw new Rejection(409, "already-withdrawn", id());
        }
    }

    /** By when it happened; of two that happened at one instant, always the same one is later. */
    protected final boolean isLaterThan(AmendableRecord<?> other) {
        int byTime = occurredAt.compareTo(other.occurredAt);
        return byTime > 0 || byTime == 0 && id().compareTo(other.id()) > 0;
    }

    /**
     * Nobody judges what they recorded or ever corrected, whichever version holds.
     *
     * @throws Rejection 409 {@code own-record}
     */
    protected final void requireNoPartIn(String actor) {
        SamePerson.requireNoneOf(actor, contributors);
        SamePerson.requireNot(actor, correctedBy);
    }

    public final C content() {
        return content;
    }

    /** When the fact happened, as the version that holds states it. */
    public final Instant occurredAt() {
        return occurredAt;
    }

    public final boolean isWithdrawn() {
        return withdrawn;
    }

    public final String recordedBy() {
        return recordedBy;
    }

    /** Who stated the version that holds, if it is not the first. */
    public final @Nullable String correctedBy() {
        return correctedBy;
    }
}
