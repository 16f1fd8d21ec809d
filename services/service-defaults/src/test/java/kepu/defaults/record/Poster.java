package kepu.defaults.record;

import java.time.Instant;
import java.util.Set;
import kepu.contracts.organization.BoardEvent.BoardUpdateCorrected;
import kepu.contracts.organization.BoardEvent.BoardUpdateWithdrawn;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.Rejection;
import kepu.defaults.list.Listed;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The smallest record: what was put up on a board, and a rule of its own. */
@Document("posters")
@Listed(by = "boardId=content.boardId")
class Poster extends AmendableRecord<Poster.Content> {
    record Content(
            String boardId,
            String title,
            Set<String> tags,
            @Nullable String author) {}

    Poster(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected void requireAllowed(Content is, Instant at) {
        if (is.title().isEmpty()) {
            throw new Rejection(422, "poster-without-title");
        }
    }

    @Override
    protected BoardUpdated recorded(Content is) {
        return new BoardUpdated(is.boardId(), id(), is.title());
    }

    @Override
    protected BoardUpdateCorrected corrected(Content is, Content was, Instant before) {
        return new BoardUpdateCorrected(is.boardId(), id(), is.title(), before);
    }

    @Override
    protected BoardUpdateWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new BoardUpdateWithdrawn(was.boardId(), id(), reason, before);
    }

    void judge(String by) {
        requireNoPartIn(by);
    }
}
