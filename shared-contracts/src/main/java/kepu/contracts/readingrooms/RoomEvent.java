package kepu.contracts.readingrooms;

import java.time.LocalDate;
import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/** Reading rooms (党建科普网络书屋) at two levels. Source: R11. */
@Family(topic = "kepu.reading-rooms.rooms")
public sealed interface RoomEvent extends DomainEvent {
    String roomId();

    /** 乡级, 村级. */
    enum Level {
        TOWNSHIP,
        VILLAGE
    }

    @WireType("kepu.reading-rooms.room-registered.v1")
    @Fact("room")
    record RoomRegistered(String roomId, Level level, String name) implements RoomEvent {}

    /** The keeper (管理员) from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.keeper-assigned.v1")
    @Fact("keeper")
    record KeeperAssigned(String roomId, String personId) implements RoomEvent {}

    /** The term of the keeper assigned at the same time ends with {@code lastDay}, unless another is assigned before. */
    @WireType("kepu.reading-rooms.keeper-term-set.v1")
    @Fact("keeper-term")
    record KeeperTermSet(String roomId, String personId, LocalDate lastDay) implements RoomEvent {}

    /** The room has no keeper from {@code occurredAt} on, until the next is assigned. */
    @WireType("kepu.reading-rooms.keeper-left.v1")
    @Fact("keeper")
    record KeeperLeft(String roomId, String personId, String reason) implements RoomEvent {}

    /** The room no longer exists from {@code occurredAt} on. */
    @WireType("kepu.reading-rooms.room-retired.v1")
    @Fact("retirement")
    record RoomRetired(String roomId, String reason) implements RoomEvent {}
}
