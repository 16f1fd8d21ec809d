package kepu.volunteers.training;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a training is refused. */
final class TrainingRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TrainingRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TrainingRejection notOver(Instant until) {
        return new TrainingRejection(422, "training-not-over", until);
    }
}
