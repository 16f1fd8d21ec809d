package kepu.readingrooms.opening;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.Years;
import kepu.contracts.readingrooms.OpeningEvent.OpeningCalendarSet;
import kepu.defaults.store.Aggregate;
import kepu.defaults.store.DomainEvents;
import org.springframework.data.mongodb.core.mapping.Document;

/** The calendar (开放日历) of a room for one ISO week-based year: which busy-season (农忙) weeks are exempt. */
@Document("opening-calendars")
class OpeningCalendar extends Aggregate {
    private final String roomId;
    private final int year;
    private Set<Integer> exemptWeeks = new TreeSet<>();

    OpeningCalendar(String id, String unitId, String roomId, int year) {
        super(id, unitId);
        this.roomId = roomId;
        this.year = year;
    }

    static String id(String roomId, int year) {
        return roomId + ':' + year;
    }

    static OpeningCalendar blank(String unitId, String roomId, int year) {
        return new OpeningCalendar(id(roomId, year), unitId, roomId, year);
    }

    /** Whether somebody set it before, so that a caller can have seen it. */
    boolean isKnown() {
        return version() > 0;
    }

    DomainEvents exempt(Set<Integer> weeks, Instant at) {
        if (!Years.include(year)) {
            throw OpeningRejection.noSuchYear(year);
        }
        for (int week : weeks) {
            if (week < 1 || week > weeks()) {
                throw OpeningRejection.noSuchWeek(year, week, weeks());
            }
        }
        exemptWeeks = new TreeSet<>(weeks);
        return raise(at, new OpeningCalendarSet(roomId, year, exemptWeeks));
    }

    /** 52 or 53. */
    int weeks() {
        // 4 January always lies in the first week of its ISO year
        return Math.toIntExact(IsoFields.WEEK_OF_WEEK_BASED_YEAR
                .rangeRefinedBy(LocalDate.of(year, 1, 4))
                .getMaximum());
    }

    String roomId() {
        return roomId;
    }

    int year() {
        return year;
    }

    Set<Integer> exemptWeeks() {
        return new TreeSet<>(exemptWeeks);
    }
}
