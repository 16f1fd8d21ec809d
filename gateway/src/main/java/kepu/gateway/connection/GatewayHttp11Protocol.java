package kepu.gateway.connection;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with a deadline for the headers of a request and a limit on the connections of one address.
 *
 * <p>Tomcat's own timeout starts again with each byte, and its limit counts the connections of all addresses.
 */
public final class GatewayHttp11Protocol extends Http11NioProtocol {
    /** Request attribute: set if the request gave the length of its body in two ways, which Tomcat tolerates. */
    public static final String AMBIGUOUS_LENGTH = GatewayHttp11Protocol.class.getName() + ".ambiguous-length";

    /**
     * Request attribute: a {@link Runnable} to be called after the response was written. It reads and drops the rest of the
     * request body for a short time; then the connection closes.
     */
    static final String DRAIN_BODY = GatewayHttp11Protocol.class.getName() + ".drain-body";

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);

    private final GatewayEndpoint endpoint;
    private @Nullable ScheduledExecutorService checks;

    /** Tomcat creates the protocol by its class name; {@link #setLimits} gives it its limits. */
    public GatewayHttp11Protocol() {
        this(new GatewayEndpoint());
    }

    private GatewayHttp11Protocol(GatewayEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * What a connection may do.
     *
     * @param headerDeadline from the first byte of a request to the end of its headers
     * @param connectionsPerAddress open at one time
     * @param unlimited addresses that speak for many clients, such as proxies
     * @param network groups addresses that count as one
     */
    record Limits(
            Duration headerDeadline,
            int connectionsPerAddress,
            Predicate<InetAddress> unlimited,
            UnaryOperator<InetAddress> network) {}

    /** To be called before the protocol starts. */
    void setLimits(Limits limits) {
        endpoint.setLimits(limits);
    }

    @Override
    protected Processor createProcessor() {
        return new GatewayProcessor(this, getAdapter());
    }

    @Override
    public void start() throws Exception {
        super.start();
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("header-deadline").factory());
        started.scheduleWithFixedDelay(
                endpoint::closeLateConnections,
                CHECK_INTERVAL.toMillis(),
                CHECK_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        checks = started;
    }

    @Override
    public void stop() throws Exception {
        if (checks != null) {
            checks.shutdownNow();
        }
        super.stop();
    }
}
