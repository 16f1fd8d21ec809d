package kepu.volunteers.register;

import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRegistered;
import kepu.contracts.organization.LinkTargetEvent.LinkTargetRetired;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;

/** Keeps the copies of link targets up to date. */
final class LinkTargetListener implements EventListener {
    static final String RETIRED_AT = "retiredAt";
    static final String KIND = "kind";
    static final String NAME = "name";
    static final String UNIT = "unitId";

    private final ReplicaStore targets;

    LinkTargetListener(ReplicaStore targets) {
        this.targets = targets;
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        return targets.apply(events.stream()
                .map(ReceivedEvent::envelope)
                .map(LinkTargetListener::change)
                .toList());
    }

    /** Registration and retirement come by themselves: each is a fact of the copy. */
    private static ReplicaStore.Change change(Envelope<?> envelope) {
        if (!(envelope.data() instanceof LinkTargetEvent event)) {
            throw new IllegalArgumentException("no event of a link target: " + envelope.data());
        }
        return switch (event) {
            case LinkTargetRegistered registered ->
                ReplicaStore.Change.of(
                        envelope,
                        "registration",
                        Map.of(
                                KIND, registered.kind().name(),
                                NAME, registered.name(),
                                UNIT, envelope.unitId()));
            case LinkTargetRetired _ ->
                ReplicaStore.Change.of(
                        envelope,
                        "retirement",
                        Map.of(RETIRED_AT, envelope.occurredAt().toEpochMilli()));
        };
    }
}
