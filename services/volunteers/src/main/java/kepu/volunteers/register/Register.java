package kepu.volunteers.register;

import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.replica.UnitReplica;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Knows the link targets (定点联系对象) that the organization service has told of, and which units are open. */
@Component
public class Register {
    static final String TARGETS = "link-targets";

    private final UnitReplica units;
    private final ReplicaStore targets;
    private final MongoOperations mongo;
    private final UnitParents parents;
    private final Clock clock;

    Register(UnitReplica units, MongoOperations mongo, UnitParents parents, Clock clock) {
        this.units = units;
        this.targets = new ReplicaStore(mongo, TARGETS);
        this.mongo = mongo;
        this.parents = parents;
        this.clock = clock;
    }

    /** What a link may be made to. */
    public record Target(String targetId, LinkTargetEvent.Kind kind) {}

    /**
     * A target that a team of the unit may be linked to; refuses one that is unknown or was retired by the time the link
     * starts. One of another township is as unknown as one that does not exist.
     *
     * @param teamUnitId in the caller's reach
     */
    public Target target(String targetId, String teamUnitId, Instant linkStart) {
        Document target = targets.find(targetId)
                .filter(copy -> isOpenTo(teamUnitId, copy))
                .orElseThrow(() -> RegisterRejection.unknownTarget(targetId));
        Instant retiredAt = instant(target, LinkTargetListener.RETIRED_AT);
        if (retiredAt != null && !linkStart.isBefore(retiredAt)) {
            throw RegisterRejection.targetRetired(targetId, retiredAt);
        }
        return new Target(targetId, LinkTargetEvent.Kind.valueOf(target.getString(LinkTargetListener.KIND)));
    }

    /** The names of those targets that a team of the unit may be linked to, by their ids. */
    public Map<String, String> targetNames(String teamUnitId, Collection<String> targetIds) {
        Map<String, String> names = new HashMap<>();
        if (!targetIds.isEmpty()) {
            for (Document copy : mongo.getCollection(TARGETS).find(Filters.in("_id", targetIds))) {
                String name = copy.getString(LinkTargetListener.NAME);
                if (name != null && isOpenTo(teamUnitId, copy)) {
                    names.put(copy.getString("_id"), name);
                }
            }
        }
        return names;
    }

    /** Which units are open at that time, each looked up once: for one look at many teams. */
    public Predicate<String> openUnits(Instant at) {
        Map<String, Boolean> known = new HashMap<>();
        return unitId -> known.computeIfAbsent(
                unitId, one -> units.find(one).filter(unit -> unit.isOpenAt(at)).isPresent());
    }

    /** In the caller's reach, in the same township as the unit, or above it (R7: 定点联系 within one's own area). */
    private boolean isOpenTo(String unitId, Document target) {
        String ofTarget = target.getString(LinkTargetListener.UNIT);
        return ofTarget != null && (Access.current().covers(ofTarget) || isNear(unitId, ofTarget));
    }

    private boolean isNear(String unitId, String other) {
        Instant now = clock.instant();
        List<String> lineage = parents.lineage(unitId, now).toList();
        if (lineage.contains(other)) {
            return true;
        }
        return lineage.stream()
                .filter(this::isTownship)
                .anyMatch(township -> parents.lineage(other, now).anyMatch(township::equals));
    }

    private boolean isTownship(String unitId) {
        return units.find(unitId)
                .filter(unit -> unit.kind() == UnitEvent.Kind.TOWNSHIP)
                .isPresent();
    }

    private static @Nullable Instant instant(Document copy, String field) {
        Long millis = copy.getLong(field);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
