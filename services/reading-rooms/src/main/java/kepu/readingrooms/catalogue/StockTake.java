package kepu.readingrooms.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeCorrected;
import kepu.contracts.readingrooms.StockTakeEvent.StockTakeWithdrawn;
import kepu.contracts.readingrooms.StockTakeEvent.StockTaken;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** A stock-take (盘点): of which resources fewer copies were found than the books say, and why. */
@Document("stock-takes")
@Listed(by = "roomId=content.roomId")
class StockTake extends AmendableRecord<StockTake.Content> {
    /** 遗失, 破损, 剔旧, 到期, 其他. */
    enum Reason {
        LOST,
        DAMAGED,
        WEEDED,
        EXPIRED,
        OTHER
    }

    /**
     * @param found copies that are left
     * @param lost how many fewer these were than booked when it was recorded
     */
    record Loss(String resourceId, int found, int lost, Reason reason) {}

    record Content(String roomId, List<Loss> losses) {
        Set<String> missing() {
            return losses.stream()
                    .filter(loss -> loss.found() == 0)
                    .map(Loss::resourceId)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** As somebody counted. */
    record Count(String resourceId, int found, Reason reason) {}

    /**
     * What was counted, against the books of that moment.
     *
     * @param booked as if this stock-take were not recorded
     */
    static Content counted(String roomId, List<Count> counts, Stock booked) {
        Set<String> seen = new HashSet<>();
        List<Loss> losses = new ArrayList<>();
        for (Count count : counts) {
            int line = losses.size() + 1;
            int copies = booked.copies(count.resourceId());
            if (!seen.add(count.resourceId())) {
                throw CatalogueRejection.countedTwice(line, count.resourceId());
            }
            if (copies == 0) {
                throw CatalogueRejection.notInStock(line, count.resourceId());
            }
            if (count.found() >= copies) {
                throw CatalogueRejection.nothingLost(line, count.resourceId(), copies);
            }
            losses.add(new Loss(count.resourceId(), count.found(), copies - count.found(), count.reason()));
        }
        return new Content(roomId, losses);
    }

    StockTake(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected StockTaken recorded(Content is) {
        return new StockTaken(id(), is.roomId(), is.missing());
    }

    @Override
    protected StockTakeCorrected corrected(Content is, Content was, Instant before) {
        return new StockTakeCorrected(id(), is.roomId(), is.missing(), before);
    }

    @Override
    protected StockTakeWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new StockTakeWithdrawn(id(), reason, before);
    }
}
