package kepu.assessment.award;

import java.time.Instant;
import java.util.List;
import kepu.assessment.award.AwardList.Decision;
import kepu.assessment.award.AwardList.Line;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.store.AggregateStore;
import org.springframework.stereotype.Component;

/** Decides whom to commend, on the proposal that the person has seen; whoever decides anew has seen the decision before. */
@Component
class DecideAwards {
    private final AggregateStore store;
    private final AwardProposals proposals;

    DecideAwards(AggregateStore store, AwardProposals proposals) {
        this.store = store;
        this.proposals = proposals;
    }

    Receipt handle(Command command, String unitId, int year, AwardListController.DecisionRequest request) {
        String id = AwardList.id(unitId, year);
        return store.createOrUpdate(command, AwardList.class, id, () -> new AwardList(id, unitId, year), list -> {
            if (list.isKnown()) {
                command.onSeenVersion();
            }
            Instant knownBy = command.occurredAt(request.knownBy());
            Proposal proposal = proposals.of(unitId, year, knownBy);
            List<Line> lines = proposal.choose(request.lines().stream()
                    .map(AwardListController.LineRequest::choice)
                    .toList());
            return list.decide(
                    new Decision(knownBy, lines, proposal.leftOut(lines), request.remark()),
                    command.occurredAt(request.occurredAt()),
                    command.actor());
        });
    }
}
