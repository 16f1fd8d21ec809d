package kepu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Promises that a start which found its port in use says which port that was and what to do about it. */
public final class PortTaken extends IllegalStateException {

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
}
