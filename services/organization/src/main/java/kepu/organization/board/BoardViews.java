package kepu.organization.board;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kepu.defaults.record.Duplicate;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** What people see of boards. */
@Component
class BoardViews {
    private static final int DAYS_WITHOUT_UPDATE = 60;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    BoardViews(AggregateStore store, MongoOperations mongo, Units units, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
        this.units = units;
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
            @Nullable Duplicate duplicate,
            String recordedBy,
            long version) {}

    BoardView board(String id) {
        return boards(List.of(store.get(Board.class, id))).getFirst();
    }

    List<BoardView> boards(List<Board> boards) {
        return boards.stream().map(board -> view(board, lastUpdate(board))).toList();
    }

    /** One look-up by the index, whatever the board has seen before. */
    private @Nullable Instant lastUpdate(Board board) {
        Query newest = query(where("boardId").is(board.id()).and("withdrawn").is(false))
                .with(Sort.by(Sort.Order.desc("occurredAt")));
        newest.fields().exclude("outbox", "applied", "firstApplied");
        BoardUpdate last = mongo.findOne(newest, BoardUpdate.class);
        return last == null ? null : last.occurredAt();
    }

    /** Whether a board has stood, and had nothing new, for so long that it must be updated; in a closed unit nothing is. */
    Predicate<Board> withoutUpdate(List<Board> boards) {
        Instant longAgo = LocalDate.now(clock.withZone(zone))
                .minusDays(DAYS_WITHOUT_UPDATE - 1L)
                .atStartOfDay(zone)
                .toInstant();
        Query fresh = query(where("boardId")
                .in(boards.stream().map(Board::id).toList())
                .and("withdrawn")
                .is(false)
                .and("occurredAt")
                .gte(longAgo));
        Set<String> updated = Set.copyOf(mongo.findDistinct(fresh, "boardId", BoardUpdate.class, String.class));
        Map<String, Units.Known> known =
                units.find(boards.stream().map(Board::unitId).distinct().toList());
        return board -> board.standsSince().isBefore(longAgo)
                && !updated.contains(board.id())
                && Optional.ofNullable(known.get(board.unitId()))
                        .filter(unit -> unit.until() == null)
                        .isPresent();
    }

    private long days(Instant since) {
        return Math.max(
                0, ChronoUnit.DAYS.between(LocalDate.ofInstant(since, zone), LocalDate.now(clock.withZone(zone))));
    }

    private BoardView view(Board board, @Nullable Instant lastUpdate) {
        return new BoardView(
                board.id(),
                board.unitId(),
                board.place(),
                board.combined(),
                board.standsSince(),
                lastUpdate,
                lastUpdate == null ? null : days(lastUpdate),
                board.version());
    }

    UpdateView update(String id) {
        return view(store.get(BoardUpdate.class, id));
    }

    static List<UpdateView> updates(List<BoardUpdate> updates) {
        return updates.stream().map(BoardViews::view).toList();
    }

    private static UpdateView view(BoardUpdate update) {
        return new UpdateView(
                update.id(),
                update.unitId(),
                update.boardId(),
                update.content().title(),
                update.occurredAt(),
                update.isWithdrawn(),
                update.duplicate(),
                update.recordedBy(),
                update.version());
    }
}
