package kepu.defaults.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.DomainEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.FieldType;
import org.springframework.data.mongodb.core.mapping.MongoId;

/**
 * A consistency boundary: keeps its own rules, and each of its command methods returns the events of what happened.
 *
 * <p>{@link AggregateStore} alone reads and writes it; {@code version} and {@code sequence} are the store's.
 */
public abstract class Aggregate {
    /** Field of its document with the versions of sets that it took. */
    public static final String SET_VERSIONS = "setVersions";

    @MongoId(FieldType.STRING)
    private final String id;

    private final String unitId;
    private long version;
    private long sequence;

    /** Each once in its collection; see {@link #takeSetVersions}. */
    private @Nullable List<String> setVersions;

    /** @param unitId the unit that it belongs to; key of its events */
    protected Aggregate(String id, String unitId) {
        this.id = id;
        this.unitId = unitId;
    }

    public final String id() {
        return id;
    }

    public final String unitId() {
        return unitId;
    }

    /** The unit in which it takes a right to bring this into being. */
    protected String createdUnder() {
        return unitId;
    }

    /** Grows by one with each accepted command; 0 before it is stored. */
    public final long version() {
        return version;
    }

    /** Position of its last event among all that it told. */
    public final long sequence() {
        return sequence;
    }

    /** For the versions of sets alone; it keeps those that it took before, so that nobody takes them anew. */
    public final void takeSetVersions(List<String> more) {
        List<String> all = new ArrayList<>(setVersions == null ? List.of() : setVersions);
        all.addAll(more);
        setVersions = all;
    }

    final boolean hasSetVersions() {
        return setVersions != null;
    }

    /** What a command method answers: these events happened at {@code occurredAt}. */
    protected static DomainEvents raise(Instant occurredAt, DomainEvent... events) {
        return new DomainEvents(occurredAt, List.of(events), null);
    }
}
