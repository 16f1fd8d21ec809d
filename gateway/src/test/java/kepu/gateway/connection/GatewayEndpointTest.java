package kepu.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a connection that is judged when it comes. */
class GatewayEndpointTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Tomcat tomcat = new Tomcat();

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** @param unlimited asked for each connection, as none is within the limit */
    private int start(Predicate<InetAddress> unlimited) throws LifecycleException {
        GatewayHttp11Protocol protocol = new GatewayHttp11Protocol();
        protocol.setLimits(new GatewayHttp11Protocol.Limits(PATIENCE, 0, unlimited, address -> address));
        Connector connector = new Connector(protocol);
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(0);
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        tomcat.addContext("", folder.toString());
        tomcat.start();
        return connector.getLocalPort();
    }

    /** The first line of the answer; empty if the connection was closed without one. */
    private static String ask(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            return new String(client.getInputStream().readAllBytes(), US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    @Test
    void one_that_is_let_in_is_answered() throws Exception {
        assertThat(ask(start(_ -> true))).startsWith("HTTP/1.1 404");
    }

    @Test
    void one_that_is_not_let_in_is_closed() throws Exception {
        assertThat(ask(start(_ -> false))).isEmpty();
    }

    @Test
    void one_that_cannot_be_judged_is_closed_and_does_not_wait_for_ever() throws Exception {
        int port = start(_ -> {
            throw new IllegalStateException("a connection that is being closed has no address");
        });

        assertThat(ask(port)).isEmpty();
        assertThat(ask(port)).as("nor does the next one").isEmpty();
    }
}
