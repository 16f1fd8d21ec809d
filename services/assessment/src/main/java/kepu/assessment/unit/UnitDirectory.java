package kepu.assessment.unit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kepu.assessment.edition.Edition;
import kepu.assessment.facts.FactStore;
import kepu.contracts.organization.UnitEvent.Kind;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Knows every unit that was established, and to which parent it belonged on which day, by both clocks. */
@Component
public class UnitDirectory {
    /** Everything that is known. */
    private static final View ALL = View.asOf(LocalDate.MAX);

    private final MongoOperations mongo;
    private final FactStore facts;
    private final Edition edition;
    private final ZoneId zone;

    UnitDirectory(MongoOperations mongo, FactStore facts, Edition edition, ZoneId zone) {
        this.mongo = mongo;
        this.facts = facts;
        this.edition = edition;
        this.zone = zone;
        units().createIndex(new Document("parentIds", 1));
        refresh(ids(Filters.exists("placings", false))); // documents of a version that kept one clock only
    }

    /**
     * A unit as it looks in a view.
     *
     * @param parents in the order in which they began
     */
    public record Unit(String id, Kind kind, String name, List<Parent> parents) {
        /** The parent on a day, if the unit had one. */
        public Optional<String> parentOn(LocalDate day) {
            @Nullable String on = null;
            for (Parent parent : parents) {
                if (!parent.from().isAfter(day)) {
                    on = parent.unitId();
                }
            }
            return Optional.ofNullable(on);
        }
    }

    /** A parent, from a day on. */
    public record Parent(String unitId, LocalDate from) {}

    /**
     * A point on both clocks: only facts dated up to a day and recorded up to an instant count.
     *
     * @param asOf last local day whose facts count
     * @param knownBy last instant at which a fact that counts was recorded
     */
    public record View(LocalDate asOf, Instant knownBy) {
        /** As of a day, with all that is known. */
        public static View asOf(LocalDate day) {
            return new View(day, Instant.MAX);
        }

        /** The last day that counts for a year: of a year that has ended its last one. */
        public LocalDate reckoningDay(int year) {
            LocalDate yearEnd = LocalDate.of(year, 12, 31);
            return asOf.isBefore(yearEnd) ? asOf : yearEnd;
        }
    }

    /** Some units of one view with all their ancestors of any day, so that no day needs its own query. */
    public static final class Tree {
        /** County, township, village, branch: no path upwards is longer. */
        private static final int DEEPEST = 8;

        private final Map<String, Unit> units;

        Tree(Map<String, Unit> units) {
            this.units = Map.copyOf(units);
        }

        /** The units that exist in the view, in no order. */
        public Collection<Unit> units() {
            return units.values();
        }

        public Optional<Unit> find(String unitId) {
            return Optional.ofNullable(units.get(unitId));
        }

        /** The nearest unit of a kind, at or above the given one, on a day. */
        public Optional<Unit> above(String unitId, Kind kind, LocalDate day) {
            @Nullable Unit unit = units.get(unitId);
            for (int depth = 0; unit != null && depth < DEEPEST; depth++) {
                if (unit.kind() == kind) {
                    return Optional.of(unit);
                }
                unit = unit.parentOn(day).map(units::get).orElse(null);
            }
            return Optional.empty();
        }
    }

    /** Rebuilds the documents of units from their facts. */
    public void refresh(Collection<String> unitIds) {
        unitIds.forEach(this::refresh);
        if (!unitIds.isEmpty()) {
            edition.change();
        }
    }

    private void refresh(String unitId) {
        UnitHistory history = UnitHistory.of(unitId, facts.lasting(unitId), zone);
        if (history.in(ALL).isPresent()) {
            units().replaceOne(Filters.eq("_id", unitId), history.document(), new ReplaceOptions().upsert(true));
        }
    }

    /** A unit, with all that is known. */
    public Optional<Unit> find(String unitId) {
        return Optional.ofNullable(find(List.of(unitId)).get(unitId));
    }

    /** Units by id, with all that is known; unknown ones are missing. */
    public Map<String, Unit> find(Collection<String> unitIds) {
        return find(unitIds, ALL);
    }

    /** Units by id as they look in a view; those that do not exist in it are missing. */
    public Map<String, Unit> find(Collection<String> unitIds, View view) {
        Map<String, Unit> found = new HashMap<>();
        for (Document unit : units().find(Filters.in("_id", unitIds))) {
            UnitHistory.read(unit).in(view).ifPresent(seen -> found.put(seen.id(), seen));
        }
        return found;
    }

    /** The units with all their ancestors of any day of the view. */
    public Tree tree(Collection<String> unitIds, View view) {
        return tree(unitIds, view, new HashMap<>());
    }

    /**
     * The units with all their ancestors of any day of the view.
     *
     * @param read units of the same view that need not be read again; those that are read now are added
     */
    public Tree tree(Collection<String> unitIds, View view, Map<String, Unit> read) {
        Map<String, Unit> known = new HashMap<>();
        Set<String> level = new HashSet<>(unitIds);
        for (int depth = 0; depth < Tree.DEEPEST && !level.isEmpty(); depth++) {
            Set<String> unread =
                    level.stream().filter(id -> !read.containsKey(id)).collect(Collectors.toSet());
            if (!unread.isEmpty()) {
                read.putAll(find(unread, view));
            }
            Set<String> above = new HashSet<>();
            for (String id : level) {
                Unit unit = read.get(id);
                if (unit != null) {
                    known.put(id, unit);
                    unit.parents().forEach(parent -> above.add(parent.unitId()));
                }
            }
            above.removeAll(known.keySet());
            level = above;
        }
        return new Tree(known);
    }

    /** Ids of all units of some kinds, in order. */
    public List<String> of(Set<Kind> kinds) {
        List<String> ids = ids(Filters.in("kind", names(kinds)));
        ids.sort(Comparator.naturalOrder());
        return ids;
    }

    /** Ids of all counties, in order. */
    public List<String> counties() {
        List<String> ids = ids(Filters.eq("kind", Kind.COUNTY.name()));
        ids.sort(Comparator.naturalOrder());
        return ids;
    }

    private static Set<String> names(Set<Kind> kinds) {
        return kinds.stream().map(Kind::name).collect(Collectors.toSet());
    }

    /** Ids of all units that were ever of one of these kinds and ever belonged to the unit or below it. */
    public Set<String> everBelow(String unitId, Set<Kind> wanted) {
        Set<String> names = names(wanted);
        Set<String> seen = new HashSet<>(Set.of(unitId));
        Set<String> found =
                new LinkedHashSet<>(ids(Filters.and(Filters.eq("_id", unitId), Filters.in("kinds", names))));
        List<String> level = List.of(unitId);
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (Document below :
                    units().find(Filters.in("parentIds", level)).projection(Projections.include("_id", "kinds"))) {
                String id = below.getString("_id");
                if (seen.add(id)) {
                    List<String> kinds = below.getList("kinds", String.class);
                    if (kinds.stream().anyMatch(names::contains)) {
                        found.add(id);
                    }
                    if (kinds.stream().anyMatch(kind -> !kind.equals(Kind.VILLAGE.name()))) {
                        next.add(id);
                    }
                }
            }
            level = next;
        }
        return found;
    }

    /** Ids of all units that ever belonged to the unit or below it, and its own. */
    public Set<String> everBelow(String unitId) {
        Set<String> seen = new LinkedHashSet<>(Set.of(unitId));
        List<String> level = List.of(unitId);
        while (!level.isEmpty()) {
            level = ids(Filters.in("parentIds", level)).stream()
                    .filter(seen::add)
                    .toList();
        }
        return seen;
    }

    private List<String> ids(Bson filter) {
        List<String> ids = new ArrayList<>();
        for (Document unit : units().find(filter).projection(Projections.include("_id"))) {
            ids.add(unit.getString("_id"));
        }
        return ids;
    }

    private MongoCollection<Document> units() {
        return mongo.getCollection("units");
    }
}
