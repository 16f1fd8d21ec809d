package kepu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** One kept connection, one call after the other, each answered 200. */
final class SteadyClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String request;

    SteadyClient(Socket socket, String request) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.request = request.replace("Connection: close\r\n", "");
        socket.setTcpNoDelay(true);
    }

    void call() throws IOException {
        RunningGateway.write(socket, request);
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int read = in.read();
            assertThat(read)
                    .as("the gateway hung up on a client that did nothing wrong")
                    .isNotNegative();
            head.append((char) read);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 200 ");
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElseThrow();
        in.skipNBytes(length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
