package kepu.campaigns.unit;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
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
import org.springframework.stereotype.Component;

/** Keeps of each unit its kind, its end and to whom it belonged since when. */
@Component
class UnitEventListener implements EventListener {
    private final Units units;

    UnitEventListener(Units units) {
        this.units = units;
    }

    @Override
    public int on(List<Received> events) {
        return units.copies()
                .apply(events.stream()
                        .map(Received::envelope)
                        .map(UnitEventListener::change)
                        .toList());
    }

    private static LocalCopies.Change change(Envelope<?> envelope) {
        if (!(envelope.data() instanceof UnitEvent event)) {
            throw new IllegalArgumentException("no event of a unit: " + envelope.data());
        }
        Instant at = envelope.occurredAt();
        return switch (event) {
            case UnitEstablished established ->
                LocalCopies.Change.of(envelope, Units.ESTABLISHMENT, established(established, at));
            case UnitMoved moved ->
                LocalCopies.Change.of(envelope, Units.moveOf(at), Map.of(Units.parentSince(at), moved.parentId()));
            case UnitClosed _, UnitClosureCorrected _ ->
                LocalCopies.Change.of(envelope, Units.CLOSURE, Map.of(Units.CLOSED_AT, at.toEpochMilli()));
            case UnitClosureWithdrawn _ ->
                LocalCopies.Change.of(envelope, Units.CLOSURE, Collections.singletonMap(Units.CLOSED_AT, null));
            case ResidentsCounted _, VenueKindsDeclared _ -> LocalCopies.Change.of(envelope, Map.of());
        };
    }

    private static Map<String, ?> established(UnitEstablished established, Instant at) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(Units.KIND, established.kind().name());
        if (established.parentId() != null) {
            fields.put(Units.parentSince(at), established.parentId());
        }
        return fields;
    }
}
