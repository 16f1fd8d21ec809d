package kepu.campaigns.research;

import java.time.Instant;
import kepu.contracts.campaigns.ResearchEvent.Stage;
import kepu.defaults.Rejection;

/** Why a change of a research is refused. */
final class ResearchRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ResearchRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ResearchRejection outOfTurn(Stage stage, String next) {
        return new ResearchRejection(409, "research-stage-out-of-turn", stage, next);
    }

    static ResearchRejection beforePrevious(Instant at, Instant previous) {
        return new ResearchRejection(422, "research-stage-before-previous", at, previous);
    }

    static ResearchRejection noStage(String researchId) {
        return new ResearchRejection(409, "research-without-stage", researchId);
    }
}
