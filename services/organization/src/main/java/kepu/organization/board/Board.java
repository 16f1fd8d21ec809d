package kepu.organization.board;

import java.time.Instant;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/** A bulletin board (科普宣传栏) of a unit; knows since when it stands. */
@Document("boards")
@Listed(
        period = "standsSince",
        text = "place",
        sort = {"id", "place", "standsSince"})
class Board extends Aggregate {
    private final String place;
    private final boolean combined;
    private final Instant standsSince;

    Board(String id, String unitId, String place, boolean combined, Instant standsSince) {
        super(id, unitId);
        this.place = place;
        this.combined = combined;
        this.standsSince = standsSince;
    }

    DomainEvents register() {
        return raise(standsSince, new BoardRegistered(id(), place, combined));
    }

    /** An update that was put up on this board. */
    BoardUpdate update(String updateId, String title, Instant occurredAt, String recordedBy) {
        BoardUpdate.Content content = new BoardUpdate.Content(title);
        BoardUpdate update = new BoardUpdate(updateId, unitId(), id(), standsSince, content, occurredAt, recordedBy);
        update.requireAllowed(content, occurredAt);
        return update;
    }

    String place() {
        return place;
    }

    boolean combined() {
        return combined;
    }

    Instant standsSince() {
        return standsSince;
    }
}
