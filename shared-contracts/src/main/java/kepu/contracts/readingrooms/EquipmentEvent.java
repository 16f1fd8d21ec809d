package kepu.contracts.readingrooms;

import java.time.Instant;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Equipment (设备) of a distance-education site in a reading room, and its faults. Source: R13. */
@Family(topic = "kepu.reading-rooms.equipment")
public sealed interface EquipmentEvent extends DomainEvent {
    String equipmentId();

    /** 计算机, 投影或电视, 卫星接收设备, 网络设备, 音响, 打印机, 其他. */
    enum Kind {
        COMPUTER,
        DISPLAY,
        SATELLITE_RECEIVER,
        NETWORK,
        SOUND,
        PRINTER,
        OTHER
    }

    /** An event about the piece itself, not about its faults. */
    interface EquipmentVersion extends FactVersion {
        String equipmentId();

        @Override
        default String factId() {
            return equipmentId();
        }
    }

    /** In the room from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.equipment-installed.v1")
    record EquipmentInstalled(String equipmentId, String roomId, Kind kind)
            implements EquipmentEvent, EquipmentVersion {}

    /** The piece is as stated here. */
    @WireType("kepu.reading-rooms.equipment-corrected.v1")
    record EquipmentCorrected(String equipmentId, String roomId, Kind kind, Instant previousOccurredAt)
            implements EquipmentEvent, EquipmentVersion, Correction {}

    /** The piece never was there. */
    @WireType("kepu.reading-rooms.equipment-withdrawn.v1")
    record EquipmentWithdrawn(String equipmentId, String reason, Instant previousOccurredAt)
            implements EquipmentEvent, EquipmentVersion, Withdrawal {}

    /** Out of order from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.equipment-fault-reported.v1")
    @Fact("condition")
    record EquipmentFaultReported(String equipmentId, String faultId) implements EquipmentEvent {}

    /** In order again from {@code occurredAt} on; the fault began at {@code faultAt}. */
    @WireType("kepu.reading-rooms.equipment-repaired.v1")
    @Fact("condition")
    record EquipmentRepaired(String equipmentId, String faultId, Instant faultAt) implements EquipmentEvent {}

    /** No longer in the room from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.equipment-removed.v1")
    @Fact("condition")
    record EquipmentRemoved(String equipmentId, String reason) implements EquipmentEvent {}
}
