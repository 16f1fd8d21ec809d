package kepu.readingrooms.room;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.readingrooms.RoomEvent.KeeperAssigned;
import kepu.contracts.readingrooms.RoomEvent.KeeperLeft;
import kepu.contracts.readingrooms.RoomEvent.KeeperTermSet;
import kepu.contracts.readingrooms.RoomEvent.Level;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.defaults.set.InVersionedSets;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** A reading room (书屋) of a township or a village; knows who kept it when, until it is retired. */
@Document("rooms")
@InVersionedSets
class Room extends Aggregate {
    private final Level level;
    private final String name;
    private final Instant standsSince;
    private List<Keeper> keepers = new ArrayList<>();
    private @Nullable Instant retiredAt;
    private @Nullable String retiredBecause;

    /**
     * The keeper (管理员) from then on, under a pseudonym.
     *
     * @param until last day of the term, if one was set
     * @param left that the keeper left before there was a successor
     */
    record Keeper(
            String personId,
            Instant since,
            @Nullable LocalDate until,
            @Nullable Departure left) {}

    /**
     * The end of a keeper's time (离任).
     *
     * @param handover what was handed over, and to whom; in no event
     */
    record Departure(Instant at, String reason, String handover) {}

    Room(String id, String unitId, Level level, String name, Instant standsSince) {
        super(id, unitId);
        this.level = level;
        this.name = name;
        this.standsSince = standsSince;
    }

    DomainEvents register(Kind unit) {
        boolean fits = switch (level) {
            case TOWNSHIP -> unit == Kind.TOWNSHIP;
            case VILLAGE -> unit == Kind.VILLAGE;
        };
        if (!fits) {
            throw RoomRejection.wrongLevel(level, unit);
        }
        return raise(standsSince, new RoomRegistered(id(), level, name));
    }

    /**
     * Learned late, an earlier keeper does not displace a later one; a second of the same instant replaces the first.
     *
     * @param until last day of the term, if one is set
     * @param day local day of {@code at}
     */
    DomainEvents assignKeeper(String personId, @Nullable LocalDate until, Instant at, LocalDate day) {
        requireStandingAt(at);
        if (until != null && until.isBefore(day)) {
            throw RoomRejection.termEndsBeforeStart(until, day);
        }
        keepers.removeIf(keeper -> keeper.since().equals(at));
        int position = Math.toIntExact(
                keepers.stream().filter(keeper -> keeper.since().isBefore(at)).count());
        keepers.add(position, new Keeper(personId, at, until, null));
        KeeperAssigned assigned = new KeeperAssigned(id(), personId);
        return until == null ? raise(at, assigned) : raise(at, assigned, new KeeperTermSet(id(), personId, until));
    }

    /** The latest keeper leaves before there is a successor. */
    DomainEvents leave(String reason, String handover, Instant at) {
        requireStandingAt(at);
        Keeper keeper = keeper();
        if (keeper == null || keeper.left() != null) {
            throw RoomRejection.withoutKeeper(id());
        }
        if (at.isBefore(keeper.since())) {
            throw RoomRejection.beforeTheKeeper(keeper.since());
        }
        keepers.removeLast();
        keepers.add(new Keeper(keeper.personId(), keeper.since(), keeper.until(), new Departure(at, reason, handover)));
        return raise(at, new KeeperLeft(id(), keeper.personId(), reason));
    }

    DomainEvents retire(String reason, Instant at) {
        if (retiredAt != null) {
            throw RoomRejection.retired(id(), retiredAt);
        }
        stood(at);
        retiredAt = at;
        retiredBecause = reason;
        return raise(at, new RoomRetired(id(), reason));
    }

    private void requireStandingAt(Instant at) {
        stood(at);
        if (retiredAt != null && !at.isBefore(retiredAt)) {
            throw RoomRejection.retired(id(), retiredAt);
        }
    }

    private void stood(Instant at) {
        if (at.isBefore(standsSince)) {
            throw RoomRejection.beforeTheRoomStood(standsSince);
        }
    }

    Level level() {
        return level;
    }

    String name() {
        return name;
    }

    Instant standsSince() {
        return standsSince;
    }

    /** The latest, if there ever was one. */
    @Nullable
    Keeper keeper() {
        return keepers.isEmpty() ? null : keepers.getLast();
    }

    /** Whether nobody keeps it on that day: nobody ever did, the latest left, or the term is over. */
    boolean isWithoutKeeper(LocalDate day) {
        Keeper keeper = keeper();
        return keeper == null
                || keeper.left() != null
                || keeper.until() != null && keeper.until().isBefore(day);
    }

    /** In the order of time. */
    List<Keeper> keepers() {
        return List.copyOf(keepers);
    }

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }

    @Nullable
    String retiredBecause() {
        return retiredBecause;
    }
}
