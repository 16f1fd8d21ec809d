package kepu.assessment.integrity;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import kepu.assessment.scoring.integrity.IntegrityFlag;
import kepu.contracts.assessment.IntegrityCaseEvent.Finding;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseClosed;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseLapsed;
import kepu.contracts.assessment.IntegrityCaseEvent.IntegrityCaseOpened;
import kepu.defaults.Rejection;
import kepu.defaults.access.SamePerson;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.ListState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A flag of the radar that an inspector is to look into; it is opened once, however often the radar sees it. */
@Document("integrity-cases")
@IdFromBody
@Listed(
        period = "at",
        state = IntegrityCase.State.class,
        by = {"year", "kind"},
        sort = {"at", "id"})
class IntegrityCase extends Aggregate {
    /** As many of its events as an event names. */
    private static final int MOST_EVENTS = 100;

    /** 待核查, 已办结, 已消除. */
    enum State implements ListState {
        OPEN,
        CLOSED,
        LAPSED;

        @Override
        public Bson filter() {
            return Filters.eq("state", name());
        }
    }

    private final int year;
    private final IntegrityFlag.Kind kind;
    private final Instant at;
    private State state = State.OPEN;
    private Set<String> events = new TreeSet<>();
    private Set<String> involved = new TreeSet<>();
    private @Nullable Finding finding;
    private @Nullable String comment;
    private @Nullable String closedBy;

    IntegrityCase(String id, String unitId, int year, IntegrityFlag.Kind kind, Instant at) {
        super(id, unitId);
        this.year = year;
        this.kind = kind;
        this.at = at;
    }

    /** What stays the same while more of it comes to light: the unit, the year, the kind and the first event. */
    static String id(String unitId, int year, IntegrityFlag flag) {
        return unitId + ':' + year + ':' + flag.kind() + ':' + flag.events().getFirst();
    }

    static IntegrityCase of(String unitId, int year, IntegrityFlag flag) {
        return new IntegrityCase(id(unitId, year, flag), unitId, year, flag.kind(), flag.at());
    }

    /** Opens it, or again if it had lapsed; else tells nothing. */
    DomainEvents seen(IntegrityFlag flag, Instant now) {
        boolean isNew = events.isEmpty() || state == State.LAPSED;
        if (!isNew) {
            return nothing(now);
        }
        state = State.OPEN;
        events = flag.events().stream()
                .limit(MOST_EVENTS)
                .map(UUID::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        involved = new TreeSet<>(flag.involved());
        return raise(now, new IntegrityCaseOpened(id(), year, kind.name(), Set.copyOf(events)));
    }

    /** The radar sees it no longer. */
    DomainEvents unseen(Instant now) {
        if (state != State.OPEN) {
            return nothing(now);
        }
        state = State.LAPSED;
        return raise(now, new IntegrityCaseLapsed(id()));
    }

    private static DomainEvents nothing(Instant now) {
        return new DomainEvents(now, List.of(), null);
    }

    /**
     * Nobody looks into what they recorded or verified themselves, or what they are said to have done; nor before it happened.
     *
     * @param involvedNow in what came to light since it was opened
     */
    DomainEvents close(Finding found, String what, Instant when, String by, Set<String> involvedNow) {
        if (state != State.OPEN) {
            throw new Rejection(409, "case-not-open", id());
        }
        if (when.isBefore(at)) {
            throw new Rejection(422, "case-closed-before-event", when, at);
        }
        SamePerson.requireNoneOf(by, involved);
        SamePerson.requireNoneOf(by, involvedNow);
        state = State.CLOSED;
        finding = found;
        comment = what;
        closedBy = by;
        return raise(when, new IntegrityCaseClosed(id(), found, what));
    }

    int year() {
        return year;
    }

    IntegrityFlag.Kind kind() {
        return kind;
    }

    Instant at() {
        return at;
    }

    State state() {
        return state;
    }

    Set<String> events() {
        return Set.copyOf(events);
    }

    @Nullable
    Finding finding() {
        return finding;
    }

    @Nullable
    String comment() {
        return comment;
    }

    @Nullable
    String closedBy() {
        return closedBy;
    }
}
