package kepu.organization.board;

import java.time.Instant;
import kepu.defaults.Rejection;

/** Why a board or one of its updates is refused. */
final class BoardRejection extends Rejection {
    private static final long serialVersionUID = 1L;

    private BoardRejection(int status, String code, Object... arguments) {
        super(status, code, arguments);
    }

    static BoardRejection beforeTheBoardStood(Instant standsSince) {
        return new BoardRejection(422, "update-before-board", standsSince);
    }
}
