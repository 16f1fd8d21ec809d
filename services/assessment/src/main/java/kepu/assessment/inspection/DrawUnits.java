package kepu.assessment.inspection;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import kepu.access.Caller;
import kepu.assessment.inspection.plan.InspectionPlans;
import kepu.assessment.inspection.unit.InspectedUnits;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Commits to a draw among the villages below a plan's unit that may still be inspected in its year. */
@Component
class DrawUnits {
    private static final int SEED_BYTES = 32;

    private final AggregateStore store;
    private final InspectionPlans plans;
    private final InspectedUnits units;
    private final InspectionCap cap;
    private final Clock clock;
    private final ZoneId zone;
    private final SecureRandom random = new SecureRandom();

    DrawUnits(
            AggregateStore store,
            InspectionPlans plans,
            InspectedUnits units,
            InspectionCap cap,
            Clock clock,
            ZoneId zone) {
        this.store = store;
        this.plans = plans;
        this.units = units;
        this.cap = cap;
        this.clock = clock;
        this.zone = zone;
    }

    Receipt handle(Command command, Caller caller, DrawController.DrawRequest request) {
        String id = command.newId("inspection-draw");
        return store.create(command, Draw.class, id, () -> draw(command, caller, id, request), Draw::commit);
    }

    /**
     * Ends a draw that is not revealed yet. Nobody with a role at a candidate does: they could cancel until their unit is not
     * drawn.
     */
    Receipt cancel(Command command, Caller caller, String id, String reason) {
        return store.update(command, Draw.class, id, draw -> {
            units.requireNoneOf(draw.candidates(), caller);
            return draw.cancel(reason, command.now());
        });
    }

    private Draw draw(Command command, Caller caller, String id, DrawController.DrawRequest request) {
        InspectionPlans.Known plan = plans.forDraw(request.planId(), request.entryNumber());
        LocalDate today = LocalDate.now(clock.withZone(zone));
        SortedSet<String> candidates = candidates(plan, request.candidates(), today);
        units.requireNoneOf(candidates, caller);
        Set<String> atCap = new TreeSet<>();
        candidates.removeIf(unit -> !cap.hasRoom(unit, plan.year(), today) && atCap.add(unit));
        if (candidates.size() < request.number()) {
            throw InspectionRejection.tooFewCandidates(request.number(), candidates.size());
        }
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Draw(
                id,
                plan.unitId(),
                plan.planId(),
                request.entryNumber(),
                plan.year(),
                request.number(),
                candidates,
                atCap,
                HexFormat.of().formatHex(seed),
                command.now());
    }

    /** All villages, or those of them that were named. */
    private SortedSet<String> candidates(InspectionPlans.Known plan, Set<String> named, LocalDate today) {
        SortedSet<String> villages = units.villagesBelow(plan.unitId(), today);
        for (String unit : named) {
            if (!villages.contains(unit)) {
                throw InspectionRejection.noCandidate(unit);
            }
        }
        return named.isEmpty() ? villages : new TreeSet<>(named);
    }
}
