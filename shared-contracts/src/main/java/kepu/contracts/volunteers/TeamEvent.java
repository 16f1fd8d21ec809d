package kepu.contracts.volunteers;

import kepu.contracts.DomainEvent;
import kepu.contracts.Fact;
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
    @Fact("team")
    record TeamFormed(String teamId, String name) implements TeamEvent {}

    /** Active member from {@code occurredAt} on. */
    @WireType("kepu.volunteers.volunteer-enlisted.v1")
    @Fact(value = "enlisted", per = "membershipId")
    record VolunteerEnlisted(String teamId, String membershipId, String volunteerId) implements TeamEvent {}

    /** Not active from {@code occurredAt} on; links go on. */
    @WireType("kepu.volunteers.volunteer-suspended.v1")
    @Fact(value = "standing", per = "membershipId")
    record VolunteerSuspended(String teamId, String membershipId, String reason) implements TeamEvent {}

    /** Active again from {@code occurredAt} on. */
    @WireType("kepu.volunteers.volunteer-reinstated.v1")
    @Fact(value = "standing", per = "membershipId")
    record VolunteerReinstated(String teamId, String membershipId) implements TeamEvent {}

    /** No longer a member from {@code occurredAt} on; ends the member's links too. */
    @WireType("kepu.volunteers.volunteer-left.v1")
    @Fact(value = "standing", per = "membershipId")
    record VolunteerLeft(String teamId, String membershipId, String reason) implements TeamEvent {}

    /** The team fell below its required strength. */
    @WireType("kepu.volunteers.team-understaffed.v1")
    @Fact("strength")
    record TeamUnderstaffed(String teamId, int activeMembers, int required) implements TeamEvent {}

    /** The team has its required strength (again). */
    @WireType("kepu.volunteers.team-restored.v1")
    @Fact("strength")
    record TeamRestored(String teamId, int activeMembers, int required) implements TeamEvent {}
}
