package kepu.defaults;

import java.time.Duration;

/**
 * How long a request may wait inside a service. The gateway waits a little longer for the answer
 * ({@code kepu.gateway.read-timeout}) and takes a later one for an outage of the service.
 */
public final class Patience {
    /** For one whose whole work is to wait. */
    public static final Duration OF_A_REQUEST = Duration.ofSeconds(4);

    /** For a turn, a confirmation, an answer of somebody else: two of them are {@link #OF_A_REQUEST}. */
    public static final Duration OF_A_STEP = OF_A_REQUEST.dividedBy(2);

    private Patience() {}
}
