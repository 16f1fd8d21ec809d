package kepu.volunteers.register;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.defaults.access.Access;
import kepu.defaults.consume.LocalCopies;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** Knows the units and link targets (定点联系对象) that the organization service has told of. */
@Component
public class Register {
    static final String UNITS = "units";
    static final String TARGETS = "link-targets";

    private final LocalCopies units;
    private final LocalCopies targets;

    Register(MongoOperations mongo) {
        this.units = new LocalCopies(mongo, UNITS);
        this.targets = new LocalCopies(mongo, TARGETS);
    }

    /** @param closedAt from when on it no longer exists, if it was closed */
    public record Unit(String unitId, @Nullable Instant closedAt) {
        /** Refuses when it no longer existed at that time. */
        public void requireOpen(Instant at) {
            if (closedAt != null && !at.isBefore(closedAt)) {
                throw RegisterRejection.unitClosed(unitId, closedAt);
            }
        }
    }

    /** What a link may be made to. */
    public record Target(String targetId, LinkTargetEvent.Kind kind, String name) {}

    /** A unit within the caller's reach; refuses one that nobody has told of. */
    public Unit unit(String unitId) {
        Access.current().require(unitId);
        Document unit = units.find(unitId).orElseThrow(() -> RegisterRejection.unknownUnit(unitId));
        return new Unit(unitId, instant(unit, OrganizationEventListener.CLOSED_AT));
    }

    /** The target, of whatever unit; refuses one that is unknown or was retired by the time the link starts. */
    public Target target(String targetId, Instant linkStart) {
        Document target = targets.find(targetId).orElseThrow(() -> RegisterRejection.unknownTarget(targetId));
        Instant retiredAt = instant(target, OrganizationEventListener.RETIRED_AT);
        if (retiredAt != null && !linkStart.isBefore(retiredAt)) {
            throw RegisterRejection.targetRetired(targetId, retiredAt);
        }
        return new Target(
                targetId,
                LinkTargetEvent.Kind.valueOf(target.getString(OrganizationEventListener.KIND)),
                target.getString(OrganizationEventListener.NAME));
    }

    private static @Nullable Instant instant(Document copy, String field) {
        Long millis = copy.getLong(field);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
