package kepu.contracts.organization;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Amendment;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import org.jspecify.annotations.Nullable;

/** Life of a unit (单位): county, township, village, branch or department. Source: R2, R22. */
@Family(topic = "kepu.organization.units")
public sealed interface UnitEvent extends DomainEvent {
    /** Official code of the unit; immutable. */
    String unitId();

    /** An event about how a unit came to be; of several the newest holds, whatever date it states. */
    interface EstablishmentVersion extends FactVersion {
        String unitId();

        Kind kind();

        String name();

        @Nullable
        String parentId();

        /** Not that of a closure, which is a fact of the same family. */
        @Override
        default String factId() {
            return unitId() + "#unit";
        }
    }

    /** An event about the closure of a unit. */
    interface ClosureVersion extends FactVersion {
        String unitId();

        @Override
        default String factId() {
            return unitId();
        }
    }

    /** An event that amends a move; a move has no id and is named by the time at which it was known to be. */
    interface MoveAmendment extends Amendment {
        String unitId();

        @Override
        default String factId() {
            return unitId() + "#move " + previousOccurredAt();
        }
    }

    /** What a unit is: 县, 乡, 村, 支部, 乡属部门. */
    enum Kind {
        COUNTY,
        TOWNSHIP,
        VILLAGE,
        BRANCH,
        DEPARTMENT
    }

    /** Kinds of venue of the five venues (五进): 农村, 场镇, 学校, 机关, 企业. */
    enum VenueKind {
        VILLAGE,
        MARKET_TOWN,
        SCHOOL,
        GOVERNMENT_OFFICE,
        ENTERPRISE
    }

    /** A unit exists from {@code occurredAt} on, below {@code parentId} (none for the topmost). */
    @WireType("kepu.organization.unit-established.v1")
    @Fact("unit")
    record UnitEstablished(
            String unitId, Kind kind, String name, @Nullable String parentId)
            implements UnitEvent, EstablishmentVersion {}

    /** The establishment is as stated here: the unit exists from {@code occurredAt} on, and not before. */
    @WireType("kepu.organization.unit-establishment-corrected.v1")
    @Fact("unit")
    record UnitEstablishmentCorrected(
            String unitId, Kind kind, String name, @Nullable String parentId, Instant previousOccurredAt)
            implements UnitEvent, EstablishmentVersion, Correction {}

    /** From {@code occurredAt} on the unit belongs to another parent; what happened before stays where it happened. */
    @WireType("kepu.organization.unit-moved.v1")
    @Fact("place")
    record UnitMoved(String unitId, String parentId) implements UnitEvent {}

    /** The move that was told to be at {@code previousOccurredAt} is as stated here. */
    @WireType("kepu.organization.unit-move-corrected.v1")
    @Fact("place")
    record UnitMoveCorrected(String unitId, String parentId, Instant previousOccurredAt)
            implements UnitEvent, MoveAmendment, Correction {}

    /** The move that was told to be at {@code previousOccurredAt} never was; where the unit belongs now, parentId says. */
    @WireType("kepu.organization.unit-move-withdrawn.v1")
    @Fact("place")
    record UnitMoveWithdrawn(String unitId, @Nullable String parentId, String reason, Instant previousOccurredAt)
            implements UnitEvent, MoveAmendment, Withdrawal {}

    /** The unit no longer exists from {@code occurredAt} on. */
    @WireType("kepu.organization.unit-closed.v1")
    @Fact("closure")
    record UnitClosed(String unitId, String reason) implements UnitEvent, ClosureVersion {}

    /** The closure is as stated here: the unit no longer exists from {@code occurredAt} on. */
    @WireType("kepu.organization.unit-closure-corrected.v1")
    @Fact("closure")
    record UnitClosureCorrected(String unitId, String reason, Instant previousOccurredAt)
            implements UnitEvent, ClosureVersion, Correction {}

    /** The unit was never closed; it may be closed again later. */
    @WireType("kepu.organization.unit-closure-withdrawn.v1")
    @Fact("closure")
    record UnitClosureWithdrawn(String unitId, String reason, Instant previousOccurredAt)
            implements UnitEvent, ClosureVersion, Withdrawal {}

    /**
     * At its end the unit goes over into these (撤并, 析置): into one that others go over into as well where units are merged,
     * into several where it is split. It replaces what was told before; none: it ended without a successor, or never ended.
     */
    @WireType("kepu.organization.unit-succeeded.v1")
    @Fact("succession")
    record UnitSucceeded(String unitId, Set<String> successors) implements UnitEvent {
        public UnitSucceeded {
            successors = Sorted.copyOf(successors);
        }
    }

    /**
     * Residents (常住人口) of the unit as counted at {@code occurredAt}; holds until the next count.
     *
     * @param source where the number is from; null if nobody said
     */
    @WireType("kepu.organization.residents-counted.v1")
    @Fact("residents")
    record ResidentsCounted(
            String unitId, int residents, @Nullable String source) implements UnitEvent {}

    /** The kinds of venue that the unit has from {@code occurredAt} on; replaces the earlier set. */
    @WireType("kepu.organization.venue-kinds-declared.v1")
    @Fact("venue-kinds")
    record VenueKindsDeclared(String unitId, Set<VenueKind> venueKinds) implements UnitEvent {
        public VenueKindsDeclared {
            venueKinds = Sorted.copyOf(venueKinds);
        }
    }
}
