package kepu.readingrooms.unit;

import java.util.Collections;
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

/** Keeps of each unit its kind and its end. */
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
        return switch (event) {
            case UnitEstablished established ->
                LocalCopies.Change.of(
                        envelope,
                        Units.ESTABLISHMENT,
                        Map.of(Units.KIND, established.kind().name()));
            case UnitClosed _, UnitClosureCorrected _ ->
                LocalCopies.Change.of(
                        envelope,
                        Units.CLOSURE,
                        Map.of(Units.CLOSED_AT, envelope.occurredAt().toEpochMilli()));
            case UnitClosureWithdrawn _ ->
                LocalCopies.Change.of(envelope, Units.CLOSURE, Collections.singletonMap(Units.CLOSED_AT, null));
            case UnitMoved _, ResidentsCounted _, VenueKindsDeclared _ -> LocalCopies.Change.of(envelope, Map.of());
        };
    }
}
