package kepu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Promises that a start which found its port in use says which port that was and what to do about it. */
public final class PortTaken extends IllegalStateException {
    private static final int LOWEST = 15_000;

    /** Linux gives out ports from 32768 on. */
    private static final int SYSTEMS_OWN = 32_768;

    private static final int ATTEMPTS = 50;

    private final int port;

    PortTaken(String what, int port) {
        super("Port " + port + " on 127.0.0.1 is taken, so the embedded " + what + " cannot start."
                + " Stop the program that uses it, or set another port (0 picks a free one).");
        this.port = port;
    }

    /** The port that was in use. */
    public int port() {
        return port;
    }

    /** The given port if nothing listens there, or any free one for 0. */
    public static int claim(String what, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("127.0.0.1", port));
            return probe.getLocalPort();
        } catch (BindException e) {
            PortTaken taken = new PortTaken(what, port);
            taken.initCause(e);
            throw taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Like {@link #claim}, for what starts later: 0 takes one below those that the system itself gives to whoever asks for
     * any, or to outgoing connections, so that none of them has it by then.
     */
    public static int claimForLater(String what, int port) {
        if (port != 0) {
            return claim(what, port);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return claim(what, ThreadLocalRandom.current().nextInt(LOWEST, SYSTEMS_OWN));
            } catch (PortTaken _) {
                // another one, then
            }
        }
        return claim(what, 0);
    }
}
