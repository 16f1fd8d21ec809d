package kepu.organization.board;

import java.time.Instant;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.Told;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** One change of a board's content; can be corrected until it is withdrawn. */
@Document("board-updates")
@CompoundIndex(def = "{'boardId': 1, 'occurredAt': -1}")
class BoardUpdate extends Aggregate {
    private final String boardId;
    private final Instant boardStandsSince;
    private final String recordedBy;
    private String title;
    private Instant occurredAt;
    private boolean withdrawn;

    BoardUpdate(
            String id,
            String unitId,
            String boardId,
            Instant boardStandsSince,
            String title,
            Instant occurredAt,
            String recordedBy) {
        super(id, unitId);
        this.boardId = boardId;
        this.boardStandsSince = boardStandsSince;
        this.title = title;
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
    }

    Told record() {
        return tell(occurredAt, new BoardUpdated(boardId, id(), title));
    }

    Told correct(String newTitle, Instant newOccurredAt) {
        stillHolds();
        if (newOccurredAt.isBefore(boardStandsSince)) {
            throw BoardRejection.beforeTheBoardStood(boardStandsSince);
        }
        Instant previous = occurredAt;
        title = newTitle;
        occurredAt = newOccurredAt;
        return tell(occurredAt, new BoardUpdateCorrected(boardId, id(), title, previous));
    }

    Told withdraw(String reason, Instant at) {
        stillHolds();
        withdrawn = true;
        return tell(at, new BoardUpdateWithdrawn(boardId, id(), reason, occurredAt));
    }

    private void stillHolds() {
        if (withdrawn) {
            throw BoardRejection.alreadyWithdrawn(id());
        }
    }

    String boardId() {
        return boardId;
    }

    String title() {
        return title;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    boolean withdrawn() {
        return withdrawn;
    }

    String recordedBy() {
        return recordedBy;
    }
}
