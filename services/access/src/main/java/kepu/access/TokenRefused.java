package kepu.access;

import org.jspecify.annotations.Nullable;

/** The token is not one to be believed; the message is for the log, not for the caller. */
public final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenRefused(@Nullable String why) {
        super(why);
    }
}
