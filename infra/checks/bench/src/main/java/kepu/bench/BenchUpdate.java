package kepu.bench;

import java.time.Instant;
import kepu.contracts.organization.BoardEvent.BoardUpdated;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate that tells one event, like most of those that are written in numbers. */
@Document("bench-updates")
class BenchUpdate extends Aggregate {
    private final String title;

    BenchUpdate(String id, String unitId, String title) {
        super(id, unitId);
        this.title = title;
    }

    DomainEvents record(Instant at) {
        return raise(at, new BoardUpdated("board", id(), title));
    }
}
