package kepu.organization.board;

import java.time.Instant;
import java.util.List;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** One change of a board's content; it happened while the board stood. */
@Document("board-updates")
@Listed(by = "boardId", text = "title=content.title")
@CompoundIndex(def = "{'boardId': 1, 'occurredAt': -1}")
class BoardUpdate extends AmendableRecord<BoardUpdate.Content> {
    record Content(String title) {}

    private final String boardId;
    private final Instant boardStandsSince;

    BoardUpdate(
            String id,
            String unitId,
            String boardId,
            Instant boardStandsSince,
            Content content,
            Instant occurredAt,
            String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
        this.boardId = boardId;
        this.boardStandsSince = boardStandsSince;
    }

    @Override
    protected void requireAllowed(Content is, Instant at) {
        if (at.isBefore(boardStandsSince)) {
            throw BoardRejection.beforeTheBoardStood(boardStandsSince);
        }
    }

    /** The same title on the same board. */
    @Override
    protected Object likeness(Content is) {
        return List.of(boardId, is.title());
    }

    @Override
    protected BoardUpdated recorded(Content is) {
        return new BoardUpdated(boardId, id(), is.title());
    }

    @Override
    protected BoardUpdateCorrected corrected(Content is, Content was, Instant before) {
        return new BoardUpdateCorrected(boardId, id(), is.title(), before);
    }

    @Override
    protected BoardUpdateWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new BoardUpdateWithdrawn(boardId, id(), reason, before);
    }

    String boardId() {
        return boardId;
    }
}
