package kepu.assessment.scoring.evidence;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.timeline.SpanBuilder;
import kepu.contracts.organization.LeadingGroupEvent;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberAssigned;
import kepu.contracts.organization.LeadingGroupEvent.GroupMemberReleased;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupDissolved;
import kepu.contracts.organization.LeadingGroupEvent.LeadingGroupFormed;
import kepu.contracts.organization.LeadingGroupEvent.Role;
import kepu.contracts.organization.OfficerEvent;
import kepu.contracts.organization.OfficerEvent.OfficerAppointed;
import kepu.contracts.organization.OfficerEvent.OfficerLeft;
import kepu.contracts.readingrooms.RoomEvent;
import kepu.contracts.readingrooms.RoomEvent.KeeperAssigned;
import kepu.contracts.readingrooms.RoomEvent.KeeperLeft;
import kepu.contracts.readingrooms.RoomEvent.KeeperTermSet;
import kepu.contracts.readingrooms.RoomEvent.RoomRegistered;
import kepu.contracts.readingrooms.RoomEvent.RoomRetired;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;

/**
 * The teams, rooms and posts of a unit on the day of reckoning.
 *
 * @param activeMembers persons, each once, in however many teams
 * @param officers who holds the post of publicity officer: more than one if units that had one each are seen as one
 */
public record Holdings(
        LocalDate day,
        int activeMembers,
        List<TeamOf> teams,
        List<Room> rooms,
        List<Officer> officers,
        List<Group> leadingGroups) {

    /** A team and how many of its members are active. */
    public record TeamOf(String teamId, String name, int activeMembers) {}

    /** A reading room that is not retired. */
    public record Room(String roomId, RoomEvent.Level level, String name) {}

    /** An appointment to the post; the person by pseudonym. */
    public record Officer(String appointmentId, String personId) {}

    /** A leading group in force and how many people lead it or work in it. */
    public record Group(String groupId, String name, int leaders, int staff) {}

    public static Holdings of(UnitYear unit) {
        LocalDate day = unit.reckoningDay();
        Team team = unit.team();
        int members = (int) team.activeByVolunteer().keySet().stream()
                .filter(volunteer -> team.isActive(volunteer, day))
                .count();
        return new Holdings(
                day, members, teams(unit, day), rooms(unit, day), officers(unit, day), leadingGroups(unit, day));
    }

    private static List<TeamOf> teams(UnitYear unit, LocalDate day) {
        var active = on(day, unit.team().active()).stream()
                .collect(Collectors.groupingBy(
                        stay -> ((TeamEvent) stay.startedBy().data()).teamId(), Collectors.counting()));
        return unit.facts().inOrder(TeamEvent.class).stream()
                .filter(fact -> !fact.date().isAfter(day))
                .flatMap(fact -> fact.data() instanceof TeamFormed formed ? Stream.of(formed) : Stream.of())
                .map(formed -> new TeamOf(
                        formed.teamId(),
                        formed.name(),
                        Objects.requireNonNullElse(active.get(formed.teamId()), 0L)
                                .intValue()))
                .sorted(Comparator.comparing(TeamOf::teamId))
                .toList();
    }

    private static List<Room> rooms(UnitYear unit, LocalDate day) {
        SpanBuilder rooms = new SpanBuilder();
        for (DatedEvent<RoomEvent> fact : unit.facts().inOrder(RoomEvent.class)) {
            switch (fact.data()) {
                case RoomRegistered registered -> rooms.start(registered.roomId(), fact);
                case RoomRetired retired -> rooms.end(retired.roomId(), fact);
                case KeeperAssigned _, KeeperTermSet _, KeeperLeft _ -> {}
            }
        }
        return each(day, rooms, RoomRegistered.class, Room::roomId, is -> new Room(is.roomId(), is.level(), is.name()));
    }

    private static List<Officer> officers(UnitYear unit, LocalDate day) {
        SpanBuilder appointments = new SpanBuilder();
        for (DatedEvent<OfficerEvent> fact : unit.facts().inOrder(OfficerEvent.class)) {
            switch (fact.data()) {
                case OfficerAppointed appointed ->
                    appointments.start(
                            appointed.appointmentId(), fact, unit.facts().until(appointed.until()));
                case OfficerLeft left -> appointments.end(left.appointmentId(), fact);
            }
        }
        return each(
                day,
                appointments,
                OfficerAppointed.class,
                Officer::appointmentId,
                is -> new Officer(is.appointmentId(), is.personId()));
    }

    private static List<Group> leadingGroups(UnitYear unit, LocalDate day) {
        SpanBuilder groups = new SpanBuilder();
        SpanBuilder parts = new SpanBuilder();
        for (DatedEvent<LeadingGroupEvent> fact : unit.facts().inOrder(LeadingGroupEvent.class)) {
            switch (fact.data()) {
                case LeadingGroupFormed formed ->
                    groups.start(formed.groupId(), fact, unit.facts().until(formed.until()));
                case LeadingGroupDissolved dissolved -> groups.end(dissolved.groupId(), fact);
                case GroupMemberAssigned assigned -> parts.start(assigned.assignmentId(), fact);
                case GroupMemberReleased released -> parts.end(released.assignmentId(), fact);
            }
        }
        List<GroupMemberAssigned> assigned = on(day, parts.all()).stream()
                .map(part -> (GroupMemberAssigned) part.startedBy().data())
                .toList();
        return each(
                day,
                groups,
                LeadingGroupFormed.class,
                Group::groupId,
                is -> new Group(
                        is.groupId(),
                        is.name(),
                        people(assigned, is.groupId(), Role.LEADER),
                        people(assigned, is.groupId(), Role.STAFF)));
    }

    private static int people(List<GroupMemberAssigned> assigned, String groupId, Role role) {
        return (int) assigned.stream()
                .filter(part -> part.groupId().equals(groupId) && part.role() == role)
                .map(GroupMemberAssigned::personId)
                .distinct()
                .count();
    }

    /** What the spans of that day show, in the order of their ids. */
    private static <E, V> List<V> each(
            LocalDate day, SpanBuilder spans, Class<E> startedBy, Function<V, String> id, Function<E, V> view) {
        return on(day, spans.all()).stream()
                .map(span -> view.apply(startedBy.cast(span.startedBy().data())))
                .sorted(Comparator.comparing(id))
                .toList();
    }

    private static List<Span> on(LocalDate day, Collection<Span> spans) {
        return spans.stream()
                .filter(span -> !day.isBefore(span.from()) && day.isBefore(span.to()))
                .toList();
    }
}
