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
 * Stock-takes (盘点) of a room: what was counted holds, whatever the books said. Source: R11.
 *
 * <p>A resource is in stock after the newest delivery that brought it, unless a stock-take at the same time or later found no
 * copy of it.
 */
@Family(topic = "kepu.reading-rooms.stock-takes")
public sealed interface StockTakeEvent extends FactVersion {
    String stockTakeId();

    @Override
    default String factId() {
        return stockTakeId();
    }

    /** Counted at {@code occurredAt}; of {@code missingResources} no copy was left. */
    @WireType("kepu.reading-rooms.stock-taken.v1")
    record StockTaken(String stockTakeId, String roomId, Set<String> missingResources) implements StockTakeEvent {
        public StockTaken {
            missingResources = Sorted.copyOf(missingResources);
        }
    }

    /** The stock-take is as stated here. */
    @WireType("kepu.reading-rooms.stock-take-corrected.v1")
    record StockTakeCorrected(
            String stockTakeId, String roomId, Set<String> missingResources, Instant previousOccurredAt)
            implements StockTakeEvent, Correction {
        public StockTakeCorrected {
            missingResources = Sorted.copyOf(missingResources);
        }
    }

    /** The stock-take never was. */
    @WireType("kepu.reading-rooms.stock-take-withdrawn.v1")
    record StockTakeWithdrawn(String stockTakeId, String reason, Instant previousOccurredAt)
            implements StockTakeEvent, Withdrawal {}
}
