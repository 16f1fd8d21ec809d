package kepu.volunteers.team;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.contracts.DomainEvent;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerReinstated;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.defaults.Rejection;
import kepu.defaults.list.Listed;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import kepu.volunteers.claim.PersonClaims;
import kepu.volunteers.claim.PersonClaims.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A village team (流动党员科普服务队): who is in it since when, which links its members have, and whether it has its
 * required strength.
 *
 * <p>Times are when things happened, so commands about different members may come in any order.
 */
@Document("teams")
@Listed(
        period = "formedAt",
        text = "name",
        sort = {"id", "name", "formedAt"})
class Team extends Aggregate {
    private final String name;
    private final Instant formedAt;
    private List<Membership> memberships = new ArrayList<>();
    private List<Link> links = new ArrayList<>();

    Team(String id, String unitId, String name, Instant formedAt) {
        super(id, unitId);
        this.name = name;
        this.formedAt = formedAt;
    }

    DomainEvents form() {
        return raise(formedAt, new TeamFormed(id(), name));
    }

    /** @param required strength of a team; what falls below it or reaches it is told */
    DomainEvents enlist(String membershipId, String volunteerId, String volunteerName, Instant at, int required) {
        requireFormedBy(at);
        for (Membership other : memberships) {
            if (other.volunteerId().equals(volunteerId) && !isOver(other.leftAt(), at)) {
                throw TeamRejection.alreadyMember(volunteerId);
            }
        }
        int before = activeMembers();
        memberships.add(Membership.starting(membershipId, volunteerId, volunteerName, at));
        return withStrength(raise(at, new VolunteerEnlisted(id(), membershipId, volunteerId)), before, required)
                .withItem(membershipId);
    }

    DomainEvents suspend(String membershipId, String reason, Instant at, int required) {
        int before = activeMembers();
        change(membershipId, member -> member.suspended(at, reason));
        return withStrength(raise(at, new VolunteerSuspended(id(), membershipId, reason)), before, required);
    }

    DomainEvents reinstate(String membershipId, Instant at, int required) {
        int before = activeMembers();
        change(membershipId, member -> member.reinstated(at));
        return withStrength(raise(at, new VolunteerReinstated(id(), membershipId)), before, required);
    }

    /** The member leaves, and with the member end the links that the member has. */
    DomainEvents depart(String membershipId, String reason, Instant at, int required) {
        int before = activeMembers();
        change(membershipId, member -> member.left(at, reason));
        List<DomainEvent> events = new ArrayList<>();
        events.add(new VolunteerLeft(id(), membershipId, reason));
        for (Link link : linksOf(membershipId).toList()) {
            if (!link.from().isBefore(at)) {
                throw TeamRejection.wrongOrder(at, link.from());
            }
            if (!isOver(link.until(), at)) {
                replace(link, link.ended(at, reason));
                events.add(new LinkEnded(link.linkId(), id(), membershipId, reason));
            }
        }
        return withStrength(new DomainEvents(at, events, null), before, required);
    }

    /** A link from {@code from} on, until it is ended or its member leaves; the person's other links here leave room for it. */
    DomainEvents startLink(
            String linkId, String membershipId, String targetId, LinkTargetEvent.Kind targetKind, Instant from) {
        Membership member = find(membershipId).orElseThrow(() -> TeamRejection.unknownMembers(List.of(membershipId)));
        if (from.isBefore(member.enlistedAt()) || isOver(member.leftAt(), from)) {
            throw TeamRejection.outsideMembership(membershipId, from);
        }
        Link link = new Link(linkId, membershipId, targetId, targetKind, from, null, null);
        PersonClaims.requireRoomForLink(member.volunteerId(), span(link), linksOfPerson(member.volunteerId()));
        links.add(link);
        return raise(from, new LinkStarted(linkId, id(), membershipId, targetId, targetKind))
                .withItem(linkId);
    }

    /** The links of all stays of a volunteer. */
    List<Span> linksOfPerson(String volunteerId) {
        return links.stream()
                .filter(link -> volunteerOf(link).equals(volunteerId))
                .map(this::span)
                .toList();
    }

    /** All stays of a volunteer. */
    List<Span> staysOfPerson(String volunteerId) {
        return memberships.stream()
                .filter(stay -> stay.volunteerId().equals(volunteerId))
                .map(stay -> new Span(stay.membershipId(), id(), stay.enlistedAt(), stay.leftAt()))
                .toList();
    }

    Span span(Link link) {
        return new Span(link.linkId(), link.targetId(), link.from(), endOf(link));
    }

    String volunteerOf(Link link) {
        return find(link.membershipId()).orElseThrow().volunteerId();
    }

    DomainEvents endLink(String linkId, String reason, Instant at) {
        Link link = findLink(linkId).orElseThrow(() -> Rejection.notFound("links", linkId));
        Instant end = endOf(link);
        if (link.until() != null || end != null && at.isAfter(end)) {
            throw TeamRejection.alreadyEnded(linkId, Objects.requireNonNull(end));
        }
        if (!at.isAfter(link.from())) {
            throw TeamRejection.wrongOrder(at, link.from());
        }
        replace(link, link.ended(at, reason));
        return raise(at, new LinkEnded(linkId, id(), link.membershipId(), reason));
    }

    /** Membership of the member who had that link at that time; refuses when nobody had. */
    String memberLinkedBy(String linkId, Instant at) {
        Link link = findLink(linkId).orElseThrow(() -> TeamRejection.unknownLink(linkId));
        if (!isActive(link, at)) {
            throw TeamRejection.linkNotActive(linkId, at);
        }
        return link.membershipId();
    }

    /** Whose membership it is; refuses when they are not active in that team from {@code from} to {@code until}. */
    String volunteerActive(String membershipId, Instant from, Instant until) {
        Membership member = find(membershipId).orElseThrow(() -> TeamRejection.unknownMembers(List.of(membershipId)));
        if (member.stateAt(from) != Membership.State.ACTIVE) {
            throw TeamRejection.notServing(membershipId, from);
        }
        for (Membership.Transition transition : member.transitions()) {
            if (transition.at().isAfter(from) && transition.at().isBefore(until)) {
                throw TeamRejection.notServing(membershipId, transition.at());
            }
        }
        return member.volunteerId();
    }

    void requireFormedBy(Instant at) {
        if (at.isBefore(formedAt)) {
            throw TeamRejection.beforeTheTeamWasFormed(formedAt);
        }
    }

    void requireMembers(Collection<String> membershipIds) {
        List<String> unknown = membershipIds.stream()
                .filter(membershipId -> find(membershipId).isEmpty())
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw TeamRejection.unknownMembers(unknown);
        }
    }

    /** By the newest recorded state of each member; suspended ones are not active. */
    int activeMembers() {
        return (int) memberships.stream()
                .filter(member -> member.state() == Membership.State.ACTIVE)
                .count();
    }

    /** Memberships of active members whom no link of this team links at that time. */
    List<Membership> membersWithoutLink(Instant at) {
        Set<String> linked = linkedVolunteers(at);
        return memberships.stream()
                .filter(member -> member.state() == Membership.State.ACTIVE)
                .filter(member -> !linked.contains(member.volunteerId()))
                .toList();
    }

    /** Who has a link of this team at that time. */
    Set<String> linkedVolunteers(Instant at) {
        return links.stream()
                .filter(link -> isActive(link, at))
                .map(this::volunteerOf)
                .collect(Collectors.toSet());
    }

    boolean isActive(Link link, Instant at) {
        return !at.isBefore(link.from()) && !isOver(endOf(link), at);
    }

    /** When the link ended, by itself or because its member left; none while it lasts. */
    @Nullable
    Instant endOf(Link link) {
        Instant left = find(link.membershipId()).map(Membership::leftAt).orElse(null);
        return link.until() == null ? left : link.until();
    }

    String name() {
        return name;
    }

    Instant formedAt() {
        return formedAt;
    }

    List<Membership> memberships() {
        return List.copyOf(memberships);
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    private DomainEvents withStrength(DomainEvents raised, int before, int required) {
        int now = activeMembers();
        if (before >= required && now < required) {
            return raised.and(new TeamUnderstaffed(id(), now, required));
        }
        if (before < required && now >= required) {
            return raised.and(new TeamRestored(id(), now, required));
        }
        return raised;
    }

    /** What ends at an instant does not hold at that instant. */
    private static boolean isOver(@Nullable Instant end, Instant at) {
        return end != null && !at.isBefore(end);
    }

    private void change(String membershipId, UnaryOperator<Membership> how) {
        Membership member = find(membershipId).orElseThrow(() -> Rejection.notFound("members", membershipId));
        memberships.set(memberships.indexOf(member), how.apply(member));
    }

    private void replace(Link old, Link by) {
        links.set(links.indexOf(old), by);
    }

    private Optional<Membership> find(String membershipId) {
        return memberships.stream()
                .filter(member -> member.membershipId().equals(membershipId))
                .findFirst();
    }

    Optional<Link> findLink(String linkId) {
        return links.stream().filter(link -> link.linkId().equals(linkId)).findFirst();
    }

    private Stream<Link> linksOf(String membershipId) {
        return links.stream().filter(link -> link.membershipId().equals(membershipId));
    }
}
