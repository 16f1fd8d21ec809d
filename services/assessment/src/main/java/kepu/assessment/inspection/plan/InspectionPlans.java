package kepu.assessment.inspection.plan;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kepu.assessment.inspection.unit.InspectedUnits;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * What draws and inspections ask about plans.
 *
 * <p>A plan is for every unit below its own, so whoever inspects one of those may rest on it: it is read past the store, which
 * would keep it to those who reach its unit.
 */
@Component
public class InspectionPlans {
    private static final int MOST = 100;

    private final MongoOperations mongo;
    private final InspectedUnits units;

    InspectionPlans(MongoOperations mongo, InspectedUnits units) {
        this.mongo = mongo;
        this.units = units;
    }

    /** What was done under a plan, and keeps its entry in place. */
    @FunctionalInterface
    public interface RestOnPlan {
        /** Inspections that were not withdrawn, and draws that were not cancelled, whatever the caller may see. */
        List<Resting> of(String planId);

        /** Something that stands under an entry. */
        sealed interface Resting {
            int entryNumber();

            /** Its day or year. */
            Object when();
        }

        /** 督查, on a local day. */
        record Inspected(int entryNumber, LocalDate day) implements Resting {
            @Override
            public LocalDate when() {
                return day;
            }
        }

        /** 抽签, in a year of the plan. */
        record Drawn(int entryNumber, int year) implements Resting {
            @Override
            public Integer when() {
                return year;
            }
        }
    }

    /** A plan under which may be drawn. */
    public record Known(String planId, String unitId, int year) {}

    /**
     * Refuses an inspection that no plan covers.
     *
     * @throws Rejection 422 {@code unknown-inspection-plan} unless the plan is of the unit or of one above it on
     *     that day, 409 {@code inspection-plan-withdrawn}, 422 {@code unknown-plan-entry}, {@code outside-plan-entry}
     */
    public void requireCovers(String planId, int entryNumber, String unitId, LocalDate day) {
        List<String> above = units.lineage(unitId, day);
        InspectionPlan plan = find(planId)
                .filter(found -> above.contains(found.unitId()))
                .orElseThrow(() -> InspectionPlanRejection.unknown(planId));
        if (!entry(plan, entryNumber).covers(day)) {
            throw InspectionPlanRejection.outsideTerm(entryNumber, day);
        }
    }

    /**
     * The plan of an entry by which units are drawn.
     *
     * @throws Rejection 404 {@code not-found} outside the caller's reach, 409 {@code inspection-plan-withdrawn}, 422 {@code
     *     unknown-plan-entry}, {@code plan-entry-not-irregular}
     */
    public Known forDraw(String planId, int entryNumber) {
        InspectionPlan plan = find(planId)
                .filter(found -> Access.current().covers(found.unitId()))
                .orElseThrow(() -> Rejection.notFound("inspection-plans", planId));
        if (entry(plan, entryNumber).kind() != InspectionPlan.Kind.IRREGULAR) {
            throw InspectionPlanRejection.notIrregular(entryNumber);
        }
        return new Known(planId, plan.unitId(), plan.content().year());
    }

    /** How often the unit may be inspected in the year: by the strictest plan that stands, of those above it on that day. */
    public int cap(String unitId, int year, LocalDate day) {
        Query standing = bare(query(where("unitId")
                .in(units.lineage(unitId, day))
                .and("withdrawn")
                .is(false)
                .and("content.year")
                .is(year)));
        return mongo.find(standing, InspectionPlan.class).stream()
                .mapToInt(plan -> plan.content().capPerUnit())
                .min()
                .orElse(0);
    }

    /** Those that stand, of the unit and of those above it today; the newest year first. */
    List<InspectionPlan> applyingTo(String unitId) {
        Query standing = bare(
                query(where("unitId").in(units.lineage(unitId)).and("withdrawn").is(false)));
        return mongo.find(standing, InspectionPlan.class).stream()
                .sorted(Comparator.comparing(
                                (InspectionPlan plan) -> -plan.content().year())
                        .thenComparing(InspectionPlan::id))
                .limit(MOST)
                .toList();
    }

    private static InspectionPlan.Entry entry(InspectionPlan plan, int number) {
        if (plan.isWithdrawn()) {
            throw InspectionPlanRejection.withdrawn(plan.id());
        }
        return plan.entry(number).orElseThrow(() -> InspectionPlanRejection.unknownEntry(number));
    }

    private Optional<InspectionPlan> find(String planId) {
        return Optional.ofNullable(mongo.findOne(bare(query(where("_id").is(planId))), InspectionPlan.class));
    }

    private static Query bare(Query query) {
        query.fields().exclude("outbox", "applied", "firstApplied");
        return query;
    }
}
