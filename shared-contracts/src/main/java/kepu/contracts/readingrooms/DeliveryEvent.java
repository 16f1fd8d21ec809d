package kepu.contracts.readingrooms;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/**
 * Deliveries (入库) of resources to a room. Source: R11.
 *
 * <p>A resource (种) has the same id wherever it is: it follows from its ISBN or ISSN, else from its kind, title and author.
 */
@Family(topic = "kepu.reading-rooms.deliveries")
public sealed interface DeliveryEvent extends FactVersion {
    String deliveryId();

    @Override
    default String factId() {
        return deliveryId();
    }

    /** 配发, 购置, 捐赠, 调拨, 其他. */
    enum Origin {
        ALLOCATED,
        BOUGHT,
        DONATED,
        TRANSFERRED,
        OTHER
    }

    /** These resources came into the room at {@code occurredAt}; {@code copies} is the number of all copies. */
    @WireType("kepu.reading-rooms.delivery-received.v1")
    record DeliveryReceived(String deliveryId, String roomId, Origin origin, Set<String> resources, int copies)
            implements DeliveryEvent {
        public DeliveryReceived {
            resources = Sorted.copyOf(resources);
        }
    }

    /** The delivery is as stated here. */
    @WireType("kepu.reading-rooms.delivery-corrected.v1")
    record DeliveryCorrected(
            String deliveryId,
            String roomId,
            Origin origin,
            Set<String> resources,
            int copies,
            Instant previousOccurredAt)
            implements DeliveryEvent, Correction {
        public DeliveryCorrected {
            resources = Sorted.copyOf(resources);
        }
    }

    /** The delivery never came. */
    @WireType("kepu.reading-rooms.delivery-withdrawn.v1")
    record DeliveryWithdrawn(String deliveryId, String reason, Instant previousOccurredAt)
            implements DeliveryEvent, Withdrawal {}
}
