package kepu.campaigns.chain;

import java.time.Instant;
import kepu.contracts.campaigns.ChainEvent.Step;
import kepu.defaults.Rejection;

/** Why a step of a chain is refused. */
final class ChainRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private ChainRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static ChainRejection household(Step step) {
        return new ChainRejection(422, "chain-household", step);
    }

    static ChainRejection taken(Step step, Instant at) {
        return new ChainRejection(409, "chain-step-taken", step, at);
    }

    static ChainRejection missing(Step step) {
        return new ChainRejection(409, "chain-step-missing", step);
    }
}
