package kepu.assessment.scoring.evidence;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.timeline.SpanBuilder;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamEvent.TeamFormed;
import kepu.contracts.volunteers.TeamEvent.TeamRestored;
import kepu.contracts.volunteers.TeamEvent.TeamUnderstaffed;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerReinstated;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;

/**
 * The volunteers (服务队) of a unit through time. A person counts once, in however many teams and by however many links to
 * one target.
 */
public final class Team {
    private final List<Span> active;
    private final List<Span> suspended;
    private final List<Span> links;
    private final Map<String, String> volunteers;
    private final Map<String, List<Span>> activeByVolunteer;
    private final Map<Bond, List<Span>> linkedByBond;

    /** A volunteer and a target that one or more links tie together. */
    public record Bond(String volunteer, String target) {}

    private Team(List<Span> active, List<Span> suspended, List<Span> links, Map<String, String> volunteers) {
        this.active = active;
        this.suspended = suspended;
        this.links = links;
        this.volunteers = volunteers;
        activeByVolunteer = union(active, membership -> volunteerOf(membership.key()));
        linkedByBond = union(links, this::bondOf);
    }

    static Team of(Facts facts) {
        SpanBuilder active = new SpanBuilder();
        SpanBuilder suspended = new SpanBuilder();
        Map<String, DatedEvent<?>> left = new HashMap<>();
        Map<String, String> volunteers = new HashMap<>();
        for (DatedEvent<TeamEvent> fact : facts.inOrder(TeamEvent.class)) {
            switch (fact.data()) {
                case VolunteerEnlisted enlisted -> {
                    volunteers.put(enlisted.membershipId(), enlisted.volunteerId());
                    if (!left.containsKey(enlisted.membershipId())) {
                        active.start(enlisted.membershipId(), fact);
                    }
                }
                case VolunteerSuspended suspension -> {
                    if (active.isOpen(suspension.membershipId())) {
                        active.end(suspension.membershipId(), fact);
                        suspended.start(suspension.membershipId(), fact);
                    }
                }
                case VolunteerReinstated reinstated -> {
                    if (suspended.isOpen(reinstated.membershipId())) {
                        suspended.end(reinstated.membershipId(), fact);
                        active.start(reinstated.membershipId(), fact);
                    }
                }
                case VolunteerLeft leaving -> {
                    active.end(leaving.membershipId(), fact);
                    suspended.end(leaving.membershipId(), fact);
                    left.putIfAbsent(leaving.membershipId(), fact);
                }
                case TeamFormed _, TeamUnderstaffed _, TeamRestored _ -> {}
            }
        }
        return new Team(active.all(), suspended.all(), links(facts, left), volunteers);
    }

    private static List<Span> links(Facts facts, Map<String, DatedEvent<?>> left) {
        SpanBuilder links = new SpanBuilder();
        for (DatedEvent<LinkEvent> fact : facts.inOrder(LinkEvent.class)) {
            switch (fact.data()) {
                case LinkStarted started -> links.start(started.linkId(), fact);
                case LinkEnded ended -> links.end(ended.linkId(), fact);
            }
        }
        return links.all().stream()
                .map(link -> {
                    DatedEvent<?> leaving = left.get(memberOf(link));
                    return leaving == null ? link : link.endedBy(leaving);
                })
                .toList();
    }

    private static <K> Map<K, List<Span>> union(List<Span> spans, Function<Span, K> key) {
        Map<K, List<Span>> union = new HashMap<>();
        spans.stream().collect(Collectors.groupingBy(key)).forEach((of, its) -> union.put(of, SpanBuilder.union(its)));
        return union;
    }

    private static String memberOf(Span link) {
        return ((LinkStarted) link.startedBy().data()).membershipId();
    }

    /** Active stays, by membership. */
    public List<Span> active() {
        return active;
    }

    /** Suspensions, by membership. */
    public List<Span> suspended() {
        return suspended;
    }

    /** Links; each ends at the latest when the membership that has it does, but not when that is suspended. */
    public List<Span> links() {
        return links;
    }

    /** When a person was active in any team: disjoint spans by volunteer. */
    public Map<String, List<Span>> activeByVolunteer() {
        return activeByVolunteer;
    }

    /** When any link tied a person to a target: disjoint spans. */
    public Map<Bond, List<Span>> linkedByBond() {
        return linkedByBond;
    }

    /** For each day how many persons are active. */
    public int[] activePersons(Days days) {
        return days.count(
                activeByVolunteer.values().stream().flatMap(List::stream).toList());
    }

    public boolean isActive(String volunteer, LocalDate day) {
        return activeByVolunteer.getOrDefault(volunteer, List.of()).stream()
                .anyMatch(stay -> !day.isBefore(stay.from()) && day.isBefore(stay.to()));
    }

    public Bond bondOf(Span link) {
        return new Bond(
                volunteerOf(memberOf(link)), ((LinkStarted) link.startedBy().data()).targetId());
    }

    /** Who has the membership; somebody of their own if it is not known. */
    public String volunteerOf(String membershipId) {
        return volunteers.getOrDefault(membershipId, "membership " + membershipId);
    }
}
