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
import kepu.assessment.facts.FactStore;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Knows every unit that was established, and to which parent it belonged on which day. */
@Component
public class UnitDirectory {
    /** County, township, village, branch: no path upwards is longer. */
    private static final int DEEPEST = 8;

    private final MongoOperations mongo;
    private final FactStore facts;
    private final ZoneId zone;

    UnitDirectory(MongoOperations mongo, FactStore facts, ZoneId zone) {
        this.mongo = mongo;
        this.facts = facts;
        this.zone = zone;
        units().createIndex(new Document("parents.unitId", 1));
    }

    /**
     * A unit as told so far.
     *
     * @param parents in the order in which they began
     */
    public record Unit(String id, Kind kind, String name, List<Parent> parents) {
        /** The parent on a day, if the unit had one. */
        public Optional<String> parentOn(LocalDate day) {
            return parents.stream()
                    .filter(parent -> !parent.from().isAfter(day))
                    .reduce((_, later) -> later)
                    .map(Parent::unitId);
        }
    }

    /** A parent, from a day on. */
    public record Parent(String unitId, LocalDate from) {}

    /** Writes down anew what the facts say of a unit. */
    public void refresh(String unitId) {
        List<Envelope<?>> told = facts.lasting(unitId).stream()
                .filter(envelope -> envelope.data() instanceof UnitEvent)
                .sorted(Comparator.<Envelope<?>, Instant>comparing(Envelope::occurredAt)
                        .thenComparing(Envelope::epoch)
                        .thenComparing(Envelope::sequence))
                .toList();
        UnitEstablished established = null;
        List<Document> parents = new ArrayList<>();
        for (Envelope<?> envelope : told) {
            @Nullable String parent = null;
            if (envelope.data() instanceof UnitEstablished event) {
                established = event;
                parent = event.parentId();
            } else if (envelope.data() instanceof UnitMoved event) {
                parent = event.parentId();
            }
            if (parent != null) {
                parents.add(new Document("unitId", parent)
                        .append(
                                "from",
                                LocalDate.ofInstant(envelope.occurredAt(), zone).toString()));
            }
        }
        if (established != null) {
            units().replaceOne(
                            Filters.eq("_id", unitId),
                            new Document("_id", unitId)
                                    .append("kind", established.kind().name())
                                    .append("name", established.name())
                                    .append("parents", parents),
                            new ReplaceOptions().upsert(true));
        }
    }

    public Optional<Unit> find(String unitId) {
        return Optional.ofNullable(units().find(Filters.eq("_id", unitId)).first())
                .map(UnitDirectory::read);
    }

    /** The units themselves, by id; unknown ones are missing. */
    public Map<String, Unit> find(Collection<String> unitIds) {
        Map<String, Unit> found = new HashMap<>();
        for (Document unit : units().find(Filters.in("_id", unitIds))) {
            found.put(unit.getString("_id"), read(unit));
        }
        return found;
    }

    /** Each unit itself and those above it on a day, nearest first; unknown units are missing. */
    public Map<String, List<Unit>> pathsUp(Collection<String> unitIds, LocalDate day) {
        Map<String, Unit> known = new HashMap<>();
        Set<String> level = new HashSet<>(unitIds);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            Map<String, Unit> found = find(level);
            known.putAll(found);
            level = found.values().stream()
                    .flatMap(unit -> unit.parentOn(day).stream())
                    .filter(parent -> !known.containsKey(parent))
                    .collect(Collectors.toSet());
        }
        Map<String, List<Unit>> paths = new HashMap<>();
        for (String unitId : unitIds) {
            List<Unit> path = new ArrayList<>();
            Unit unit = known.get(unitId);
            while (unit != null && path.size() < DEEPEST) {
                path.add(unit);
                unit = unit.parentOn(day).map(known::get).orElse(null);
            }
            if (!path.isEmpty()) {
                paths.put(unitId, path);
            }
        }
        return paths;
    }

    /** The nearest unit of a kind, at or above the given one, on a day. */
    public Optional<Unit> above(String unitId, Kind kind, LocalDate day) {
        return pathsUp(List.of(unitId), day).getOrDefault(unitId, List.of()).stream()
                .filter(unit -> unit.kind() == kind)
                .findFirst();
    }

    /** Ids of all villages, in order. */
    public List<String> villages() {
        List<String> ids = new ArrayList<>();
        for (Document village :
                units().find(Filters.eq("kind", Kind.VILLAGE.name())).projection(Projections.include("_id"))) {
            ids.add(village.getString("_id"));
        }
        ids.sort(Comparator.naturalOrder());
        return ids;
    }

    /** Villages at or below a unit that ever belonged there. */
    public List<Unit> villagesEverBelow(String unitId) {
        Set<String> seen = new LinkedHashSet<>();
        List<Unit> villages = new ArrayList<>();
        List<String> level = List.of(unitId);
        find(unitId).filter(unit -> unit.kind() == Kind.VILLAGE).ifPresent(villages::add);
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (Document below : units().find(Filters.in("parents.unitId", level))) {
                Unit unit = read(below);
                if (seen.add(unit.id())) {
                    if (unit.kind() == Kind.VILLAGE) {
                        villages.add(unit);
                    } else {
                        next.add(unit.id());
                    }
                }
            }
            level = next;
        }
        return villages;
    }

    private static Unit read(Document unit) {
        return new Unit(
                unit.getString("_id"),
                Kind.valueOf(unit.getString("kind")),
                unit.getString("name"),
                unit.getList("parents", Document.class).stream()
                        .map(parent ->
                                new Parent(parent.getString("unitId"), LocalDate.parse(parent.getString("from"))))
                        .toList());
    }

    private MongoCollection<Document> units() {
        return mongo.getCollection("units");
    }
}
