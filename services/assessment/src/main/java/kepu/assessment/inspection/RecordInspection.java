package kepu.assessment.inspection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kepu.access.Caller;
import kepu.assessment.inspection.checklist.Checklists;
import kepu.assessment.inspection.plan.InspectionPlans;
import kepu.assessment.inspection.unit.InspectedUnits;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.access.Access;
import kepu.defaults.record.AmendableRecords;
import kepu.defaults.record.WithdrawalRequest;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records, corrects and withdraws inspections: under a plan, within the cap, by nobody who is of the unit. */
@Component
class RecordInspection {
    /** How long after it was recorded a retry still looks at the cap: no longer, for a plan may lower it. */
    private static final Duration LOOKED_AT_AGAIN = Duration.ofMinutes(1);

    private final AmendableRecords records;
    private final AggregateStore store;
    private final SetVersions setVersions;
    private final InspectionPlans plans;
    private final Checklists checklists;
    private final InspectedUnits units;
    private final InspectionCap cap;
    private final Clock clock;
    private final ZoneId zone;

    RecordInspection(
            AmendableRecords records,
            AggregateStore store,
            SetVersions setVersions,
            InspectionPlans plans,
            Checklists checklists,
            InspectedUnits units,
            InspectionCap cap,
            Clock clock,
            ZoneId zone) {
        this.records = records;
        this.store = store;
        this.setVersions = setVersions;
        this.plans = plans;
        this.checklists = checklists;
        this.units = units;
        this.cap = cap;
        this.clock = clock;
        this.zone = zone;
    }

    Receipt record(Command command, Caller caller, InspectionController.InspectionRequest request) {
        Receipt receipt =
                records.record(command, Inspection.class, "inspection", id -> inspection(id, command, caller, request));
        settle(command, receipt.id());
        return receipt;
    }

    /**
     * Several may have been recorded at the same moment: one too many steps back. A retry is told so as well; one that comes
     * soon looks again, for the first attempt may have stopped in between.
     */
    private void settle(Command command, String id) {
        Inspection recorded = store.get(Inspection.class, id);
        LocalDate day = day(recorded.occurredAt());
        if (!recorded.isWithdrawn()
                && (!command.isReplayed()
                        || recorded.isRecordedAfter(command.now().minus(LOOKED_AT_AGAIN)))) {
            cap.exceeded(recorded.unitId(), day, recorded.content().drawId())
                    .ifPresent(exceeded -> store.update(
                            Command.internal(clock, command.actor()),
                            Inspection.class,
                            id,
                            inspection -> inspection.stepBack(exceeded, command.now(), command.actor())));
            recorded = store.get(Inspection.class, id);
        }
        Integer exceeded = recorded.steppedBackFrom();
        if (exceeded != null) {
            throw InspectionRejection.capReached(recorded.unitId(), day.getYear(), exceeded);
        }
    }

    private Inspection inspection(
            String id, Command command, Caller caller, InspectionController.InspectionRequest request) {
        String unitId = request.unitId();
        Instant at = command.occurredAt(request.occurredAt());
        LocalDate day = day(at);
        units.requireInBeing(unitId, day);
        units.requireNotOf(unitId, caller);
        plans.requireCovers(request.planId(), request.entryNumber(), unitId, day);
        String roomId = request.roomId();
        if (roomId != null) {
            units.requireRoom(unitId, roomId, day);
        }
        Inspection.Content content = content(
                request.planId(),
                request.entryNumber(),
                request.drawId(),
                roomId,
                request.checklistId(),
                request.result(),
                unitId,
                day);
        String drawId = request.drawId();
        Inspection inspection = new Inspection(id, unitId, content, at, command.now(), command.actor());
        if (drawId == null) {
            cap.requireRoom(unitId, day, null);
            return inspection;
        }
        requireDrawn(drawId, unitId, request.planId(), request.entryNumber(), at);
        // Under a draw once; only the cap is looked at again when it is recorded.
        SetVersion next = setVersions.next(Inspection.class, unitId, drawId);
        cap.requireRoom(unitId, day, drawId);
        return next.takenBy(inspection);
    }

    /** One that states no time leaves it as it is; plan, draw, room and checklist stay. */
    Receipt correct(
            Command command, Caller caller, String id, InspectionController.InspectionCorrectionRequest request) {
        return records.change(command, Inspection.class, id, inspection -> {
            String unitId = inspection.unitId();
            Inspection.Content was = inspection.content();
            units.requireNotOf(unitId, caller);
            Instant before = inspection.occurredAt();
            Instant at = command.occurredAt(request.occurredAt(), before);
            LocalDate day = day(at);
            if (!day.equals(day(before))) {
                if (day.getYear() != day(before).getYear()) {
                    throw InspectionRejection.otherYear(day(before).getYear());
                }
                units.requireInBeing(unitId, day);
                plans.requireCovers(was.planId(), was.entryNumber(), unitId, day);
            }
            String drawId = was.drawId();
            if (drawId != null && !at.equals(before)) {
                requireDrawn(drawId, unitId, was.planId(), was.entryNumber(), at);
            }
            Inspection.Content content = content(
                    was.planId(),
                    was.entryNumber(),
                    was.drawId(),
                    was.roomId(),
                    was.checklistId(),
                    request.result(),
                    unitId,
                    day(before));
            return inspection.correct(content, at, command.actor());
        });
    }

    Receipt withdraw(Command command, Caller caller, String id, WithdrawalRequest request) {
        return records.change(command, Inspection.class, id, inspection -> {
            units.requireNotOf(inspection.unitId(), caller);
            return inspection.withdraw(request.reason(), command.now(), command.actor());
        });
    }

    /** What was seen, as a caller states it. */
    record Result(List<Inspection.ItemScore> items, String evidence, List<Inspection.Finding> findings) {}

    private Inspection.Content content(
            String planId,
            int entryNumber,
            @Nullable String drawId,
            @Nullable String roomId,
            String checklistId,
            Result result,
            String unitId,
            LocalDate day) {
        return new Inspection.Content(
                planId,
                entryNumber,
                drawId,
                roomId,
                checklistId,
                result.items(),
                checklists.score(checklistId, Inspection.points(result.items()), unitId, day),
                result.evidence(),
                result.findings());
    }

    /** A draw may be a county's, out of the reach of the inspector of one of its townships. */
    private void requireDrawn(String drawId, String unitId, String planId, int entryNumber, Instant at) {
        Access.ofSystem()
                .call(() -> store.find(Draw.class, drawId))
                .orElseThrow(() -> InspectionRejection.notDrawn(unitId, drawId))
                .requireDrawn(unitId, planId, entryNumber, at);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}
