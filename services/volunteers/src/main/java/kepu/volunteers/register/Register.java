package kepu.volunteers.register;

import java.time.Instant;
import kepu.contracts.organization.LinkTargetEvent;
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

    /** What a link may be made to. */
    public record Target(String targetId, LinkTargetEvent.Kind kind, String name) {}

    /** Refuses a unit that nobody has told of, or that no longer existed at that time. */
    public void requireUnit(String unitId, Instant at) {
        Document unit = units.find(unitId).orElseThrow(() -> RegisterRejection.unknownUnit(unitId));
        Instant closedAt = instant(unit, OrganizationEventListener.CLOSED_AT);
        if (closedAt != null && !at.isBefore(closedAt)) {
            throw RegisterRejection.unitClosed(unitId, closedAt);
        }
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
