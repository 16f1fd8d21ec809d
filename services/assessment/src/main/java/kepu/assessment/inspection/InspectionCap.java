package kepu.assessment.inspection;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.assessment.inspection.plan.InspectionPlans;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * How often a unit may still be inspected in a year by the strictest of its plans.
 *
 * <p>A place is taken by every inspection that stands, and held by every draw that may still lead to one: whoever is drawn can
 * be inspected.
 */
@Component
class InspectionCap {
    private final MongoOperations mongo;
    private final InspectionPlans plans;
    private final ZoneId zone;

    InspectionCap(MongoOperations mongo, InspectionPlans plans, ZoneId zone) {
        this.mongo = mongo;
        this.plans = plans;
        this.zone = zone;
    }

    /** Whether one more draw may hold a place of the unit in a year. */
    boolean hasRoom(String unitId, int year, LocalDate today) {
        return taken(unitId, year, null) < plans.cap(unitId, year, today);
    }

    /**
     * Refuses one inspection too many; one under a draw takes the place that the draw holds.
     *
     * @throws kepu.defaults.Rejection 409 {@code inspection-cap-reached}, {@code already-inspected-under-draw}
     */
    void requireRoom(String unitId, LocalDate day, @Nullable String drawId) {
        if (drawId != null && inspectedUnder(standing(unitId, day.getYear())).contains(drawId)) {
            throw InspectionRejection.inspectedUnderDraw(unitId, drawId);
        }
        requireAtMost(unitId, day, taken(unitId, day.getYear(), drawId) + 1);
    }

    /**
     * Asked once an inspection is recorded, as others may have been recorded at the same moment.
     *
     * @return the cap, if it is exceeded
     */
    OptionalInt exceeded(String unitId, LocalDate day, @Nullable String drawId) {
        int cap = plans.cap(unitId, day.getYear(), day);
        return taken(unitId, day.getYear(), drawId) > cap ? OptionalInt.of(cap) : OptionalInt.empty();
    }

    private void requireAtMost(String unitId, LocalDate day, int taken) {
        int cap = plans.cap(unitId, day.getYear(), day);
        if (taken > cap) {
            throw InspectionRejection.capReached(unitId, day.getYear(), cap);
        }
    }

    /** @param drawId if a draw chose the unit: only draws before that one stand in its way */
    private int taken(String unitId, int year, @Nullable String drawId) {
        List<Inspection> standing = standing(unitId, year);
        Set<String> inspectedUnder = inspectedUnder(standing);
        Criteria holding = where("holding").is(unitId).and("year").is(year);
        long held = mongo.find(bare(holding), Draw.class).stream()
                .filter(draw -> isBefore(draw, drawId) && !inspectedUnder.contains(draw.id()))
                .count();
        return Math.toIntExact(standing.size() + held);
    }

    /** By their ids: any order does, as long as one of two that were made at the same moment is the first. */
    private static boolean isBefore(Draw draw, @Nullable String other) {
        return other == null || draw.id().compareTo(other) < 0;
    }

    private List<Inspection> standing(String unitId, int year) {
        LocalDate first = LocalDate.of(year, 1, 1);
        Criteria ofYear = where("unitId")
                .is(unitId)
                .and("withdrawn")
                .is(false)
                .and("occurredAt")
                .gte(first.atStartOfDay(zone).toInstant())
                .lt(first.plusYears(1).atStartOfDay(zone).toInstant());
        return mongo.find(bare(ofYear), Inspection.class);
    }

    private static Set<String> inspectedUnder(List<Inspection> standing) {
        return standing.stream()
                .flatMap(inspection -> Stream.ofNullable(inspection.content().drawId()))
                .collect(Collectors.toSet());
    }

    private static Query bare(Criteria asked) {
        Query query = query(asked);
        query.fields().exclude("outbox", "applied", "firstApplied");
        return query;
    }
}
