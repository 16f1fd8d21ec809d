package kepu.assessment.scoring.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.contracts.DomainEvent;
import kepu.contracts.WorkingDays;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ClosureVersion;
import kepu.contracts.organization.UnitEvent.EstablishmentVersion;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.calendar.LayeredDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.NamesDays;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * One unit in one calendar year as of a day: the days that count and the facts that hold.
 *
 * @param period the calendar year
 * @param life all days of the unit, as known on {@code asOf}
 * @param elapsed the unit's days in the period up to the day of reckoning; never empty
 */
public record UnitYear(LocalDate asOf, Days period, Days life, Days elapsed, Facts facts, Team team) {
    /** Empty if there is no elapsed day. */
    public static Optional<UnitYear> of(int year, LocalDate asOf, Facts facts) {
        // Of several establishments the newest holds, whatever date it states.
        LocalDate first = facts.of(UnitEvent.class).stream()
                .filter(fact -> fact.data() instanceof EstablishmentVersion)
                .reduce((a, b) -> b.isNewerThan(a) ? b : a)
                .map(DatedEvent::date)
                .orElse(LocalDate.MAX);
        LocalDate closed = closure(facts).filter(date -> !date.isAfter(asOf)).orElse(null);
        if (first.isAfter(asOf)) {
            return Optional.empty();
        }
        Days period = new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        Days life = new Days(first, closed == null ? LocalDate.MAX : closed.minusDays(1));
        Days elapsed = life.intersection(period).intersection(new Days(LocalDate.MIN, asOf));
        return elapsed.length() == 0
                ? Optional.empty()
                : Optional.of(new UnitYear(asOf, period, life, elapsed, facts, Team.of(facts)));
    }

    /** The date in the newest version of the closure; empty if there is none or it was withdrawn. */
    private static Optional<LocalDate> closure(Facts facts) {
        return facts.of(UnitEvent.class).stream()
                .filter(fact -> fact.data() instanceof ClosureVersion)
                .reduce((a, b) -> b.isNewerThan(a) ? b : a)
                .filter(newest -> !(newest.data() instanceof Withdrawal))
                .map(DatedEvent::date);
    }

    /** Collects the evidence of an indicator, if somebody asks for it. */
    public Evidence newEvidence() {
        return facts.newEvidence();
    }

    public int year() {
        return period.first().getYear();
    }

    public LocalDate reckoningDay() {
        return asOf.isBefore(period.last()) ? asOf : period.last();
    }

    /** The unit's days in the period, elapsed or not. */
    public int ownDays() {
        return life.intersection(period).length();
    }

    /** A counted target for the part of the period in which the unit exists. */
    public BigFraction proRata(int target) {
        return BigFraction.of(ownDays(), period.length()).multiply(target);
    }

    /**
     * The working days by the calendars of the unit's county, which are evidence. They are reference data: they hold for every
     * as-of day, whenever they were stated.
     */
    public WorkingDays workingDays(Evidence evidence) {
        List<NamesDays> calendars = new ArrayList<>();
        for (DatedEvent<WorkingCalendarEvent> fact : held(WorkingCalendarEvent.class, _ -> true, evidence)) {
            if (fact.data() instanceof NamesDays calendar) {
                calendars.add(calendar);
                evidence.counts(fact);
            }
        }
        return LayeredDays.of(calendars);
    }

    /** The residents as they were counted last, which is evidence; 0 if nobody counted them. */
    public int residents(Evidence evidence) {
        DatedEvent<UnitEvent> counted = latest(ResidentsCounted.class);
        if (counted == null) {
            return 0;
        }
        evidence.counts(counted);
        return ((ResidentsCounted) counted.data()).residents();
    }

    /** The newest event of a type up to the day of reckoning. */
    @Nullable
    public DatedEvent<UnitEvent> latest(Class<? extends UnitEvent> type) {
        DatedEvent<UnitEvent> latest = null;
        for (DatedEvent<UnitEvent> fact : facts.inOrder(UnitEvent.class)) {
            if (type.isInstance(fact.data()) && !fact.date().isAfter(reckoningDay())) {
                latest = fact;
            }
        }
        return latest;
    }

    /** The versions that hold of the facts of a family and lie on elapsed days. */
    public <E extends DomainEvent> List<DatedEvent<E>> heldOnElapsedDays(Class<E> family, Evidence evidence) {
        Days upToReckoning = new Days(period.first(), reckoningDay());
        List<DatedEvent<E>> held = held(family, fact -> upToReckoning.contains(fact.date()), evidence);
        List<DatedEvent<E>> own = new ArrayList<>(held.size());
        for (DatedEvent<E> fact : held) {
            if (elapsed.contains(fact.date())) {
                own.add(fact);
            } else {
                evidence.doesNotCount(fact, Reason.OUTSIDE_OWN_DAYS);
            }
        }
        return own;
    }

    /**
     * The versions that hold of the facts of a family and are relevant; the family's other events are left aside.
     *
     * @param relevant whether a version belongs to the period
     */
    public <E extends DomainEvent> List<DatedEvent<E>> held(
            Class<E> family, Predicate<DatedEvent<E>> relevant, Evidence evidence) {
        List<DatedEvent<E>> held = new ArrayList<>();
        Set<String> falseRecords = FalseRecords.of(facts, family);
        for (DatedEvent<E> event : facts.inOrder(family)) {
            if (!(event.data() instanceof FactVersion version)
                    || version instanceof Withdrawal
                    || !relevant.test(event)) {
                continue;
            }
            DatedEvent<?> replacing = facts.replacing(family, event).orElse(null);
            if (falseRecords.contains(version.factId())) {
                evidence.doesNotCount(event, Reason.FALSE_RECORD);
            } else if (replacing == null) {
                held.add(event);
            } else {
                boolean withdrawn = replacing.data() instanceof Withdrawal;
                evidence.doesNotCount(event, withdrawn ? Reason.WITHDRAWN : Reason.SUPERSEDED);
            }
        }
        return held;
    }
}
