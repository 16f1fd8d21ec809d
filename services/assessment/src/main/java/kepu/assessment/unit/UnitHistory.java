package kepu.assessment.unit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kepu.assessment.unit.UnitDirectory.Parent;
import kepu.assessment.unit.UnitDirectory.Unit;
import kepu.assessment.unit.UnitDirectory.View;
import kepu.contracts.Envelope;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Every known event that says where a unit belongs, with both clocks; gives the unit as it looks in a view.
 *
 * @param placings in the order in which they happened; at the same instant, the newer version last
 */
record UnitHistory(String id, List<Placement> placings) {
    private static final Comparator<Placement> BY_VERSION =
            Comparator.comparingLong(Placement::epoch).thenComparingLong(Placement::sequence);

    private static final Comparator<Placement> IN_ORDER =
            Comparator.comparing(Placement::at).thenComparing(BY_VERSION);

    /**
     * An event that assigns the unit to a parent.
     *
     * @param parentId null for a topmost unit, and for a move that is withdrawn
     * @param kind kind and name come from an establishment; both are null for a move
     * @param replaces when the move that is amended was said to be
     */
    record Placement(
            Instant at,
            LocalDate day,
            Instant recordedAt,
            long epoch,
            long sequence,
            @Nullable String parentId,
            @Nullable Kind kind,
            @Nullable String name,
            @Nullable Instant replaces) {}

    static UnitHistory of(String id, List<Envelope<?>> facts, ZoneId zone) {
        return new UnitHistory(
                id,
                facts.stream()
                        .flatMap(envelope -> placing(envelope, zone).stream())
                        .sorted(IN_ORDER)
                        .toList());
    }

    private static Optional<Placement> placing(Envelope<?> envelope, ZoneId zone) {
        if (envelope.data() instanceof EstablishmentVersion event) {
            return Optional.of(placing(envelope, zone, event.parentId(), event.kind(), event.name(), null));
        }
        if (envelope.data() instanceof UnitMoved event) {
            return Optional.of(placing(envelope, zone, event.parentId(), null, null, null));
        }
        if (envelope.data() instanceof UnitMoveCorrected event) {
            return Optional.of(placing(envelope, zone, event.parentId(), null, null, event.previousOccurredAt()));
        }
        if (envelope.data() instanceof UnitMoveWithdrawn event) {
            return Optional.of(placing(envelope, zone, null, null, null, event.previousOccurredAt()));
        }
        return Optional.empty();
    }

    private static Placement placing(
            Envelope<?> envelope,
            ZoneId zone,
            @Nullable String parentId,
            @Nullable Kind kind,
            @Nullable String name,
            @Nullable Instant replaces) {
        return new Placement(
                envelope.occurredAt(),
                LocalDate.ofInstant(envelope.occurredAt(), zone),
                envelope.recordedAt(),
                envelope.epoch(),
                envelope.sequence(),
                parentId,
                kind,
                name,
                replaces);
    }

    /** The unit in a view; empty if its establishment is unknown then, or dated later. */
    Optional<Unit> in(View view) {
        List<Placement> known = placings.stream()
                .filter(placing -> !placing.recordedAt().isAfter(view.knownBy()))
                .toList();
        // Of several establishments the newest holds, whatever date it states.
        Placement established = known.stream()
                .filter(placing -> placing.kind() != null)
                .max(BY_VERSION)
                .orElse(null);
        if (established == null || established.day().isAfter(view.asOf())) {
            return Optional.empty();
        }
        List<Parent> parents = new ArrayList<>();
        for (Placement placing : holding(known)) {
            boolean counts = placing.kind() == null || placing == established;
            if (counts && placing.parentId() != null && !placing.day().isAfter(view.asOf())) {
                parents.add(new Parent(placing.parentId(), placing.day()));
            }
        }
        return Optional.ofNullable(established.kind())
                .map(kind -> new Unit(id, kind, String.valueOf(established.name()), parents));
    }

    /** Without the moves that a later word amends, in the order in which they happened. */
    private static List<Placement> holding(List<Placement> known) {
        List<Placement> holding = new ArrayList<>();
        known.stream().sorted(BY_VERSION).forEach(placing -> {
            if (placing.replaces() != null) {
                holding.removeIf(move -> move.kind() == null && move.at().equals(placing.replaces()));
            }
            holding.add(placing);
        });
        holding.sort(IN_ORDER);
        return holding;
    }

    Document document() {
        List<Placement> establishments =
                placings.stream().filter(placing -> placing.kind() != null).toList();
        return new Document("_id", id)
                .append(
                        "kind",
                        establishments.stream()
                                .max(BY_VERSION)
                                .map(placing -> String.valueOf(placing.kind()))
                                .orElse(null))
                .append(
                        "kinds",
                        establishments.stream()
                                .map(placing -> String.valueOf(placing.kind()))
                                .distinct()
                                .toList())
                .append(
                        "parentIds",
                        placings.stream()
                                .flatMap(placing -> Stream.ofNullable(placing.parentId()))
                                .distinct()
                                .toList())
                .append("placings", placings.stream().map(UnitHistory::document).toList());
    }

    private static Document document(Placement placing) {
        return new Document("at", placing.at().toString())
                .append("day", placing.day().toString())
                .append("recordedAt", placing.recordedAt().toString())
                .append("epoch", placing.epoch())
                .append("sequence", placing.sequence())
                .append("parentId", placing.parentId())
                .append("kind", placing.kind() == null ? null : placing.kind().name())
                .append("name", placing.name())
                .append(
                        "replaces",
                        placing.replaces() == null ? null : placing.replaces().toString());
    }

    static UnitHistory read(Document unit) {
        return new UnitHistory(
                unit.getString("_id"),
                unit.getList("placings", Document.class).stream()
                        .map(UnitHistory::placing)
                        .toList());
    }

    private static Placement placing(Document placing) {
        String kind = placing.getString("kind");
        String replaces = placing.getString("replaces");
        return new Placement(
                Instant.parse(placing.getString("at")),
                LocalDate.parse(placing.getString("day")),
                Instant.parse(placing.getString("recordedAt")),
                placing.getLong("epoch"),
                placing.getLong("sequence"),
                placing.getString("parentId"),
                kind == null ? null : Kind.valueOf(kind),
                placing.getString("name"),
                replaces == null ? null : Instant.parse(replaces));
    }
}
