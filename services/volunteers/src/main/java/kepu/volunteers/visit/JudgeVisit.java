package kepu.volunteers.visit;

import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Verifies or rejects a visit (核实、驳回), on behalf of somebody who neither recorded nor corrected it. */
@Component
class JudgeVisit {
    private final AggregateStore store;

    JudgeVisit(AggregateStore store) {
        this.store = store;
    }

    Receipt verify(Command command, String visitId, VisitController.VerificationRequest request) {
        return store.update(
                command,
                Visit.class,
                visitId,
                visit -> visit.verify(
                        outsider(command, visit), request.evidence(), command.occurredAt(request.occurredAt())));
    }

    Receipt reject(Command command, String visitId, VisitController.RejectionRequest request) {
        return store.update(
                command,
                Visit.class,
                visitId,
                visit -> visit.reject(
                        outsider(command, visit), request.reason(), command.occurredAt(request.occurredAt())));
    }

    private static String outsider(Command command, Visit visit) {
        command.bySomeoneElseThan(visit.recordedBy());
        String correctedBy = visit.correctedBy();
        if (correctedBy != null) {
            command.bySomeoneElseThan(correctedBy);
        }
        return command.actor();
    }
}
