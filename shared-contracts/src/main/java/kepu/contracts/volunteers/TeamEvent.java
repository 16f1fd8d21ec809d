package kepu.contracts.volunteers;

import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.WireType;

/**
 * Volunteer team (流动党员科普服务队), its members and their strength. Source: R4, R6.
 *
 * <p>A {@code membershipId} is one stay of one volunteer in one team; who leaves and comes back gets a new one.
 */
@Family(topic = "kepu.volunteers.teams")
public sealed interface TeamEvent extends DomainEvent {
    String teamId();

    @WireType("kepu.volunteers.team-formed.v1")
    record TeamFormed(String teamId, String name) implements TeamEvent {}

    /** Active member from {@code occurredAt} on. */
    @WireType("kepu.volunteers.volunteer-enlisted.v1")
    record VolunteerEnlisted(String teamId, String membershipId, String volunteerId) implements TeamEvent {}

    /** Not active from {@code occurredAt} on; links go on. */
    @WireType("kepu.volunteers.volunteer-suspended.v1")
    record VolunteerSuspended(String teamId, String membershipId, String reason) implements TeamEvent {}

    /** Active again from {@code occurredAt} on. */
    @WireType("kepu.volunteers.volunteer-reinstated.v1")
    record VolunteerReinstated(String teamId, String membershipId) implements TeamEvent {}

    /** No longer a member from {@code occurredAt} on; ends the member's links too. */
    @WireType("kepu.volunteers.volunteer-left.v1")
    record VolunteerLeft(String teamId, String membershipId, String reason) implements TeamEvent {}

    /** The team fell below its required strength. */
    @WireType("kepu.volunteers.team-understaffed.v1")
    record TeamUnderstaffed(String teamId, int activeMembers, int required) implements TeamEvent {}

    /** The team has its required strength (again). */
    @WireType("kepu.volunteers.team-restored.v1")
    record TeamRestored(String teamId, int activeMembers, int required) implements TeamEvent {}
}
