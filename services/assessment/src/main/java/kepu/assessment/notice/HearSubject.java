package kepu.assessment.notice;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import kepu.access.Caller;
import kepu.access.Grant;
import kepu.assessment.notice.NoticeController.AnswerRequest;
import kepu.assessment.notice.NoticeController.HearingRequest;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.SamePerson;
import kepu.defaults.access.UnitParents;
import kepu.defaults.replica.WorkingCalendars;
import kepu.defaults.store.AggregateStore;
import kepu.defaults.store.DomainEvents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Hears the subject of a criticism (陈述申辩): opened by the issuer, answered by the subject within some working days. */
@Component
class HearSubject {
    private final AggregateStore store;
    private final WorkingCalendars calendars;
    private final UnitParents parents;
    private final Clock clock;
    private final ZoneId zone;
    private final int workingDays;

    HearSubject(
            AggregateStore store,
            WorkingCalendars calendars,
            UnitParents parents,
            Clock clock,
            ZoneId zone,
            @Value("${kepu.assessment.hearing-working-days}") int workingDays) {
        this.store = store;
        this.calendars = calendars;
        this.parents = parents;
        this.clock = clock;
        this.zone = zone;
        this.workingDays = workingDays;
    }

    Receipt open(Command command, String id, HearingRequest request) {
        return store.update(command, Notice.class, id, notice -> {
            Issuers.requireOfficeOf(notice);
            Instant at = command.occurredAt(request.occurredAt());
            // from the day on which the subject can see it, whatever is stated
            LocalDate answerBy =
                    calendars.of(notice.unitId()).after(LocalDate.ofInstant(command.now(), zone), workingDays);
            return notice.openHearing(answerBy, at, command.actor());
        });
    }

    /** By the subject's own people: nobody of the issuer answers for it, by whichever of their accounts. */
    Receipt answer(Command command, Caller caller, String id, AnswerRequest request) {
        return store.update(command, Notice.class, id, notice -> {
            if (isOfIssuer(notice.issuerId(), caller)) {
                throw NoticeRejection.answeredByIssuer();
            }
            if (!notice.isKnownToSubject()) {
                throw Rejection.notFound("notices", id);
            }
            return heard(command, notice, request);
        });
    }

    /** By the person that it is about, as whoever asks has seen to; whose office theirs is does not matter. */
    Receipt answerInPerson(Command command, String id, AnswerRequest request) {
        return store.update(command, Notice.class, id, notice -> heard(command, notice, request));
    }

    private static DomainEvents heard(Command command, Notice notice, AnswerRequest request) {
        return notice.hear(
                request.statement(), request.objects(), command.occurredAt(request.occurredAt()), command.actor());
    }

    private boolean isOfIssuer(String issuerId, Caller caller) {
        Set<String> units = SamePerson.unitsOf(caller, clock.instant());
        return units.contains(Grant.EVERYWHERE)
                || parents.lineage(issuerId, clock.instant()).anyMatch(units::contains);
    }
}
