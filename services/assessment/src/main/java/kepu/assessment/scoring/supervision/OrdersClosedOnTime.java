package kepu.assessment.scoring.supervision;

import kepu.assessment.scoring.evidence.Evidence;
import kepu.assessment.scoring.evidence.NotCounted.Reason;
import kepu.assessment.scoring.evidence.UnitYear;
import kepu.assessment.scoring.policy.EmptyPolicy;
import kepu.assessment.scoring.policy.Parameters;
import kepu.assessment.scoring.policy.Policy;
import kepu.assessment.scoring.policy.PolicyResult;
import kepu.assessment.scoring.values.FormulaNumbers;
import kepu.assessment.scoring.values.LocalizedText;

/** P15 整改落实: orders put right in time, of those that are closed or overdue. */
record OrdersClosedOnTime(EmptyPolicy empty) implements Policy {
    OrdersClosedOnTime(Parameters parameters) {
        this(parameters.emptyPolicy("empty"));
    }

    @Override
    public LocalizedText formula() {
        return new LocalizedText(
                "按时整改数 ÷ 应计的整改单数；已销号且所受理的证据在(延长后的)期限当日或之前报送为按时，已销号或已逾期的应计，已撤销的不计(没有时"
                        + empty.text().zh() + ")",
                "orders put right in time ÷ those that count; one is in time if it is signed off and its accepted evidence was"
                        + " handed in by the (extended) deadline; those signed off or overdue count, cancelled ones do not (none: "
                        + empty.text().en() + ")");
    }

    @Override
    public PolicyResult evaluate(UnitYear unit) {
        Evidence evidence = unit.newEvidence();
        int onTime = 0;
        int closedLate = 0;
        int overdue = 0;
        int pending = 0;
        for (RectificationOrder order : RectificationOrder.of(unit)) {
            if (order.isCancelled()) {
                evidence.doesNotCount(order.issued(), Reason.ORDER_CANCELLED);
            } else if (order.isClosed() || order.isOverdue()) {
                order.events().forEach(evidence::counts);
                if (order.isOnTime()) {
                    onTime++;
                } else if (order.isClosed()) {
                    closedLate++;
                } else {
                    overdue++;
                }
            } else {
                pending++;
                evidence.doesNotCount(order.issued(), Reason.ORDER_PENDING);
            }
        }
        return PolicyResult.of(
                empty.ratio(onTime, onTime + closedLate + overdue),
                new FormulaNumbers()
                        .put("onTime", onTime)
                        .put("closedLate", closedLate)
                        .put("overdue", overdue)
                        .put("pending", pending),
                evidence);
    }
}
