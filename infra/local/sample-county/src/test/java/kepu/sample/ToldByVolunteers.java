package kepu.sample;

import static kepu.sample.Body.at;
import static kepu.sample.Body.number;
import static kepu.sample.Body.strings;
import static kepu.sample.Body.text;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.volunteers.LinkEvent.LinkEnded;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceWithdrawn;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TeamEvent.VolunteerLeft;
import kepu.contracts.volunteers.TeamEvent.VolunteerReinstated;
import kepu.contracts.volunteers.TeamEvent.VolunteerSuspended;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketConfirmed;
import kepu.contracts.volunteers.TicketEvent.TicketCorrected;
import kepu.contracts.volunteers.TicketEvent.TicketMerged;
import kepu.contracts.volunteers.TicketEvent.TicketRaised;
import kepu.contracts.volunteers.TicketEvent.TicketReopened;
import kepu.contracts.volunteers.TicketEvent.TicketReplied;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TicketEvent.TicketTransferred;
import kepu.contracts.volunteers.TicketEvent.TicketWithdrawn;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.TrainingEvent.TrainingWithdrawn;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import kepu.contracts.volunteers.VisitEvent.VisitWithdrawn;
import org.jspecify.annotations.Nullable;

/** Events of the volunteers service. */
final class ToldByVolunteers {
    private final Told told;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Set<String> toVerifyTwice = new TreeSet<>();
    private final Map<String, Instant> resolvedAt = new HashMap<>();

    ToldByVolunteers(Told told) {
        this.told = told;
    }

    void team(
            String id,
            @Nullable String one,
            @Nullable String what,
            @Nullable String item,
            @Nullable String how,
            Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
        } else if ("links".equals(what) && item == null) {
            String member = text(body, "membershipId");
            ownerOf.put(id, member);
            told.tell(
                    one,
                    at(body),
                    new LinkStarted(id, one, member, text(body, "targetId"), LinkTargetEvent.Kind.LARGE_GROWER));
        } else if (item == null) {
            told.tell(one, at(body), new VolunteerEnlisted(one, id, text(body, "volunteerId")));
        } else {
            told.tell(
                    one,
                    at(body),
                    switch (String.valueOf(how)) {
                        case "suspension" -> new VolunteerSuspended(one, item, text(body, "reason"));
                        case "reinstatement" -> new VolunteerReinstated(one, item);
                        case "departure" -> new VolunteerLeft(one, item, text(body, "reason"));
                        case "end" -> new LinkEnded(item, one, String.valueOf(ownerOf.get(item)), text(body, "reason"));
                        default -> throw new IllegalArgumentException(how);
                    });
        }
    }

    void visit(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, told.unitOf(text(body, "teamId")));
            told.tell(id, at(body), new VisitMade(id, text(body, "linkId"), "member", text(body, "note")));
        } else if ("verification".equals(what)) {
            told.tell(
                    one, at(body), new VisitVerified(one, "inspector", text(body, "evidence"), told.last(one)), false);
        } else if ("rejection".equals(what)) {
            told.tell(one, at(body), new VisitRejected(one, "inspector", text(body, "reason"), told.last(one)), false);
        } else {
            told.amend(
                    one,
                    what,
                    body,
                    () -> new VisitCorrected(one, text(body, "linkId"), "member", text(body, "note"), told.last(one)),
                    () -> new VisitWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    void service(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            String team = teamOf(id, null, body);
            told.tell(
                    id,
                    at(body),
                    new ServiceLogged(
                            id,
                            team,
                            text(body, "membershipId"),
                            minutesToVerify(id, body),
                            ServiceRecordEvent.PlaceKind.valueOf(text(body, "placeKind")),
                            text(body, "task"),
                            (Boolean) body.get("paid")));
        } else if ("verification".equals(what)) {
            // More than eight hours are verified completely by a second person only.
            boolean complete = !toVerifyTwice.remove(one);
            told.tell(
                    one,
                    at(body),
                    new ServiceVerified(one, "inspector", text(body, "evidence"), complete, told.last(one)),
                    false);
        } else if ("rejection".equals(what)) {
            told.tell(
                    one, at(body), new ServiceRejected(one, "inspector", text(body, "reason"), told.last(one)), false);
        } else {
            told.amend(
                    one,
                    what,
                    body,
                    () -> new ServiceCorrected(
                            one,
                            ownerOf.get(one),
                            text(body, "membershipId"),
                            minutesToVerify(one, body),
                            ServiceRecordEvent.PlaceKind.valueOf(text(body, "placeKind")),
                            text(body, "task"),
                            (Boolean) body.get("paid"),
                            told.last(one)),
                    () -> new ServiceWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    private int minutesToVerify(String service, Map<String, Object> body) {
        int minutes = number(body, "minutes");
        toVerifyTwice.remove(service);
        if (minutes > 480) {
            toVerifyTwice.add(service);
        }
        return minutes;
    }

    void training(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        String team = teamOf(id, one, body);
        told.fact(
                id,
                one,
                what,
                body,
                () -> new TrainingHeld(
                        id,
                        team,
                        TrainingEvent.Kind.valueOf(text(body, "kind")),
                        text(body, "topic"),
                        number(body, "minutes"),
                        strings(body, "attendees")),
                of -> new TrainingCorrected(
                        of,
                        team,
                        TrainingEvent.Kind.valueOf(text(body, "kind")),
                        text(body, "topic"),
                        number(body, "minutes"),
                        strings(body, "attendees"),
                        told.last(of)),
                of -> new TrainingWithdrawn(of, text(body, "reason"), told.last(of)));
    }

    void ticket(String id, @Nullable String one, @Nullable String what, Map<String, Object> body) {
        if (one == null) {
            told.of(id, text(body, "unitId"));
            told.tell(id, at(body), new TicketRaised(id, TicketEvent.Kind.valueOf(text(body, "kind"))));
            return;
        }
        switch (String.valueOf(what)) {
            case "assignment" ->
                told.step(one, body, new TicketAssigned(one, text(body, "assigneeId"), told.last(one)));
            case "replies" -> told.step(one, body, new TicketReplied(one, told.last(one)));
            case "resolution" -> {
                told.step(one, body, new TicketResolved(one, "assignee", told.last(one)));
                resolvedAt.put(one, at(body));
            }
            case "confirmation" -> told.step(one, body, new TicketConfirmed(one, resolvedAt.get(one), told.last(one)));
            case "reopening" -> {
                told.step(one, body, new TicketReopened(one, told.last(one)));
                resolvedAt.remove(one);
            }
            case "transfer" ->
                told.step(
                        one,
                        body,
                        new TicketTransferred(
                                one, TicketEvent.Destination.valueOf(text(body, "destination")), told.last(one)));
            case "merger" -> told.step(one, body, new TicketMerged(one, text(body, "intoTicketId"), told.last(one)));
            default ->
                told.amend(
                        one,
                        what,
                        body,
                        () -> new TicketCorrected(
                                one, TicketEvent.Kind.valueOf(text(body, "kind")), resolvedAt.get(one), told.last(one)),
                        () -> new TicketWithdrawn(one, text(body, "reason"), told.last(one)));
        }
    }

    /** The team of what is recorded now, or was before. */
    private String teamOf(String id, @Nullable String one, Map<String, Object> body) {
        if (one != null) {
            return Objects.requireNonNull(ownerOf.get(one));
        }
        String team = text(body, "teamId");
        told.of(id, told.unitOf(team));
        ownerOf.put(id, team);
        return team;
    }
}
