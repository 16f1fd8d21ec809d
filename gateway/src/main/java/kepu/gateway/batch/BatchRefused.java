package kepu.gateway.batch;

import kepu.gateway.problem.Problem;

/** A whole batch is refused: nothing of it was sent. */
final class BatchRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BatchRefused(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
