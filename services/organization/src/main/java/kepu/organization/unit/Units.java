package kepu.organization.unit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.defaults.SharedRefusal;
import kepu.defaults.Warning;
import kepu.defaults.Warnings;
import kepu.defaults.access.Access;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.list.Listed;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** What the other features may ask about units. */
@Component
public class Units {
    private static final int TOGETHER = 500;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Codes codes;
    private final Warnings warnings;
    private final UnitTree tree;
    private final Clock clock;

    Units(AggregateStore store, MongoOperations mongo, Codes codes, Warnings warnings, UnitTree tree, Clock clock) {
        this.store = store;
        this.mongo = mongo;
        this.codes = codes;
        this.warnings = warnings;
        this.tree = tree;
        this.clock = clock;
    }

    /** A unit in the register; it exists from {@code from} until {@code until} (exclusive; none: still). */
    @Listed(
            of = Unit.class,
            period = "establishedAt",
            state = UnitState.class,
            by = {"parentId", "kind"},
            elsewhere = "officialCode",
            text = "name",
            sort = {"id", "name", "establishedAt"})
    public record Known(
            String unitId,
            Kind kind,
            String name,
            Instant from,
            @Nullable Instant until) {
        /**
         * For what starts at {@code at}; ending something is allowed also in a unit that is closed.
         *
         * @throws kepu.defaults.Rejection 409 {@code unit-closed} if it was closed by then
         */
        public void openAt(Instant at) {
            if (until != null && !at.isBefore(until)) {
                throw SharedRefusal.UNIT_CLOSED.with(unitId, until);
            }
        }
    }

    /**
     * Something that keeps its unit from being closed.
     *
     * @param id of the unit, station, appointment or group
     * @param unitId to which it belongs
     */
    public record Open(What what, String id, String unitId, String name) {}

    /** Kinds of it: 下属单位, 开放的服务站, 在任宣传员, 有效的领导小组. */
    public enum What {
        UNIT,
        STATION,
        OFFICER,
        LEADING_GROUP
    }

    /** A feature whose things do not outlast their unit: they end, by an act of their own, before it is closed. */
    @FunctionalInterface
    public interface Ending {
        /** Those of a unit that are open, in office or in force at any time from {@code at} on, as known now. */
        List<Open> openFrom(String unitId, Instant at);
    }

    /** Which units had which official code. */
    @FunctionalInterface
    public interface Codes {
        /** Ids of those that ever had it; and the code itself, for a unit has its id until it is given one. */
        Set<String> unitsThatHad(String officialCode);
    }

    /** An official code is one unit's at a time: what a unit's life, as it is to be, must leave free. */
    @FunctionalInterface
    public interface CodesOfOthers {
        /** @throws kepu.defaults.Rejection 409 {@code official-code-taken} if another unit has one of its codes on one of its days */
        void requireFree(Known unit);
    }

    /**
     * Something that is recorded of a unit.
     *
     * @param list what such things are called in the API
     */
    public record Recorded(String list, String id) {}

    /** What is recorded of a unit in this service, of whatever feature, and was not withdrawn. */
    public interface FactsOfUnits {
        List<Recorded> all(String unitId);

        /** What happened, began or holds from between the two times, the first one included. */
        List<Recorded> between(String unitId, Instant from, Instant until);
    }

    /** Empty also for a unit outside the caller's reach. */
    public Optional<Known> find(String unitId) {
        return store.find(Unit.class, unitId).map(Units::known);
    }

    /** Those of them that are in the register, by id; the caller's reach is not asked for again. */
    public Map<String, Known> find(Collection<String> unitIds) {
        return mongo.find(query(where("_id").in(unitIds)), Unit.class).stream()
                .map(Units::known)
                .collect(Collectors.toMap(Known::unitId, Function.identity()));
    }

    /** It and all above it now, from below to the topmost; the caller's reach is not asked for. */
    public List<Known> lineage(String unitId) {
        List<String> ids = tree.lineage(unitId, clock.instant()).toList();
        Map<String, Known> known = find(ids);
        return ids.stream().map(known::get).filter(Objects::nonNull).toList();
    }

    /**
     * Its present parent; none for a topmost unit.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found}, 403 {@code right-over-parent-missing}
     */
    public Optional<String> requireRightOverParent(String unitId) {
        Unit unit = store.get(Unit.class, unitId);
        unit.requireRightOverParent();
        return Optional.ofNullable(unit.parentId());
    }

    /** A warning for each unit within reach of the same name and the same parent at that time, as known now; 50 at most. */
    List<Warning> namesakes(String unitId, String name, @Nullable String parentId, Instant at) {
        String compared = TextNormalizer.compared(name);
        Criteria siblings =
                where(parentId == null ? "parentId" : "parents.parentId").is(parentId);
        return mongo.find(query(siblings).with(Sort.by("_id")), Unit.class).stream()
                .filter(unit -> !unit.id().equals(unitId)
                        && TextNormalizer.compared(unit.name()).equals(compared)
                        && unit.standsBelow(parentId, at)
                        && Access.current().covers(unit.id()))
                .limit(StillOpen.NAMED)
                .map(unit -> warnings.of("name-of-sibling", unit.name(), unit.id()))
                .toList();
    }

    /**
     * Those of its parents, at whatever time, that are in the register. Past the store: one that it belonged to long ago may
     * be out of the caller's reach.
     */
    List<Unit> everAbove(Unit unit) {
        List<String> ids = unit.parents().stream()
                .map(Parents.Parentage::parentId)
                .distinct()
                .toList();
        return mongo.find(query(where("_id").in(ids)), Unit.class);
    }

    /** Those that ever belonged to it; as recorded, whatever the caller may see. */
    List<Unit> everBelow(String unitId) {
        return mongo.find(query(where("parents.parentId").is(unitId)).with(Sort.by("_id")), Unit.class);
    }

    static Known known(Unit unit) {
        return new Known(unit.id(), unit.kind(), unit.name(), unit.establishedAt(), unit.closedAt());
    }

    /** What is asked of the stored units. */
    ListRequest<Unit> stored(ListRequest<Known> request) {
        ListRequest<Unit> all = request.stored(Unit.class);
        return request.value("officialCode", String.class)
                .map(code -> all.where(Filters.in("_id", codes.unitsThatHad(code))))
                .orElse(all);
    }

    /**
     * Villages and townships of which something is missing.
     *
     * @param missing of units that are looked at together
     */
    public <V> ListAnswer<V> lacking(
            ListRequest<Known> request,
            Function<List<Known>, Predicate<Known>> missing,
            Function<List<Known>, List<V>> view) {
        return stored(request)
                .where(UnitState.OPEN.filter())
                .where(Filters.in("kind", Kind.TOWNSHIP.name(), Kind.VILLAGE.name()))
                .only(units -> {
                    Predicate<Known> lacks = missing.apply(known(units));
                    return unit -> lacks.test(known(unit));
                })
                .answer(units -> view.apply(known(units)));
    }

    /**
     * All villages and townships that are open, some at a time; for what the system does of its own accord.
     *
     * @param some of them, to be looked at together
     */
    public void eachOpen(Consumer<List<Known>> some) {
        Criteria open = where("closedAt").is(null).and("kind").in(Kind.TOWNSHIP.name(), Kind.VILLAGE.name());
        List<Known> together = new ArrayList<>();
        try (Stream<Unit> all = mongo.stream(query(open), Unit.class)) {
            all.forEach(unit -> {
                together.add(known(unit));
                if (together.size() == TOGETHER) {
                    some.accept(List.copyOf(together));
                    together.clear();
                }
            });
        }
        if (!together.isEmpty()) {
            some.accept(List.copyOf(together));
        }
    }

    private static List<Known> known(List<Unit> units) {
        return units.stream().map(Units::known).toList();
    }

    /**
     * Asked before any rule about the unit, so that a stranger learns nothing of it.
     *
     * @throws kepu.defaults.Rejection 404 {@code not-found} outside the caller's reach, 422 {@code unknown-unit}
     */
    public Known requireKnown(String unitId) {
        return find(unitId).orElseThrow(() -> {
            Access.current().require(unitId);
            return SharedRefusal.UNKNOWN_UNIT.with(unitId);
        });
    }
}
