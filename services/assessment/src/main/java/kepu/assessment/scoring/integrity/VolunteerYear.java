package kepu.assessment.scoring.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.DomainEvent;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.volunteers.ServiceRecordEvent;
import kepu.contracts.volunteers.ServiceRecordEvent.PlaceKind;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceCorrected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceLogged;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceRejected;
import kepu.contracts.volunteers.ServiceRecordEvent.ServiceVerified;
import kepu.contracts.volunteers.TrainingEvent;
import kepu.contracts.volunteers.TrainingEvent.TrainingCorrected;
import kepu.contracts.volunteers.TrainingEvent.TrainingHeld;
import kepu.contracts.volunteers.VisitEvent;
import kepu.contracts.volunteers.VisitEvent.VisitRejected;
import kepu.contracts.volunteers.VisitEvent.VisitVerified;
import org.jspecify.annotations.Nullable;

/**
 * What the volunteers of a unit did in a year, as the radar looks at it: versions that hold and nobody rejected.
 *
 * @param times when people were busy
 * @param verdicts verifications of what holds
 * @param entered versions that hold of services, visits and trainings
 */
record VolunteerYear(List<Busy> times, List<Verification> verdicts, List<DatedEvent<?>> entered) {
    /**
     * A person was busy from then to then.
     *
     * @param place none for a training
     */
    record Busy(
            String person,
            Instant from,
            Instant until,
            @Nullable PlaceKind place,
            DatedEvent<?> fact) {}

    /**
     * Somebody verified what somebody recorded.
     *
     * @param minutes of a service; 0 of a visit
     */
    record Verification(String by, String recordedBy, Instant at, int minutes, DatedEvent<?> fact) {}

    static VolunteerYear of(UnitYear unit) {
        VolunteerYear year = new VolunteerYear(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        year.services(unit);
        year.visits(unit);
        year.trainings(unit);
        return year;
    }

    private void services(UnitYear unit) {
        Map<String, List<DatedEvent<ServiceRecordEvent>>> verdicts = new HashMap<>();
        for (DatedEvent<ServiceRecordEvent> fact : unit.facts().inOrder(ServiceRecordEvent.class)) {
            if (fact.data() instanceof ServiceVerified || fact.data() instanceof ServiceRejected) {
                verdicts.computeIfAbsent(fact.data().serviceId(), _ -> new ArrayList<>())
                        .add(fact);
            }
        }
        for (DatedEvent<ServiceRecordEvent> held : held(unit, ServiceRecordEvent.class)) {
            List<DatedEvent<ServiceRecordEvent>> its =
                    newerThan(held, verdicts.get(held.data().serviceId()));
            if (!its.isEmpty() && its.getLast().data() instanceof ServiceRejected) {
                continue;
            }
            Busy busy = busy(held, unit);
            times.add(busy);
            entered.add(held);
            int minutes = (int) Duration.between(busy.from(), busy.until()).toMinutes();
            for (DatedEvent<ServiceRecordEvent> verdict : its) {
                if (verdict.data() instanceof ServiceVerified verified) {
                    this.verdicts.add(verification(verified.verifiedBy(), verdict, held, minutes));
                }
            }
        }
    }

    private static Busy busy(DatedEvent<ServiceRecordEvent> held, UnitYear unit) {
        return switch (held.data()) {
            case ServiceLogged is -> served(held, unit, is.membershipId(), is.minutes(), is.placeKind());
            case ServiceCorrected is -> served(held, unit, is.membershipId(), is.minutes(), is.placeKind());
            default -> throw new IllegalStateException("no version of a service: " + held);
        };
    }

    private static Busy served(DatedEvent<?> held, UnitYear unit, String membership, int minutes, PlaceKind place) {
        Instant from = held.envelope().occurredAt();
        return new Busy(unit.team().volunteerOf(membership), from, from.plus(Duration.ofMinutes(minutes)), place, held);
    }

    private void visits(UnitYear unit) {
        Map<String, List<DatedEvent<VisitEvent>>> verdicts = new HashMap<>();
        for (DatedEvent<VisitEvent> fact : unit.facts().inOrder(VisitEvent.class)) {
            if (fact.data() instanceof VisitVerified || fact.data() instanceof VisitRejected) {
                verdicts.computeIfAbsent(fact.data().visitId(), _ -> new ArrayList<>())
                        .add(fact);
            }
        }
        for (DatedEvent<VisitEvent> held : held(unit, VisitEvent.class)) {
            List<DatedEvent<VisitEvent>> its =
                    newerThan(held, verdicts.get(held.data().visitId()));
            if (!its.isEmpty() && its.getLast().data() instanceof VisitRejected) {
                continue;
            }
            entered.add(held);
            for (DatedEvent<VisitEvent> verdict : its) {
                if (verdict.data() instanceof VisitVerified verified) {
                    this.verdicts.add(verification(verified.verifiedBy(), verdict, held, 0));
                }
            }
        }
    }

    private void trainings(UnitYear unit) {
        for (DatedEvent<TrainingEvent> held : held(unit, TrainingEvent.class)) {
            entered.add(held);
            switch (held.data()) {
                case TrainingHeld is -> attended(held, unit, is.attendees(), is.minutes());
                case TrainingCorrected is -> attended(held, unit, is.attendees(), is.minutes());
                default -> throw new IllegalStateException("no version of a training: " + held);
            }
        }
    }

    private void attended(DatedEvent<?> held, UnitYear unit, Set<String> attendees, int minutes) {
        Instant from = held.envelope().occurredAt();
        Instant until = from.plus(Duration.ofMinutes(minutes));
        attendees.stream()
                .map(unit.team()::volunteerOf)
                .distinct()
                .forEach(person -> times.add(new Busy(person, from, until, null, held)));
    }

    private static <E extends DomainEvent> List<DatedEvent<E>> held(UnitYear unit, Class<E> family) {
        return unit.heldOnElapsedDays(family, Evidence.none()).stream()
                .filter(fact -> fact.data() instanceof FactVersion)
                .toList();
    }

    private static <E extends DomainEvent> List<DatedEvent<E>> newerThan(
            DatedEvent<E> held, @Nullable List<DatedEvent<E>> verdicts) {
        return verdicts == null
                ? List.of()
                : verdicts.stream()
                        .filter(verdict -> verdict.isNewerThan(held))
                        .sorted(DatedEvent.BY_VERSION)
                        .toList();
    }

    private static Verification verification(String by, DatedEvent<?> verdict, DatedEvent<?> held, int minutes) {
        return new Verification(by, held.envelope().actor(), verdict.envelope().occurredAt(), minutes, verdict);
    }
}
