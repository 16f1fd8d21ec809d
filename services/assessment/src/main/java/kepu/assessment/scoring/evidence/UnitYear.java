package kepu.assessment.scoring.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.assessment.scoring.timeline.Days;
import kepu.contracts.DomainEvent;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.contracts.organization.UnitEvent.VenueKindsDeclared;
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
                .filter(fact -> fact.data() instanceof UnitEstablished)
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
                .filter(fact -> switch (fact.data()) {
                    case UnitClosed _, UnitClosureCorrected _, UnitClosureWithdrawn _ -> true;
                    case UnitEstablished _, UnitMoved _, ResidentsCounted _, VenueKindsDeclared _ -> false;
                })
                .reduce((a, b) -> b.isNewerThan(a) ? b : a)
                .filter(newest -> !(newest.data() instanceof UnitClosureWithdrawn))
                .map(DatedEvent::date);
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
    public <E extends DomainEvent> List<DatedEvent<E>> heldOnElapsedDays(
            Class<E> family, Function<E, @Nullable String> factId, Predicate<E> withdrawal, Evidence evidence) {
        Days upToReckoning = new Days(period.first(), reckoningDay());
        List<DatedEvent<E>> held =
                held(family, factId, withdrawal, fact -> upToReckoning.contains(fact.date()), evidence);
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
     * The versions that hold of the facts of a family and are relevant.
     *
     * @param factId the fact of which an event is a version; null if it is none
     * @param withdrawal whether a version says that the fact never was
     * @param relevant whether a version belongs to the period
     */
    public <E extends DomainEvent> List<DatedEvent<E>> held(
            Class<E> family,
            Function<E, @Nullable String> factId,
            Predicate<E> withdrawal,
            Predicate<DatedEvent<E>> relevant,
            Evidence evidence) {
        Map<String, DatedEvent<E>> newest = new HashMap<>();
        for (DatedEvent<E> version : facts.of(family)) {
            String id = factId.apply(version.data());
            if (id != null) {
                newest.merge(id, version, (a, b) -> b.isNewerThan(a) ? b : a);
            }
        }
        List<DatedEvent<E>> held = new ArrayList<>();
        for (DatedEvent<E> version : facts.of(family)) {
            String id = factId.apply(version.data());
            if (id == null || withdrawal.test(version.data()) || !relevant.test(version)) {
                continue;
            }
            DatedEvent<E> holding = newest.get(id);
            if (holding == version) {
                held.add(version);
            } else if (holding != null) {
                boolean withdrawn = withdrawal.test(holding.data());
                evidence.doesNotCount(version, withdrawn ? Reason.WITHDRAWN : Reason.SUPERSEDED);
            }
        }
        held.sort(DatedEvent.AS_IT_HAPPENED);
        return held;
    }
}
