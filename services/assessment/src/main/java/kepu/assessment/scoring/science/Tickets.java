package kepu.assessment.scoring.science;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.timeline.DatedEvent;
import kepu.contracts.WorkingDays;
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
import org.jspecify.annotations.Nullable;

/**
 * The tickets (群众难题) of a unit's year as matters that residents wait for.
 *
 * <p>What completes a ticket is the resolution that holds on the as-of day. A reopened ticket is unresolved from the day of its
 * reopening until it is resolved again, and its days run on from the day on which it was raised: an early resolution that the
 * resident did not accept gains no time.
 */
final class Tickets {
    private static final Comparator<DatedEvent<?>> IN_ORDER =
            DatedEvent.BY_VERSION.thenComparing(DatedEvent.AS_IT_HAPPENED);

    private Tickets() {}

    /** Those raised on elapsed days, without those that were transferred or merged. */
    static List<Matter> of(UnitYear unit, int workingDays, Evidence evidence) {
        Map<String, List<DatedEvent<TicketEvent>>> histories = new HashMap<>();
        for (DatedEvent<TicketEvent> fact : unit.facts().of(TicketEvent.class)) {
            histories
                    .computeIfAbsent(fact.data().ticketId(), _ -> new ArrayList<>())
                    .add(fact);
        }
        List<DatedEvent<TicketEvent>> tickets = unit.heldOnElapsedDays(TicketEvent.class, evidence);
        if (tickets.isEmpty()) {
            return List.of();
        }
        WorkingDays calendar = unit.workingDays(evidence);
        List<Matter> matters = new ArrayList<>();
        for (DatedEvent<TicketEvent> ticket : tickets) {
            Course course = new Course(unit);
            histories.getOrDefault(ticket.data().ticketId(), List.of()).stream()
                    .sorted(IN_ORDER)
                    .forEach(course::take);
            if (course.leftOut != null) {
                evidence.doesNotCount(ticket, course.leftOut);
                continue;
            }
            Matter matter = new Matter(calendar.after(ticket.date(), workingDays), course.resolved);
            if (matter.on(unit.asOf()) == Matter.Standing.NOT_YET_DUE) {
                evidence.doesNotCount(ticket, Reason.NOT_YET_DUE);
            } else {
                evidence.counts(ticket);
                if (course.resolution != null) {
                    evidence.counts(course.resolution);
                }
            }
            matters.add(matter);
        }
        return matters;
    }

    /** What became of one ticket by the as-of day. */
    private static final class Course {
        private final UnitYear unit;
        private @Nullable LocalDate resolved;
        private @Nullable DatedEvent<TicketEvent> resolution;
        private @Nullable Reason leftOut;

        private Course(UnitYear unit) {
            this.unit = unit;
        }

        void take(DatedEvent<TicketEvent> fact) {
            boolean happened = !fact.date().isAfter(unit.asOf());
            switch (fact.data()) {
                case TicketResolved _ when happened -> resolve(fact, fact.date());
                case TicketReopened _
                when happened -> {
                    resolution = null;
                    resolved = null;
                }
                case TicketTransferred _ when happened -> leftOut = Reason.TRANSFERRED;
                case TicketMerged _ when happened -> leftOut = Reason.MERGED;
                // A ticket that was moved here from another year left its steps there.
                case TicketCorrected corrected
                when corrected.resolvedAt() != null -> {
                    LocalDate day = unit.facts().localDate(corrected.resolvedAt());
                    if (!day.isAfter(unit.asOf()) && !day.equals(resolved)) {
                        resolve(fact, day);
                    }
                }
                case TicketResolved _,
                        TicketReopened _,
                        TicketTransferred _,
                        TicketMerged _,
                        TicketCorrected _,
                        TicketRaised _,
                        TicketAssigned _,
                        TicketReplied _,
                        TicketConfirmed _,
                        TicketWithdrawn _ -> {}
            }
        }

        private void resolve(DatedEvent<TicketEvent> fact, LocalDate day) {
            resolution = fact;
            resolved = day;
        }
    }
}
