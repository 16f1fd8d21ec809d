package kepu.campaigns.unit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
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
        Map<String, ?> fields = switch (event) {
            case UnitEstablished established -> established(established, envelope.occurredAt());
            case UnitMoved moved -> Map.of(Units.parentSince(envelope.occurredAt()), moved.parentId());
            case UnitClosed _ -> Map.of(Units.CLOSED_AT, envelope.occurredAt().toEpochMilli());
            case ResidentsCounted _, VenueKindsDeclared _ -> Map.of();
        };
        return LocalCopies.Change.of(envelope, fields);
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
