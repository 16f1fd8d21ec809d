package kepu.assessment.scoring.advice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.scoring.card.IndicatorResult;
import kepu.assessment.scoring.scheme.Indicator;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Span;
import kepu.assessment.scoring.values.LocalizedText;
import kepu.contracts.organization.LinkTargetEvent;
import kepu.contracts.readingrooms.ConsultationEvent;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.volunteers.LinkEvent;
import kepu.contracts.volunteers.LinkEvent.LinkStarted;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TicketEvent;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent.Kind;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;

/** Members and links, visits, services, trainings, and what residents wait for. */
final class VolunteerOptions {
    static final Map<String, Options> BY_POLICY = Map.of(
            "team-strength", VolunteerOptions::members,
            "linked-members", VolunteerOptions::links,
            "visited-link-quarters", VolunteerOptions::visits,
            "training-sessions", VolunteerOptions::trainings,
            "service-hours", VolunteerOptions::verifications,
            "answers-in-time", VolunteerOptions::answers);

    /** Of a day beyond which a second verifier is needed. */
    private static final int MINUTES_OF_A_DAY = 480;

    private VolunteerOptions() {}

    private record Target(String id, LinkTargetEvent.Kind kind) {}

    /** Of those that have one already, so that it is known to be there. */
    private static Optional<Target> target(Situation situation) {
        List<Target> targets = new ArrayList<>();
        for (DatedEvent<LinkEvent> fact : situation.unit().facts().inOrder(LinkEvent.class)) {
            if (fact.data() instanceof LinkStarted link) {
                targets.add(new Target(link.targetId(), link.targetKind()));
            }
        }
        return targets.isEmpty() ? Optional.empty() : Optional.of(targets.getLast());
    }

    /** With a link of their own only where the member alone would cost as much as it brings. */
    private static List<List<Step>> members(Situation situation, Indicator indicator, IndicatorResult result) {
        Optional<Target> target = target(situation);
        String team = situation.team();
        List<List<Step>> ways = new ArrayList<>();
        for (LocalDate day : situation.days(1).toList()) {
            for (int i = 0; i < 10; i++) {
                String membership = situation.newId("membership");
                Step enlisted = situation.step(
                        Action.ENLIST,
                        day,
                        team,
                        new VolunteerEnlisted(team, membership, situation.newId("volunteer")));
                ways.add(List.of(enlisted));
                target.ifPresent(to -> ways.add(List.of(enlisted, link(situation, day, team, membership, to))));
            }
        }
        return ways;
    }

    private static Step link(Situation situation, LocalDate day, String team, String membership, Target target) {
        return situation.step(
                Action.START_LINK,
                day,
                membership,
                new LinkStarted(situation.newId("link"), team, membership, target.id(), target.kind()));
    }

    private static List<List<Step>> links(Situation situation, Indicator indicator, IndicatorResult result) {
        Optional<Target> target = target(situation);
        String team = situation.team();
        return situation
                .days(1)
                .flatMap(day -> {
                    Set<String> linked = situation.linked(day);
                    return situation.memberships(day).entrySet().stream()
                            .filter(member -> !linked.contains(member.getKey()))
                            .flatMap(member -> target.stream()
                                    .map(to -> List.of(link(situation, day, team, member.getValue(), to))));
                })
                .toList();
    }

    /** Those that wait for their verification come first: they are made. */
    private static List<List<Step>> visits(Situation situation, Indicator indicator, IndicatorResult result) {
        Set<String> judged = new HashSet<>();
        for (DatedEvent<VisitEvent> fact : situation.unit().facts().inOrder(VisitEvent.class)) {
            if (fact.data() instanceof VisitVerified || fact.data() instanceof VisitRejected) {
                judged.add(fact.data().visitId());
            }
        }
        Stream<List<Step>> waiting = situation.heldThisYear(VisitEvent.class).stream()
                .filter(visit -> !judged.contains(visit.data().visitId()))
                .map(visit -> List.of(verification(
                        situation,
                        situation.from(),
                        visit.data().visitId(),
                        visit.envelope().occurredAt())));
        Stream<List<Step>> made = situation
                .days(1)
                .flatMap(day -> situation.unit().team().links().stream()
                        .filter(link -> Situation.covers(link, day))
                        .map(link -> visit(situation, day, link)));
        return Stream.concat(waiting, made).toList();
    }

    private static List<Step> visit(Situation situation, LocalDate day, Span link) {
        String id = situation.newId("visit");
        String membership = ((LinkStarted) link.startedBy().data()).membershipId();
        Step visit = situation.step(Action.VISIT, day, link.key(), new VisitMade(id, link.key(), membership, "note"));
        return List.of(visit, verification(situation, day, id, visit.fact().occurredAt()));
    }

    private static Step verification(Situation situation, LocalDate day, String visit, Instant visitedAt) {
        return situation.step(
                Action.VERIFY_VISIT, day, visit, new VisitVerified(visit, "somebody-else", "evidence", visitedAt));
    }

    /** Kinds that were not held yet come first. */
    private static List<List<Step>> trainings(Situation situation, Indicator indicator, IndicatorResult result) {
        Collection<?> seen = (Collection<?>) result.numbers().getOrDefault("kinds", List.of());
        List<Kind> kinds = ((Collection<?>) indicator.parameters().getOrDefault("kinds", List.of()))
                .stream()
                        .map(kind -> Kind.valueOf(String.valueOf(kind)))
                        .sorted((a, b) -> Boolean.compare(seen.contains(a.name()), seen.contains(b.name())))
                        .toList();
        if (kinds.isEmpty()) {
            return List.of();
        }
        String team = situation.team();
        List<List<Step>> trainings = new ArrayList<>();
        for (LocalDate day : situation.days(8).toList()) {
            Set<String> attendees = Set.copyOf(situation.memberships(day).values());
            if (!attendees.isEmpty()) {
                Kind kind = kinds.get(trainings.size() % kinds.size());
                String id = situation.newId("training");
                trainings.add(List.of(situation.step(
                        Action.HOLD_TRAINING,
                        day,
                        id,
                        new TrainingHeld(id, team, kind, "topic", 60, attendees),
                        text(kind))));
            }
        }
        return trainings;
    }

    private static LocalizedText text(Kind kind) {
        return switch (kind) {
            case PARTY_SPIRIT -> new LocalizedText("党性教育", "party spirit");
            case POLICY -> new LocalizedText("政策学习", "policy");
            case TECHNIQUE -> new LocalizedText("技术培训", "technique");
        };
    }

    private record PersonDay(String person, LocalDate day) {}

    /** Services wait for somebody else; nobody is advised to serve longer. */
    private static List<List<Step>> verifications(Situation situation, Indicator indicator, IndicatorResult result) {
        Set<String> judged = new HashSet<>();
        for (DatedEvent<ServiceRecordEvent> fact : situation.unit().facts().inOrder(ServiceRecordEvent.class)) {
            if (fact.data() instanceof ServiceVerified || fact.data() instanceof ServiceRejected) {
                judged.add(fact.data().serviceId());
            }
        }
        List<DatedEvent<ServiceRecordEvent>> services = situation.heldThisYear(ServiceRecordEvent.class);
        Map<PersonDay, Integer> minutes = new HashMap<>();
        services.forEach(service -> minutes.merge(personDay(situation, service), minutes(service), Integer::sum));
        return services.stream()
                .filter(service -> !judged.contains(service.data().serviceId()))
                .filter(service -> minutes.getOrDefault(personDay(situation, service), 0) <= MINUTES_OF_A_DAY)
                .map(service -> List.of(situation.step(
                        Action.VERIFY_SERVICE,
                        situation.from(),
                        service.data().serviceId(),
                        new ServiceVerified(
                                service.data().serviceId(),
                                "somebody-else",
                                "evidence",
                                true,
                                service.envelope().occurredAt()))))
                .collect(Collectors.toList());
    }

    private static PersonDay personDay(Situation situation, DatedEvent<ServiceRecordEvent> service) {
        String membership = switch (service.data()) {
            case ServiceLogged logged -> logged.membershipId();
            case ServiceCorrected corrected -> corrected.membershipId();
            default -> throw new IllegalStateException("no version of a service: " + service);
        };
        return new PersonDay(situation.unit().team().volunteerOf(membership), service.date());
    }

    private static int minutes(DatedEvent<ServiceRecordEvent> service) {
        return switch (service.data()) {
            case ServiceLogged logged -> logged.minutes();
            case ServiceCorrected corrected -> corrected.minutes();
            default -> throw new IllegalStateException("no version of a service: " + service);
        };
    }

    private static List<List<Step>> answers(Situation situation, Indicator indicator, IndicatorResult result) {
        Stream<List<Step>> tickets = situation.heldThisYear(TicketEvent.class).stream()
                .map(ticket -> List.of(situation.step(
                        Action.RESOLVE_TICKET,
                        situation.from(),
                        ticket.data().ticketId(),
                        new TicketResolved(
                                ticket.data().ticketId(),
                                "somebody",
                                ticket.envelope().occurredAt()))));
        Stream<List<Step>> consultations = situation.heldThisYear(ConsultationEvent.class).stream()
                .map(question -> List.of(situation.step(
                        Action.ANSWER_CONSULTATION,
                        situation.from(),
                        question.data().consultationId(),
                        new ConsultationAnswered(
                                question.data().consultationId(),
                                "somebody",
                                question.envelope().occurredAt()))));
        return Stream.concat(tickets, consultations).toList();
    }
}
