package kepu.assessment.scoring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * The volunteers (服务队) of a unit through time.
 *
 * @param active by membership
 * @param suspended by membership
 * @param links by link; each ends at the latest when its member leaves, but not when they are suspended
 */
record Team(List<Span> active, List<Span> suspended, List<Span> links) {
    static Team of(Facts facts) {
        Spans active = new Spans();
        Spans suspended = new Spans();
        Map<String, Dated<?>> left = new HashMap<>();
        for (Dated<TeamEvent> fact : facts.inOrder(TeamEvent.class)) {
            switch (fact.data()) {
                case VolunteerEnlisted enlisted -> {
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
        return new Team(active.all(), suspended.all(), links(facts, left));
    }

    private static List<Span> links(Facts facts, Map<String, Dated<?>> left) {
        Spans links = new Spans();
        for (Dated<LinkEvent> fact : facts.inOrder(LinkEvent.class)) {
            switch (fact.data()) {
                case LinkStarted started -> links.start(started.linkId(), fact);
                case LinkEnded ended -> links.end(ended.linkId(), fact);
            }
        }
        return links.all().stream()
                .map(link -> {
                    Dated<?> leaving = left.get(memberOf(link));
                    return leaving == null ? link : link.endedBy(leaving);
                })
                .toList();
    }

    /** Membership of the member who has the link. */
    static String memberOf(Span link) {
        return ((LinkStarted) link.startedBy().data()).membershipId();
    }
}
