package kepu.organization.unit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.VenueKind;
import kepu.defaults.access.Access;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What people see of units. */
@Component
class UnitViews {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final UnitTree tree;

    UnitViews(AggregateStore store, MongoOperations mongo, UnitTree tree) {
        this.store = store;
        this.mongo = mongo;
        this.tree = tree;
    }

    /** Residents and venue kinds as last stated; the parents in the order of time. */
    record UnitView(
            String unitId,
            Kind kind,
            String name,
            @Nullable String parentId,
            List<ParentView> parents,
            Instant establishedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBecause,
            @Nullable Integer residents,
            @Nullable Instant residentsCountedAt,
            @Nullable Set<VenueKind> venueKinds,
            long version) {
        static UnitView of(Unit unit) {
            Unit.ResidentCount counted = unit.residents();
            return new UnitView(
                    unit.id(),
                    unit.kind(),
                    unit.name(),
                    unit.parentId(),
                    unit.parents().stream()
                            .map(parent -> new ParentView(parent.parentId(), parent.from()))
                            .toList(),
                    unit.establishedAt(),
                    unit.closedAt(),
                    unit.closedBecause(),
                    counted == null ? null : counted.residents(),
                    counted == null ? null : counted.at(),
                    unit.venueKinds(),
                    unit.version());
        }
    }

    record ParentView(String parentId, Instant from) {}

    /** A page in the order of unit ids; {@code next} is the cursor of the following one, if there is one. */
    record UnitsView(List<UnitView> items, @Nullable String next) {}

    UnitView unit(String unitId) {
        return UnitView.of(store.get(Unit.class, unitId));
    }

    /** @param parentId in the caller's reach, and so is all below it; without it, all units in reach are meant */
    UnitsView units(@Nullable String parentId, @Nullable Kind kind, @Nullable String after, int limit) {
        Access access = Access.current();
        Query query = new Query();
        if (parentId == null && !access.everywhere()) {
            query.addCriteria(where("_id").in(inReach(access, kind, after, limit + 1)));
        } else {
            if (parentId != null) {
                access.require(parentId);
                query.addCriteria(where("parentId").is(parentId));
            }
            if (kind != null) {
                query.addCriteria(where("kind").is(kind));
            }
            if (after != null) {
                query.addCriteria(where("_id").gt(after));
            }
        }
        // One more than asked for tells whether there is a next page.
        List<UnitView> found = mongo.find(query.with(Sort.by("_id")).limit(limit + 1), Unit.class).stream()
                .map(UnitView::of)
                .toList();
        if (found.size() <= limit) {
            return new UnitsView(found, null);
        }
        return new UnitsView(found.subList(0, limit), found.get(limit - 1).unitId());
    }

    private List<String> inReach(Access access, @Nullable Kind kind, @Nullable String after, int most) {
        NavigableMap<String, Kind> units = tree.atAndBelow(access.roots());
        return (after == null ? units : units.tailMap(after, false))
                .entrySet().stream()
                        .filter(unit -> kind == null || unit.getValue() == kind)
                        .limit(most)
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
