package kepu.readingrooms.standard;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.readingrooms.StandardsCheckEvent.Item;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsCheckCorrected;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsCheckWithdrawn;
import kepu.contracts.readingrooms.StandardsCheckEvent.StandardsChecked;
import kepu.defaults.SharedRefusal;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What somebody found when they checked a room against the standards (规范化检查), item by item. A room checks itself, or is
 * checked from above ({@link Supervisors}): what was found from above is not for the room to correct or withdraw.
 */
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

    /** Whether any version of it was stated from above; an earlier version did not keep it. */
    private @Nullable Boolean fromAbove;

    StandardsCheck(
            String id,
            String unitId,
            Content content,
            Instant occurredAt,
            String recordedBy,
            @Nullable Boolean fromAbove) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.fromAbove = fromAbove;
    }

    /** @throws kepu.defaults.Rejection 403 {@code right-missing} */
    DomainEvents correct(Content stated, Instant at, String by, boolean isFromAbove) {
        requireAmendable(isFromAbove);
        DomainEvents corrected = correct(stated, at, by);
        fromAbove = isFromAbove || Boolean.TRUE.equals(fromAbove);
        return corrected;
    }

    /** @throws kepu.defaults.Rejection 403 {@code right-missing} */
    DomainEvents withdraw(String reason, Instant at, String by, boolean isFromAbove) {
        requireAmendable(isFromAbove);
        return withdraw(reason, at, by);
    }

    private void requireAmendable(boolean isFromAbove) {
        if (!isFromAbove && Boolean.TRUE.equals(fromAbove)) {
            throw SharedRefusal.RIGHT_MISSING.with();
        }
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
