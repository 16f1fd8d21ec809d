package kepu.readingrooms.standard;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.readingrooms.StandardsCheckEvent.Item;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsCheckCorrected;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsCheckWithdrawn;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsChecked;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.mapping.Document;

/** What somebody found when they checked a room against the standards (规范化检查), item by item. */
@Document("standards-checks")
@Listed(by = {"roomId=content.roomId", "unmet=content.unmet"})
class StandardsCheck extends AmendableRecord<StandardsCheck.Content> {
    /** An item is met, unmet, or was not looked at. */
    record Content(String roomId, Set<Item> met, Set<Item> unmet, String note) {
        Content {
            met = new TreeSet<>(met);
            unmet = new TreeSet<>(unmet);
        }
    }

    StandardsCheck(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    /** Two checks of a room on one day, whatever they found. */
    @Override
    protected Object likeness(Content is) {
        return List.of(is.roomId());
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        if (stated.met().isEmpty() && stated.unmet().isEmpty()) {
            throw StandardsRejection.nothingChecked();
        }
        for (Item item : stated.met()) {
            if (stated.unmet().contains(item)) {
                throw StandardsRejection.metAndUnmet(item);
            }
        }
    }

    @Override
    protected StandardsChecked recorded(Content is) {
        return new StandardsChecked(id(), is.roomId(), is.met(), is.unmet());
    }

    @Override
    protected StandardsCheckCorrected corrected(Content is, Content was, Instant before) {
        return new StandardsCheckCorrected(id(), is.roomId(), is.met(), is.unmet(), before);
    }

    @Override
    protected StandardsCheckWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new StandardsCheckWithdrawn(id(), reason, before);
    }
}
