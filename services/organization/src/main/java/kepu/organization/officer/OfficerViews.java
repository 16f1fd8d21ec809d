package kepu.organization.officer;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kepu.defaults.Rejection;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of the post of publicity officer, and the alert when it is vacant for too long. */
@Component
class OfficerViews {
    /** Days of a vacancy that alarm nobody, its own first day included. */
    static final int DAYS_OF_GRACE = 30;

    private final AggregateStore store;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    OfficerViews(AggregateStore store, Units units, Clock clock, ZoneId zone) {
        this.store = store;
        this.units = units;
        this.clock = clock;
        this.zone = zone;
    }

    /** {@code vacantDays} counts the local days without an officer, today and the first one included. */
    record PostView(
            String unitId,
            @Nullable AppointmentView current,
            @Nullable Instant vacantSince,
            @Nullable Long vacantDays,
            boolean vacancyAlert,
            List<AppointmentView> appointments,
            long version) {}

    record AppointmentView(
            String appointmentId,
            String personId,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant leftAt,
            @Nullable String leftBecause) {
        static AppointmentView of(OfficerPost.Term term) {
            return new AppointmentView(
                    term.appointmentId(),
                    term.personId(),
                    term.from(),
                    term.until(),
                    term.leftAt(),
                    term.leftBecause());
        }
    }

    PostView post(String unitId) {
        Units.Known unit = units.find(unitId).orElseThrow(() -> Rejection.notFound("units", unitId));
        OfficerPost post = store.find(OfficerPost.class, unitId).orElseGet(() -> new OfficerPost(unitId, unitId));
        return view(post, unit, clock.instant(), zone);
    }

    static PostView view(OfficerPost post, Units.Known unit, Instant now, ZoneId zone) {
        Instant vacantSince = post.vacantSince(now, unit.from()).orElse(null);
        Long vacantDays = vacantSince == null
                ? null
                : 1 + ChronoUnit.DAYS.between(LocalDate.ofInstant(vacantSince, zone), LocalDate.ofInstant(now, zone));
        boolean stillThere = unit.until() == null || now.isBefore(unit.until());
        return new PostView(
                unit.unitId(),
                post.current(now).map(AppointmentView::of).orElse(null),
                vacantSince,
                vacantDays,
                stillThere && vacantDays != null && vacantDays > DAYS_OF_GRACE,
                post.terms().stream().map(AppointmentView::of).toList(),
                post.version());
    }
}
