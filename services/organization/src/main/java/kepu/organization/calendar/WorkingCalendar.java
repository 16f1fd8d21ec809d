package kepu.organization.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.Layer;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.NamesDays;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarAnnounced;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarCorrected;
import kepu.contracts.organization.calendar.WorkingCalendarEvent.WorkingCalendarWithdrawn;
import kepu.defaults.list.Listed;
import kepu.defaults.record.AmendableRecord;
import kepu.defaults.set.InVersionedSets;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** The holidays and make-up days (法定节假日, 调休上班日) that one layer arranged for a year, as they hold in a county. */
@Document("workingCalendars")
@InVersionedSets
@Listed(by = {"year=content.year", "layer=content.layer"})
class WorkingCalendar extends AmendableRecord<WorkingCalendar.Content> {
    /** @param year that the notice is for; a notice may also name days of the December before */
    record Content(
            int year,
            Layer layer,
            Set<LocalDate> holidays,
            Set<LocalDate> makeUpDays,
            String authority,
            String documentNumber)
            implements NamesDays {
        Content {
            holidays = Collections.unmodifiableSet(new TreeSet<>(holidays));
            makeUpDays = Collections.unmodifiableSet(new TreeSet<>(makeUpDays));
        }
    }

    WorkingCalendar(String id, String unitId, Content content, Instant occurredAt, String recordedBy) {
        super(id, unitId, content, occurredAt, recordedBy);
    }

    @Override
    protected void requireAllowed(Content stated, Instant at) {
        LocalDate first = LocalDate.of(stated.year() - 1, 12, 1);
        LocalDate last = LocalDate.of(stated.year(), 12, 31);
        stated.holidays().forEach(day -> requireWithin(day, first, last));
        stated.makeUpDays().forEach(day -> requireWithin(day, first, last));
        stated.holidays().stream()
                .filter(stated.makeUpDays()::contains)
                .findFirst()
                .ifPresent(day -> {
                    throw CalendarRejection.bothHolidayAndMadeUp(day);
                });
    }

    private static void requireWithin(LocalDate day, LocalDate first, LocalDate last) {
        if (day.isBefore(first) || day.isAfter(last)) {
            throw CalendarRejection.dayOfOtherYear(day, first, last);
        }
    }

    /** None: a second one of the same layer and year is refused. */
    @Override
    protected @Nullable Object likeness(Content is) {
        return null;
    }

    @Override
    protected WorkingCalendarAnnounced recorded(Content is) {
        return new WorkingCalendarAnnounced(
                id(), is.year(), is.layer(), is.holidays(), is.makeUpDays(), is.authority(), is.documentNumber());
    }

    @Override
    protected WorkingCalendarCorrected corrected(Content is, Content was, Instant before) {
        return new WorkingCalendarCorrected(
                id(),
                is.year(),
                is.layer(),
                is.holidays(),
                is.makeUpDays(),
                is.authority(),
                is.documentNumber(),
                before);
    }

    @Override
    protected WorkingCalendarWithdrawn withdrawn(Content was, Instant before, String reason) {
        return new WorkingCalendarWithdrawn(id(), was.year(), reason, before);
    }
}
