package kepu.assessment.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kepu.access.Caller;
import kepu.assessment.decider.Deciders;
import kepu.assessment.inspection.Inspections;
import kepu.assessment.scorecard.Scorecards;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.replica.UnitReplica;
import kepu.defaults.store.AggregateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues an order to a unit that exists, about an indicator of the scheme if about any. */
@Component
class IssueOrder {
    private final AggregateStore store;
    private final UnitReplica units;
    private final Deciders deciders;
    private final Inspections inspections;
    private final Scorecards scorecards;
    private final ZoneId zone;

    IssueOrder(
            AggregateStore store,
            UnitReplica units,
            Deciders deciders,
            Inspections inspections,
            Scorecards scorecards,
            ZoneId zone) {
        this.store = store;
        this.units = units;
        this.deciders = deciders;
        this.inspections = inspections;
        this.scorecards = scorecards;
        this.zone = zone;
    }

    /** What an order says. */
    record Content(
            String unitId,
            String matter,
            LocalDate deadline,
            @Nullable String inspectionId,
            @Nullable Integer findingNumber,
            @Nullable String indicator) {}

    /** @param stated when it was issued; now unless it says when */
    Receipt handle(Command command, Caller caller, Content content, @Nullable Instant stated) {
        String id = command.newId("order");
        return store.create(
                command,
                Order.class,
                id,
                () -> order(command, caller, id, content, stated),
                order -> order.issue(Moment.of(order.issuedAt(), command.now(), zone, command.actor())));
    }

    private Order order(Command command, Caller caller, String id, Content content, @Nullable Instant stated) {
        Instant at = command.occurredAt(stated);
        units.requireKnown(content.unitId()).openAt(at);
        deciders.require(content.unitId(), caller);
        requireIndicator(content.unitId(), at, content.indicator());
        String finding = finding(content);
        return new Order(
                id,
                content.unitId(),
                content.matter(),
                content.deadline(),
                content.inspectionId(),
                finding,
                content.indicator(),
                at);
    }

    /** The words of the finding that it is about, if it is about one. */
    private @Nullable String finding(Content content) {
        String inspectionId = content.inspectionId();
        Integer number = content.findingNumber();
        if (inspectionId == null) {
            if (number != null) {
                throw OrderRejection.findingWithoutInspection(number);
            }
            return null;
        }
        Inspections.Standing inspection = inspections
                .standing(inspectionId)
                .filter(one -> one.unitId().equals(content.unitId()))
                .orElseThrow(() -> OrderRejection.unknownInspection(inspectionId, content.unitId()));
        return number == null
                ? null
                : Optional.ofNullable(inspection.findings().get(number))
                        .orElseThrow(() -> OrderRejection.unknownFinding(number, inspectionId));
    }

    private void requireIndicator(String unitId, Instant at, @Nullable String code) {
        if (code != null
                && scorecards.inForce(unitId, at.atZone(zone).getYear()).indicators().stream()
                        .noneMatch(one -> one.code().equals(code))) {
            throw OrderRejection.unknownIndicator(code);
        }
    }
}
