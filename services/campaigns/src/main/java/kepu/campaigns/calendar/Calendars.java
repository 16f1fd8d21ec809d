package kepu.campaigns.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import kepu.campaigns.activity.Activities;
import kepu.campaigns.window.Windows;
import kepu.defaults.replica.UnitReplica;
import org.springframework.stereotype.Component;

/** Draws up calendars, with the windows of the county that the unit is or now belongs to. */
@Component
class Calendars {
    private final Windows windows;
    private final Activities activities;
    private final UnitReplica units;
    private final Clock clock;
    private final ZoneId zone;

    Calendars(Windows windows, Activities activities, UnitReplica units, Clock clock, ZoneId zone) {
        this.windows = windows;
        this.activities = activities;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    CalendarView of(String unitId, int year) {
        units.requireKnown(unitId);
        String county = units.countyOf(unitId, clock.instant()).orElse(unitId);
        return CalendarView.of(
                unitId,
                year,
                LocalDate.now(clock.withZone(zone)),
                windows.of(county, year),
                activities.ofYear(unitId, year));
    }
}
