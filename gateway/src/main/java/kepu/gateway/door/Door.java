package kepu.gateway.door;

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
 * Tomcat's HTTP/1.1, with an end to the patience for headers that come by drops and a bound on one address's connections.
 *
 * <p>Tomcat's own timeout begins anew with each byte, and its bound on connections is one for everybody.
 */
public final class Door extends Http11NioProtocol {
    /** Request attribute, set if the request gave its body's length in two ways, which Tomcat forgives. */
    public static final String TWO_LENGTHS = Door.class.getName() + ".two-lengths";

    /**
     * Request attribute, a {@link Runnable} for when the answer is out: the rest of the body is thrown away, a moment long,
     * and then the connection ends.
     */
    public static final String END_OF_BODY = Door.class.getName() + ".end-of-body";

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);

    private final DoorEndpoint endpoint;
    private @Nullable ScheduledExecutorService rounds;

    /** For Tomcat, which makes it by its name; it keeps no rules until it is given some. */
    public Door() {
        this(new DoorEndpoint());
    }

    private Door(DoorEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * What a connection may do.
     *
     * @param headerDeadline from the first byte of a request to the end of its headers
     * @param connectionsPerAddress open at one time
     * @param unbounded addresses that speak for many others, such as proxies
     * @param counted the address that an address counts as
     */
    public record Rules(
            Duration headerDeadline,
            int connectionsPerAddress,
            Predicate<InetAddress> unbounded,
            UnaryOperator<InetAddress> counted) {}

    /** To be called before it starts. */
    public void keep(Rules rules) {
        endpoint.keep(rules);
    }

    @Override
    protected Processor createProcessor() {
        return new DoorProcessor(this, getAdapter());
    }

    @Override
    public void start() throws Exception {
        super.start();
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("door-rounds").factory());
        started.scheduleWithFixedDelay(
                endpoint::closeLateHeaders,
                BETWEEN_ROUNDS.toMillis(),
                BETWEEN_ROUNDS.toMillis(),
                TimeUnit.MILLISECONDS);
        rounds = started;
    }

    @Override
    public void stop() throws Exception {
        if (rounds != null) {
            rounds.shutdownNow();
        }
        super.stop();
    }
}
