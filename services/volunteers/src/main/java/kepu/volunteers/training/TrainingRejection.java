package kepu.volunteers.training;

import kepu.defaults.Rejection;

/** Why a change of a training is refused. */
final class TrainingRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private TrainingRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static TrainingRejection alreadyWithdrawn(String trainingId) {
        return new TrainingRejection(409, "already-withdrawn", trainingId);
    }
}
