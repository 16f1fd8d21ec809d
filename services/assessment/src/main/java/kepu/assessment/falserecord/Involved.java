package kepu.assessment.falserecord;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.facts.FactStore;
import kepu.assessment.journal.Journal;
import kepu.assessment.scoring.evidence.FalseRecords;
import kepu.contracts.Contracts;
import kepu.contracts.DomainEvent;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.campaigns.PracticeEvent.PracticeCorrected;
import kepu.contracts.campaigns.PracticeEvent.PracticeNominated;
import kepu.contracts.campaigns.PracticeEvent.PracticePublished;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAnswered;
import kepu.contracts.readingrooms.ConsultationEvent.ConsultationAssigned;
import kepu.contracts.readingrooms.EffectEvent.EffectVerified;
import kepu.contracts.volunteers.NominationEvent.NominationCorrected;
import kepu.contracts.volunteers.NominationEvent.NominationMade;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TeamEvent;
import kepu.contracts.volunteers.TeamEvent.VolunteerEnlisted;
import kepu.contracts.volunteers.TicketEvent.TicketAssigned;
import kepu.contracts.volunteers.TicketEvent.TicketResolved;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent.VisitCorrected;
import kepu.contracts.volunteers.VisitEvent.VisitMade;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whom the finding that a record is false concerns: whoever recorded or corrected it in any of its events, vouched for it, had
 * it in their hands, or is said in it to have done something; as far as scores read these events. Whoever doubted it, such as
 * by a rejection, is not among them.
 */
@Component
class Involved {
    private final Journal journal;
    private final FactStore facts;

    Involved(Journal journal, FactStore facts) {
        this.journal = journal;
        this.facts = facts;
    }

    /** @param eventId any event of the record */
    Set<String> in(String eventId) {
        return journal.find(eventId)
                .flatMap(entry -> EventCodec.decode(entry.wire()))
                .map(this::in)
                .orElse(Set.of());
    }

    /** Who has recorded or corrected it: they may withdraw it themselves, but not find it false. */
    Set<String> recorders(Envelope<?> event) {
        return versions(event, facts.about(event.unitId(), event.subject()))
                .map(Envelope::actor)
                .collect(Collectors.toSet());
    }

    private static Stream<Envelope<?>> versions(Envelope<?> event, Collection<Envelope<?>> told) {
        Optional<String> record = FalseRecords.recordOf(event.data());
        return ofSubject(event, told)
                .filter(one -> FalseRecords.recordOf(one.data()).equals(record));
    }

    private static Stream<Envelope<?>> ofSubject(Envelope<?> event, Collection<Envelope<?>> told) {
        return Stream.concat(
                Stream.<Envelope<?>>of(event),
                told.stream().filter(one -> topic(one).equals(topic(event))));
    }

    /** Accounts, and pseudonyms of people. */
    Set<String> in(Envelope<?> event) {
        return in(
                event,
                facts.about(event.unitId(), event.subject()),
                memberships -> volunteers(event.unitId(), memberships));
    }

    /**
     * @param told of the same subject
     * @param volunteers who has memberships
     */
    static Set<String> in(Envelope<?> event, Collection<Envelope<?>> told, UnaryOperator<Set<String>> volunteers) {
        Set<String> involved = new HashSet<>();
        Set<String> memberships = new HashSet<>();
        versions(event, told).forEach(one -> {
            involved.add(one.actor());
            memberships.addAll(memberships(one.data()));
        });
        ofSubject(event, told)
                .map(one -> person(one.data()))
                .flatMap(Optional::stream)
                .forEach(involved::add);
        if (!memberships.isEmpty()) {
            involved.addAll(volunteers.apply(memberships));
        }
        return involved;
    }

    /** The stays of those who are said to have served, visited or attended. */
    private static Set<String> memberships(DomainEvent event) {
        return switch (event) {
            case ServiceLogged service -> Set.of(service.membershipId());
            case ServiceCorrected service -> Set.of(service.membershipId());
            case VisitMade visit -> Set.of(visit.membershipId());
            case VisitCorrected visit -> Set.of(visit.membershipId());
            case TrainingHeld training -> training.attendees();
            case TrainingCorrected training -> training.attendees();
            default -> Set.of();
        };
    }

    /** Who vouched for the record, was to do or did what it counts for, or is the one whom it is about. */
    private static Optional<String> person(DomainEvent event) {
        @Nullable
        String person = switch (event) {
            case ServiceVerified verified -> verified.verifiedBy();
            case VisitVerified verified -> verified.verifiedBy();
            case EffectVerified verified -> verified.verifiedBy();
            case PracticePublished published -> published.publishedBy();
            case TicketAssigned assigned -> assigned.assigneeId();
            case TicketResolved resolved -> resolved.resolvedBy();
            case ConsultationAssigned assigned -> assigned.assigneeId();
            case ConsultationAnswered answered -> answered.answeredBy();
            case PracticeNominated nominated -> nominated.personId();
            case PracticeCorrected corrected -> corrected.personId();
            case NominationMade made -> made.personId();
            case NominationCorrected corrected -> corrected.personId();
            default -> null;
        };
        return Optional.ofNullable(person);
    }

    private Set<String> volunteers(String unitId, Set<String> memberships) {
        return facts.lasting(Set.of(unitId), TeamEvent.class).getOrDefault(unitId, List.of()).stream()
                .map(Envelope::data)
                .filter(VolunteerEnlisted.class::isInstance)
                .map(VolunteerEnlisted.class::cast)
                .filter(enlisted -> memberships.contains(enlisted.membershipId()))
                .map(VolunteerEnlisted::volunteerId)
                .collect(Collectors.toSet());
    }

    private static String topic(Envelope<?> event) {
        return Contracts.of(event.data().getClass()).topic();
    }
}
