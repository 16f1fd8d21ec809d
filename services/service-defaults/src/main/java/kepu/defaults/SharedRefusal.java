package kepu.defaults;

import java.util.Locale;

/**
 * The refusals that several services share: each code has one status and one sentence, wherever it is met.
 *
 * <p>What the caller states wrongly is 422, what the state of something else forbids is 409: a closed unit forbids, an
 * unknown one is a slip of the pen.
 */
public enum SharedRefusal {
    TOKEN_REQUIRED(401),
    TOKEN_INVALID(401),
    ACCOUNT_NOT_TIED(403),
    RIGHT_MISSING(403),
    NOT_FOUND(404),
    ALREADY_EXISTS(409),
    OWN_RECORD(409),
    RECORD_FULL(409),
    UNIT_CLOSED(409),
    VERSION_MISMATCH(412),
    UNKNOWN_UNIT(422),
    INVALID_CURSOR(422),
    IDEMPOTENCY_KEY_REUSED(422),
    OCCURRED_IN_FUTURE(422),
    OCCURRED_TOO_EARLY(422),
    PERSONAL_DATA_IN_TEXT(422),
    IF_MATCH_REQUIRED(428),
    KEYS_UNAVAILABLE(503),
    OUTBOX_FULL(503),
    STORE_UNAVAILABLE(503),
    TOO_CONTENDED(503);

    private final int status;

    SharedRefusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** As it is in the problem. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param arguments of the sentence for people */
    public Rejection with(Object... arguments) {
        return new Rejection(status, code(), arguments);
    }
}
