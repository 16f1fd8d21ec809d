package kepu.assessment.inspection.checklist;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kepu.assessment.inspection.unit.InspectedUnits;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What inspections ask about checklists.
 *
 * <p>A checklist is for every unit below its own: it is read past the store, which would keep it to those who reach its unit.
 */
@Component
public class Checklists {
    private static final int MOST = 100;

    private final MongoOperations mongo;
    private final InspectedUnits units;

    Checklists(MongoOperations mongo, InspectedUnits units) {
        this.mongo = mongo;
        this.units = units;
    }

    /**
     * The score of a unit that got these points, by item.
     *
     * @throws kepu.defaults.Rejection 422 {@code unknown-checklist} unless it is of the unit or of one above it on that day,
     *     {@code unknown-checklist-item}, {@code checklist-item-not-scored}, {@code too-many-points}
     */
    public int score(String checklistId, Map<String, Integer> points, String unitId, LocalDate day) {
        return find(checklistId)
                .filter(checklist -> units.lineage(unitId, day).contains(checklist.unitId()))
                .orElseThrow(() -> ChecklistRejection.unknown(checklistId))
                .score(points);
    }

    /** The newest edition of each checklist of the unit and of those above it today. */
    List<Checklist> applyingTo(String unitId) {
        Query published = query(where("unitId").in(units.lineage(unitId)));
        published.fields().exclude("outbox", "applied", "firstApplied", "usedKeys");
        Map<List<String>, Checklist> newest = new TreeMap<>(Comparator.comparing(List::toString));
        for (Checklist checklist : mongo.find(published, Checklist.class)) {
            newest.merge(
                    List.of(checklist.unitId(), checklist.code()),
                    checklist,
                    (one, other) -> one.edition() > other.edition() ? one : other);
        }
        return newest.values().stream().limit(MOST).toList();
    }

    boolean exists(String checklistId) {
        return find(checklistId).isPresent();
    }

    private Optional<Checklist> find(String checklistId) {
        Query query = query(where("_id").is(checklistId));
        query.fields().exclude("outbox", "applied", "firstApplied", "usedKeys");
        return Optional.ofNullable(mongo.findOne(query, Checklist.class));
    }
}
