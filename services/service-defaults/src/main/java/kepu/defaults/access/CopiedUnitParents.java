package kepu.defaults.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.LocalCopies;
import kepu.defaults.consume.LocalCopies.Change;
import kepu.defaults.consume.Received;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The units' parents as the organization service has told of them. */
final class CopiedUnitParents implements UnitParents, EventListener {
    /** Not {@code units}, which a service may keep for its own rules. */
    static final String COLLECTION = "access-units";

    private static final String PARENTS = "parents";

    private final LocalCopies copies;
    private final RememberedParents remembered = new RememberedParents(this::read);

    CopiedUnitParents(LocalCopies copies) {
        this.copies = copies;
    }

    @Override
    public int on(List<Received> events) {
        List<Change> changes =
                events.stream().map(received -> change(received.envelope())).toList();
        int applied = copies.apply(changes);
        remembered.forget(changes.stream().map(Change::id).toList());
        return applied;
    }

    /** A move may be told late, so each parent is kept with the time from which it holds. */
    private static Change change(Envelope<?> envelope) {
        @Nullable
        String parent = switch ((UnitEvent) envelope.data()) {
            case UnitEstablished established -> established.parentId();
            case UnitMoved moved -> moved.parentId();
            default -> null;
        };
        if (parent == null) {
            return Change.of(envelope, Map.of());
        }
        // A fact of its own: a move that comes after something newer of the unit is no less a move.
        String position = envelope.epoch() + "-" + envelope.sequence();
        return Change.of(
                envelope,
                position,
                Map.of(
                        PARENTS + "." + position,
                        new Document("unitId", parent)
                                .append("from", envelope.occurredAt().toEpochMilli())));
    }

    @Override
    public List<Parent> of(String unitId) {
        return remembered.of(unitId);
    }

    private List<Parent> read(String unitId) {
        return copies.find(unitId)
                .map(copy -> copy.get(PARENTS, new Document()).values().stream()
                        .map(Document.class::cast)
                        .map(parent ->
                                new Parent(parent.getString("unitId"), Instant.ofEpochMilli(parent.getLong("from"))))
                        .sorted(Comparator.comparing(Parent::from))
                        .toList())
                .orElse(List.of());
    }
}
