package kepu.volunteers.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.LocalCopies;
import kepu.defaults.consume.Received;

/** Keeps the copies of units and link targets up to date. */
final class OrganizationEventListener implements EventListener {
    static final String CLOSED_AT = "closedAt";
    static final String RETIRED_AT = "retiredAt";
    static final String KIND = "kind";
    static final String NAME = "name";
    static final String UNIT = "unitId";

    private final LocalCopies units;
    private final LocalCopies targets;

    OrganizationEventListener(LocalCopies units, LocalCopies targets) {
        this.units = units;
        this.targets = targets;
    }

    @Override
    public int on(List<Received> events) {
        List<LocalCopies.Change> ofUnits = new ArrayList<>();
        List<LocalCopies.Change> ofTargets = new ArrayList<>();
        for (Received received : events) {
            Envelope<?> envelope = received.envelope();
            switch (envelope.data()) {
                case UnitEvent unit -> ofUnits.add(change(unit, envelope));
                case LinkTargetEvent target -> ofTargets.add(change(target, envelope));
                default -> throw new IllegalStateException("not subscribed to " + envelope.data());
            }
        }
        return units.apply(ofUnits) + targets.apply(ofTargets);
    }

    /** Closure and retirement come and go by themselves: each is a fact of the copy. */
    private static LocalCopies.Change change(UnitEvent event, Envelope<?> envelope) {
        return switch (event) {
            case UnitEstablished established ->
                LocalCopies.Change.of(
                        envelope,
                        "establishment",
                        Map.of(KIND, established.kind().name()));
            case UnitClosed _, UnitClosureCorrected _ ->
                LocalCopies.Change.of(
                        envelope,
                        "closure",
                        Map.of(CLOSED_AT, envelope.occurredAt().toEpochMilli()));
            case UnitClosureWithdrawn _ ->
                LocalCopies.Change.of(envelope, "closure", Collections.singletonMap(CLOSED_AT, null));
            case UnitMoved _, ResidentsCounted _, VenueKindsDeclared _ -> LocalCopies.Change.of(envelope, Map.of());
        };
    }

    private static LocalCopies.Change change(LinkTargetEvent event, Envelope<?> envelope) {
        return switch (event) {
            case LinkTargetRegistered registered ->
                LocalCopies.Change.of(
                        envelope,
                        "registration",
                        Map.of(
                                KIND, registered.kind().name(),
                                NAME, registered.name(),
                                UNIT, envelope.unitId()));
            case LinkTargetRetired _ ->
                LocalCopies.Change.of(
                        envelope,
                        "retirement",
                        Map.of(RETIRED_AT, envelope.occurredAt().toEpochMilli()));
        };
    }
}
