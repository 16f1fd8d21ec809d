package kepu.gateway.upstream;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kepu.gateway.GatewayProperties;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Connections to the services; each stays open for the next call. It closes those whose call is over its deadline, and those
 * that have had nothing to do for a while.
 *
 * <p>How many there are at one time is bounded by the calls at one time: see {@link UpstreamResilience}.
 */
@Component
final class ServiceConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceConnections.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(50);

    /** Less than a service allows, so that a call does not meet a connection that is about to close. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

    private final Duration connectTimeout;
    private final Map<HttpHost, Deque<ServiceConnection>> idle = new ConcurrentHashMap<>();
    private final Set<ServiceConnection> busy = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upstream-deadline").factory());

    ServiceConnections(GatewayProperties properties) {
        this.connectTimeout = properties.connectTimeout();
        checks.scheduleWithFixedDelay(
                this::closeWhatIsOver, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * One for a single call; it goes back with {@link #giveBack} or {@link #end}.
     *
     * @param deadline of the call on the clock of {@link System#nanoTime}: then the connection closes
     */
    ServiceConnection take(HttpHost service, long deadline) throws IOException {
        var connection = idle(service);
        var taken = connection == null ? open(service, deadline) : connection;
        taken.allowUntil(deadline);
        busy.add(taken);
        return taken;
    }

    private @Nullable ServiceConnection idle(HttpHost service) {
        var waiting = waitingFor(service);
        for (var latest = waiting.pollFirst(); latest != null; latest = waiting.pollFirst()) {
            if (latest.isUsable()) {
                return latest;
            }
            latest.close();
        }
        return null;
    }

    private Deque<ServiceConnection> waitingFor(HttpHost service) {
        return idle.computeIfAbsent(service, _ -> new ConcurrentLinkedDeque<>());
    }

    private ServiceConnection open(HttpHost service, long deadline) throws IOException {
        var left = Duration.ofNanos(deadline - System.nanoTime());
        if (!left.isPositive()) {
            throw new HttpTimeoutException("no time left to connect");
        }
        try {
            return ServiceConnection.open(service, left.compareTo(connectTimeout) < 0 ? left : connectTimeout);
        } catch (SocketTimeoutException late) {
            throw deadline - System.nanoTime() <= 0
                    ? new HttpTimeoutException("not connected in time")
                    : new HttpConnectTimeoutException("not connected within " + connectTimeout);
        }
    }

    /** Its call is over, and the next one may use it. */
    void giveBack(ServiceConnection connection) {
        if (busy.remove(connection)) { // else it has just been closed
            connection.allowUntil(System.nanoTime() + LONGEST_IDLE.toNanos());
            waitingFor(connection.service()).addFirst(connection);
        }
    }

    /** Its call is over, and it is of no more use. */
    void end(ServiceConnection connection) {
        busy.remove(connection);
        connection.close();
    }

    /** Its call may take longer than the deadline: whoever reads the rest of the answer ends it. */
    void lift(ServiceConnection connection) {
        busy.remove(connection);
    }

    private void closeWhatIsOver() {
        try {
            long now = System.nanoTime();
            for (var connection : busy) {
                if (connection.isOver(now) && busy.remove(connection)) {
                    connection.close();
                }
            }
            for (var waiting : idle.values()) {
                for (var oldest = waiting.peekLast();
                        oldest != null && oldest.isOver(now);
                        oldest = waiting.peekLast()) {
                    if (waiting.removeLastOccurrence(oldest)) {
                        oldest.close();
                    }
                }
            }
        } catch (RuntimeException failure) {
            LOG.warn("cannot close a connection to a service", failure);
        }
    }

    @Override
    public void close() {
        checks.shutdownNow();
        busy.forEach(ServiceConnection::close);
        idle.values().forEach(waiting -> waiting.forEach(ServiceConnection::close));
    }
}
