package kepu.organization.board;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of boards. */
@Component
class BoardViews {
    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Clock clock;
    private final ZoneId zone;

    BoardViews(AggregateStore store, MongoOperations mongo, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.clock = clock;
        this.zone = zone;
    }

    record BoardView(
            String id,
            String unitId,
            String place,
            boolean combined,
            Instant standsSince,
            @Nullable Instant lastUpdate,
            @Nullable Long daysSinceLastUpdate,
            long version) {}

    record UpdateView(
            String id,
            String unitId,
            String boardId,
            String title,
            Instant occurredAt,
            boolean withdrawn,
            String recordedBy,
            long version) {}

    BoardView board(String id) {
        Board board = store.get(Board.class, id);
        BoardUpdate last = mongo.findOne(
                query(where("boardId").is(id).and("withdrawn").is(false)).with(Sort.by(Sort.Order.desc("occurredAt"))),
                BoardUpdate.class);
        Instant lastUpdate = last == null ? null : last.occurredAt();
        Long days = lastUpdate == null
                ? null
                : Math.max(
                        0,
                        ChronoUnit.DAYS.between(
                                LocalDate.ofInstant(lastUpdate, zone), LocalDate.now(clock.withZone(zone))));
        return new BoardView(
                id,
                board.unitId(),
                board.place(),
                board.combined(),
                board.standsSince(),
                lastUpdate,
                days,
                board.version());
    }

    UpdateView update(String id) {
        BoardUpdate update = store.get(BoardUpdate.class, id);
        return new UpdateView(
                id,
                update.unitId(),
                update.boardId(),
                update.content().title(),
                update.occurredAt(),
                update.isWithdrawn(),
                update.recordedBy(),
                update.version());
    }
}
