package kepu.readingrooms.opening;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import kepu.contracts.readingrooms.OpeningEvent;
import kepu.contracts.readingrooms.OpeningEvent.DayClosed;
import kepu.contracts.readingrooms.OpeningEvent.DayOpened;
import kepu.contracts.readingrooms.OpeningEvent.DayWithdrawn;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.list.FactState;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One local day of one room, of which one statement at most holds.
 *
 * <p>Its events happen at the start of that day, whatever they say of it and whenever they are told.
 */
@Document("room-days")
@IdFromBody
@Listed(
        period = "date",
        state = FactState.class,
        by = "roomId",
        sort = {"date", "id"})
@CompoundIndex(def = "{'roomId': 1, 'date': -1}")
class RoomDay extends Aggregate {
    private final String roomId;
    private final LocalDate date;
    private @Nullable Statement statement;
    private @Nullable String recordedBy;
    private boolean withdrawn;

    RoomDay(String id, String unitId, String roomId, LocalDate date) {
        super(id, unitId);
        this.roomId = roomId;
        this.date = date;
    }

    static String id(String roomId, LocalDate date) {
        return roomId + ':' + date;
    }

    static RoomDay blank(String unitId, String roomId, LocalDate date) {
        return new RoomDay(id(roomId, date), unitId, roomId, date);
    }

    DomainEvents record(Statement said, String actor, RecordableDays days, ZoneId zone) {
        if (statement != null && !withdrawn) {
            throw OpeningRejection.alreadyRecorded(date);
        }
        days.requireIncluding(date);
        RecordableDays.requireOver(date, said, days.now());
        return state(said, actor, zone);
    }

    DomainEvents correct(Statement said, String actor, RecordableDays days, ZoneId zone) {
        stillHolds();
        days.requireIncluding(date);
        RecordableDays.requireOver(date, said, days.now());
        return state(said, actor, zone);
    }

    DomainEvents withdraw(String reason, ZoneId zone) {
        stillHolds();
        withdrawn = true;
        return happened(new DayWithdrawn(roomId, date, reason), zone);
    }

    private DomainEvents state(Statement said, String actor, ZoneId zone) {
        statement = said;
        recordedBy = actor;
        withdrawn = false;
        return happened(
                said.closedReason() == null
                        ? new DayOpened(roomId, date, said.minutes())
                        : new DayClosed(roomId, date, said.closedReason()),
                zone);
    }

    private DomainEvents happened(OpeningEvent event, ZoneId zone) {
        return raise(date.atStartOfDay(zone).toInstant(), event);
    }

    private void stillHolds() {
        if (withdrawn) {
            throw OpeningRejection.alreadyWithdrawn(date);
        }
    }

    String roomId() {
        return roomId;
    }

    LocalDate date() {
        return date;
    }

    /** The last one, also when it was withdrawn. */
    Statement statement() {
        return Objects.requireNonNull(statement);
    }

    String recordedBy() {
        return Objects.requireNonNull(recordedBy);
    }

    boolean withdrawn() {
        return withdrawn;
    }
}
