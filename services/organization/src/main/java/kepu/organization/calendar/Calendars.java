package kepu.organization.calendar;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.util.List;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.calendar.LayeredDays;
import kepu.contracts.organization.calendar.LayeredDays.NamedDay;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.organization.unit.Units;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * All calendars of a county.
 *
 * <p>They hold for every unit below it, so whoever may see one of those may see them: they are read past the store, which
 * would keep them to those who reach the county.
 */
@Component
class Calendars {
    private final MongoOperations mongo;
    private final SetVersions setVersions;
    private final Units units;

    Calendars(MongoOperations mongo, SetVersions setVersions, Units units) {
        this.mongo = mongo;
        this.setVersions = setVersions;
        this.units = units;
    }

    /**
     * What a unit has as working days in a year.
     *
     * @param workingDays how many there are
     * @param named the days that a calendar names, each with the layer that decides; any other is one from Monday to Friday
     */
    record WorkingYear(String unitId, int year, int workingDays, List<NamedDay> named) {}

    /**
     * @return to be taken by the calendar
     * @throws kepu.defaults.Rejection 409 {@code second-calendar-of-that-layer}
     */
    SetVersion requireFirst(String countyId, WorkingCalendar.Content stated) {
        SetVersion next = setVersions.next(WorkingCalendar.class, countyId, stated.year(), stated.layer());
        if (of(countyId).stream()
                .map(WorkingCalendar::content)
                .anyMatch(known -> known.year() == stated.year() && known.layer() == stated.layer())) {
            throw CalendarRejection.secondOfThatLayer(stated.year(), stated.layer());
        }
        return next;
    }

    WorkingYear year(String unitId, int year) {
        LayeredDays days = LayeredDays.of(units.lineage(unitId).stream()
                .filter(above -> above.kind() == Kind.COUNTY)
                .flatMap(county -> of(county.unitId()).stream())
                .map(WorkingCalendar::content)
                .toList());
        int working = (int) LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(days::include)
                .count();
        return new WorkingYear(unitId, year, working, days.named(year));
    }

    private List<WorkingCalendar> of(String countyId) {
        Query standing = query(where("unitId").is(countyId).and("withdrawn").is(false));
        standing.fields().exclude("outbox", "applied", "firstApplied");
        return mongo.find(standing, WorkingCalendar.class);
    }
}
