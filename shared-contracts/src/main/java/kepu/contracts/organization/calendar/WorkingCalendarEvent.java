package kepu.contracts.organization.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import kepu.contracts.Family;
import kepu.contracts.Sorted;
import kepu.contracts.WireType;
import kepu.contracts.fact.AppliesBelow;
import kepu.contracts.fact.Correction;
import kepu.contracts.fact.FactVersion;
import kepu.contracts.fact.Withdrawal;

/** Holidays (法定节假日) and make-up days (调休上班日) of a year, stated by a county for every unit below it. Source: DOMAIN §3. */
@Family(topic = "kepu.organization.working-calendars")
public sealed interface WorkingCalendarEvent extends FactVersion, AppliesBelow {
    String calendarId();

    /** The year that the notice is for; never amended. */
    int year();

    @Override
    default String factId() {
        return calendarId();
    }

    /** Of the authority that arranged the days: 国家, 省, 市, 县; of a day that several name, the lowest decides. */
    enum Layer {
        NATION,
        PROVINCE,
        PREFECTURE,
        COUNTY
    }

    /** A version that names days. */
    interface NamesDays {
        int year();

        Layer layer();

        Set<LocalDate> holidays();

        Set<LocalDate> makeUpDays();
    }

    /** Announced at {@code occurredAt}; no work on {@code holidays}, work on {@code makeUpDays}, whatever day of the week. */
    @WireType("kepu.organization.working-calendar-announced.v1")
    record WorkingCalendarAnnounced(
            String calendarId,
            int year,
            Layer layer,
            Set<LocalDate> holidays,
            Set<LocalDate> makeUpDays,
            String authority,
            String documentNumber)
            implements WorkingCalendarEvent, NamesDays {
        public WorkingCalendarAnnounced {
            holidays = Sorted.copyOf(holidays);
            makeUpDays = Sorted.copyOf(makeUpDays);
        }
    }

    /** The calendar is as stated here; its year and layer stay. */
    @WireType("kepu.organization.working-calendar-corrected.v1")
    record WorkingCalendarCorrected(
            String calendarId,
            int year,
            Layer layer,
            Set<LocalDate> holidays,
            Set<LocalDate> makeUpDays,
            String authority,
            String documentNumber,
            Instant previousOccurredAt)
            implements WorkingCalendarEvent, NamesDays, Correction {
        public WorkingCalendarCorrected {
            holidays = Sorted.copyOf(holidays);
            makeUpDays = Sorted.copyOf(makeUpDays);
        }
    }

    /** The calendar was never announced. */
    @WireType("kepu.organization.working-calendar-withdrawn.v1")
    record WorkingCalendarWithdrawn(String calendarId, int year, String reason, Instant previousOccurredAt)
            implements WorkingCalendarEvent, Withdrawal {}
}
