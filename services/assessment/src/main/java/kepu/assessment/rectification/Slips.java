package kepu.assessment.rectification;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kepu.contracts.WorkingDays;
import kepu.contracts.assessment.OrderEvent.Cause;
import kepu.contracts.assessment.OrderEvent.Colour;
import org.jspecify.annotations.Nullable;

/**
 * The hours at which the slips (督办单) of an order's deadline are due by the clock. They follow from what happened to the
 * order alone, so that a late clock tells what one in time would have told.
 *
 * <p>Slips are due as a local day begins: blue on the third working day before the deadline, yellow on the first day
 * overdue, red on the seventh; but never before the deadline held, which is since the issue or the last extension. While
 * evidence is with the inspectors, the clock rests: what would be due is due as it runs again, and red as much later as it
 * rested after the deadline. Evidence that came after the deadline does not keep back the yellow slip.
 */
final class Slips {
    private static final int WARNING_WORKING_DAYS = 3;
    private static final int RED_DAY_OVERDUE = 7;

    private final Order order;
    private final ZoneId zone;
    private final List<Rest> rests;

    private Slips(Order order, ZoneId zone) {
        this.order = order;
        this.zone = zone;
        this.rests = rests(order.past().taken());
    }

    /** A slip that is due at an hour. */
    record Due(Colour colour, Cause cause, Instant at) {}

    /** Evidence was with the inspectors; {@code until} is none as long as it is. */
    private record Rest(Instant from, @Nullable Instant until) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && (until == null || at.isBefore(until));
        }
    }

    /** In the order of the hours. */
    static List<Due> of(Order order, ZoneId zone, WorkingDays workingDays) {
        Slips slips = new Slips(order, zone);
        List<Due> due = new ArrayList<>();
        slips.blue(workingDays).ifPresent(at -> due.add(new Due(Colour.BLUE, Cause.DUE_SOON, at)));
        slips.yellow().ifPresent(at -> due.add(new Due(Colour.YELLOW, Cause.OVERDUE, at)));
        slips.red().ifPresent(at -> due.add(new Due(Colour.RED, Cause.OVERDUE_FOR_A_WEEK, at)));
        return due;
    }

    private static List<Rest> rests(List<Step> steps) {
        List<Rest> rests = new ArrayList<>();
        Instant from = null;
        for (Step step : steps) {
            switch (step.what()) {
                case HANDED_IN -> from = step.at();
                case RETURNED, REINSPECTION_FAILED, SIGNED_OFF -> {
                    if (from != null) {
                        rests.add(new Rest(from, step.at()));
                    }
                    from = null;
                }
                case ISSUED,
                        ACKNOWLEDGED,
                        PLANNED,
                        ACCEPTED,
                        EXTENSION_REQUESTED,
                        EXTENDED,
                        EXTENSION_REFUSED,
                        CANCELLED -> {}
            }
        }
        if (from != null) {
            rests.add(new Rest(from, null));
        }
        return rests;
    }

    private Optional<Instant> blue(WorkingDays workingDays) {
        LocalDate day = order.deadline();
        for (int left = WARNING_WORKING_DAYS; left > 0; left -= workingDays.include(day) ? 1 : 0) {
            day = day.minusDays(1);
        }
        return running(notBeforeItHeld(start(day)), rests).filter(at -> at.isBefore(overdueFrom()));
    }

    private Optional<Instant> yellow() {
        Instant overdue = overdueFrom();
        return running(
                notBeforeItHeld(overdue),
                rests.stream().filter(rest -> rest.from().isBefore(overdue)).toList());
    }

    private Optional<Instant> red() {
        Instant overdue = overdueFrom();
        Instant hour = start(order.deadline().plusDays(RED_DAY_OVERDUE));
        for (Rest rest : rests) {
            Instant from = rest.from().isBefore(overdue) ? overdue : rest.from();
            Instant until = rest.until();
            if (from.isBefore(hour)) {
                if (until == null) {
                    return Optional.empty();
                }
                if (until.isAfter(from)) {
                    hour = hour.plus(Duration.between(from, until));
                }
            }
        }
        return Optional.of(notBeforeItHeld(hour));
    }

    private Instant notBeforeItHeld(Instant hour) {
        Instant since = order.past().deadlineSince();
        return hour.isBefore(since) ? since : hour;
    }

    /** The first instant from this one on at which the clock does not rest; none as long as it does. */
    private static Optional<Instant> running(Instant from, List<Rest> rests) {
        Instant at = from;
        for (Rest rest : rests) {
            if (rest.holds(at)) {
                if (rest.until() == null) {
                    return Optional.empty();
                }
                at = rest.until();
            }
        }
        return Optional.of(at);
    }

    private Instant overdueFrom() {
        return start(order.deadline().plusDays(1));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
