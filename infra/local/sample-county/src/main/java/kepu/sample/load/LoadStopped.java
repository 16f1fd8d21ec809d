package kepu.sample.load;

import org.jspecify.annotations.Nullable;

/** The load cannot go on; the message says which command or question was answered how. */
public final class LoadStopped extends RuntimeException {
    LoadStopped(String message) {
        super(message);
    }

    LoadStopped(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
