package kepu.contracts.readingrooms;

import java.time.LocalDate;
import java.util.Set;
import kepu.contracts.DomainEvent;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;

/**
 * The opening calendar of a room and what each day really was. Source: R11.
 *
 * <p>A day of a room is one fact: of several statements about it the one with the highest (epoch, sequence) holds.
 */
@Family(topic = "kepu.reading-rooms.openings")
public sealed interface OpeningEvent extends DomainEvent {
    String roomId();

    /**
     * The calendar of one ISO week-based year; busy-season (农忙) weeks are exempt. Replaces an earlier one.
     *
     * @param year ISO week-based year
     * @param exemptWeeks ISO week numbers, 1–53
     */
    @WireType("kepu.reading-rooms.opening-calendar-set.v1")
    record OpeningCalendarSet(String roomId, int year, Set<Integer> exemptWeeks) implements OpeningEvent {
        public OpeningCalendarSet {
            exemptWeeks = Sorted.copyOf(exemptWeeks);
        }
    }

    /** Open on {@code date} for {@code minutes} in total. */
    @WireType("kepu.reading-rooms.day-opened.v1")
    record DayOpened(String roomId, LocalDate date, int minutes) implements OpeningEvent {}

    /** Closed on {@code date}. */
    @WireType("kepu.reading-rooms.day-closed.v1")
    record DayClosed(String roomId, LocalDate date, String reason) implements OpeningEvent {}

    /** What was said about {@code date} does not hold; nothing is known of it. */
    @WireType("kepu.reading-rooms.day-withdrawn.v1")
    record DayWithdrawn(String roomId, LocalDate date, String reason) implements OpeningEvent {}
}
