package kepu.readingrooms.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.access.Grant;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import kepu.readingrooms.room.Rooms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records what the county decides on the title of a room, by somebody with a right over the county. */
@Component
class DecideOnRoomTitle {
    private final AggregateStore store;
    private final Rooms rooms;
    private final UnitReplica units;
    private final ZoneId zone;

    DecideOnRoomTitle(AggregateStore store, Rooms rooms, UnitReplica units, ZoneId zone) {
        this.store = store;
        this.rooms = rooms;
        this.units = units;
        this.zone = zone;
    }

    /** A step of the county on one day. */
    @FunctionalInterface
    private interface Decision {
        DomainEvents on(DemonstrationRoom application, Instant at, LocalDate day);
    }

    Receipt award(Command command, String id, DemonstrationRoomController.AwardRequest request) {
        return decide(command, id, request.occurredAt(), (application, at, day) -> {
            rooms.standing(application.roomId(), at);
            return application.award(request.documentNumber(), request.validUntil(), at, day, command.actor());
        });
    }

    Receipt refuse(Command command, String id, DemonstrationRoomController.RefusalRequest request) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (application, at, day) ->
                        application.refuse(request.outcome(), request.comment(), at, command.actor()));
    }

    Receipt revoke(Command command, String id, DemonstrationRoomController.RevocationRequest request) {
        return decide(
                command,
                id,
                request.occurredAt(),
                (application, at, day) -> application.revoke(request.reason(), at, day, command.actor()));
    }

    /** Before the county has awarded anything, it is the applicant's own matter. */
    Receipt withdraw(Command command, String id, WithdrawalRequest request) {
        return store.update(command.onSeenVersion(), DemonstrationRoom.class, id, application -> {
            if (application.isAwarded()) {
                requireRightOverCounty(application.unitId(), command.now());
            }
            return application.withdraw(request.reason(), command.now(), command.actor());
        });
    }

    private Receipt decide(Command command, String id, @Nullable Instant stated, Decision decision) {
        return store.update(command, DemonstrationRoom.class, id, application -> {
            requireRightOverCounty(application.unitId(), command.now());
            Instant at = command.occurredAt(stated);
            return decision.on(application, at, LocalDate.ofInstant(at, zone));
        });
    }

    /** As long as the county is not known here, it takes a right over everything. */
    private void requireRightOverCounty(String unitId, Instant now) {
        Access.current().require(units.countyOf(unitId, now).orElse(Grant.EVERYWHERE));
    }
}
