package kepu.volunteers.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One activity of many members (集体服务), stored as a whole before the record of each member is made from it.
 *
 * <p>It tells nothing: what happened is told by the records.
 */
@Document("service-groups")
class ServiceGroup extends Aggregate {
    /** Who took part: a member of the team, and the pseudonym of the person. */
    record Member(String membershipId, String volunteerId) {}

    private final String teamId;
    private final List<Member> members;
    private final int minutes;
    private final PlaceKind placeKind;
    private final String task;
    private final boolean paid;
    private final Instant occurredAt;
    private final String recordedBy;
    private final Instant enteredAt;

    /** Whether a record may still have to be made. */
    private boolean open = true;

    ServiceGroup(
            String id,
            String unitId,
            String teamId,
            List<Member> members,
            int minutes,
            PlaceKind placeKind,
            String task,
            boolean paid,
            Instant occurredAt,
            String recordedBy,
            Instant enteredAt) {
        super(id, unitId);
        this.teamId = teamId;
        this.members = members;
        this.minutes = minutes;
        this.placeKind = placeKind;
        this.task = task;
        this.paid = paid;
        this.occurredAt = occurredAt;
        this.recordedBy = recordedBy;
        this.enteredAt = enteredAt;
    }

    DomainEvents log() {
        return raise(occurredAt);
    }

    /** The record of one member, always the same. */
    ServiceRecord recordOf(Member member) {
        return new ServiceRecord(
                serviceIdOf(member),
                unitId(),
                new ServiceRecord.Content(
                        teamId, member.membershipId(), member.volunteerId(), minutes, placeKind, task, paid),
                occurredAt,
                recordedBy,
                enteredAt);
    }

    String serviceIdOf(Member member) {
        return UUID.nameUUIDFromBytes(keyOf(member).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Under which a member's record is made, once. */
    String keyOf(Member member) {
        return id() + '/' + member.membershipId();
    }

    String teamId() {
        return teamId;
    }

    List<Member> members() {
        return members;
    }

    int minutes() {
        return minutes;
    }

    PlaceKind placeKind() {
        return placeKind;
    }

    String task() {
        return task;
    }

    boolean paid() {
        return paid;
    }

    Instant occurredAt() {
        return occurredAt;
    }

    String recordedBy() {
        return recordedBy;
    }

    Instant enteredAt() {
        return enteredAt;
    }

    boolean open() {
        return open;
    }
}
