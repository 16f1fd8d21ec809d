package kepu.contracts.organization;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Life of a service station (科普服务站). Source: R16. */
@Family(topic = "kepu.organization.stations")
public sealed interface StationEvent extends DomainEvent {
    String stationId();

    /** A station stands in a venue of the village organisation; it is not open yet. */
    @WireType("kepu.organization.station-registered.v1")
    @Fact("station")
    record StationRegistered(String stationId, String venue) implements StationEvent {}

    /** The station is open from {@code occurredAt} on. */
    @WireType("kepu.organization.station-opened.v1")
    @Fact("state")
    record StationOpened(String stationId) implements StationEvent {}

    /** The station is closed from {@code occurredAt} on. */
    @WireType("kepu.organization.station-closed.v1")
    @Fact("state")
    record StationClosed(String stationId, String reason) implements StationEvent {}
}
