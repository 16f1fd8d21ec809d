package kepu.access;

/** Nobody can tell whether a token is good: the issuer's keys cannot be had just now. */
public final class KeysUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeysUnavailable(Throwable cause) {
        super(cause);
    }
}
