package kepu.organization.officer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import kepu.defaults.Rejection;
import kepu.defaults.list.ListAnswer;
import kepu.defaults.list.ListRequest;
import kepu.defaults.store.AggregateStore;
import kepu.organization.unit.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What people see of the post of publicity officer, and the alert when it is vacant for too long. */
@Component
class OfficerViews {
    /** Days of a vacancy that alarm nobody, its own first day included. */
    static final int DAYS_OF_GRACE = 30;

    private final AggregateStore store;
    private final MongoOperations mongo;
    private final Units units;
    private final Clock clock;
    private final ZoneId zone;

    OfficerViews(AggregateStore store, MongoOperations mongo, Units units, Clock clock, ZoneId zone) {
        this.store = store;
        this.mongo = mongo;
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

    List<PostView> posts(List<OfficerPost> posts) {
        Map<String, Units.Known> known =
                units.find(posts.stream().map(OfficerPost::id).toList());
        Instant now = clock.instant();
        return posts.stream()
                .filter(post -> known.containsKey(post.id()))
                .map(post -> view(post, Objects.requireNonNull(known.get(post.id())), now, zone))
                .toList();
    }

    ListAnswer<PostView> vacant(ListRequest<Units.Known> request) {
        Instant now = clock.instant();
        return units.lacking(
                request,
                batch -> {
                    Map<String, OfficerPost> posts = held(batch);
                    return unit -> post(posts, unit).current(now).isEmpty();
                },
                found -> ofUnits(found, now));
    }

    /** One of each unit, also if nobody ever held it. */
    List<PostView> ofUnits(List<Units.Known> found, Instant now) {
        Map<String, OfficerPost> posts = held(found);
        return found.stream()
                .map(unit -> view(post(posts, unit), unit, now, zone))
                .toList();
    }

    private Map<String, OfficerPost> held(List<Units.Known> ofUnits) {
        List<String> ids = ofUnits.stream().map(Units.Known::unitId).toList();
        return mongo.find(query(where("_id").in(ids)), OfficerPost.class).stream()
                .collect(Collectors.toMap(OfficerPost::id, Function.identity()));
    }

    private static OfficerPost post(Map<String, OfficerPost> posts, Units.Known unit) {
        OfficerPost post = posts.get(unit.unitId());
        return post == null ? new OfficerPost(unit.unitId(), unit.unitId()) : post;
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
