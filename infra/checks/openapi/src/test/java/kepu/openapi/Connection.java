package kepu.openapi;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A connection to one of the services, for one HTTP/1.1 request after another. The thread that asks also writes and reads:
 * of tens of thousands of requests that ask for little, a client with threads of its own would be a good part.
 */
final class Connection implements AutoCloseable {
    /** Shorter than any server keeps a connection: what is written into a closing one is lost. */
    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

    private static final Map<String, Deque<Connection>> IDLE = new ConcurrentHashMap<>();

    private final String authority;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int next;
    private int end;
    private long idleSince;

    private Connection(String authority) throws IOException {
        int colon = authority.lastIndexOf(':');
        this.authority = authority;
        this.socket = new Socket(authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
    }

    /** One that is open already and has nobody, or a new one. */
    private static Connection to(String authority, Deque<Connection> idle) throws IOException {
        for (Connection found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
            if (System.nanoTime() - found.idleSince < KEPT_NANOS) {
                return found;
            }
            found.close();
        }
        return new Connection(authority);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param authority host and port
     * @param target path and query, encoded
     */
    static Http.Answer exchange(
            String authority, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        Deque<Connection> idle = IDLE.computeIfAbsent(authority, _ -> new ConcurrentLinkedDeque<>());
        Connection connection = to(authority, idle);
        boolean kept = false;
        try {
            connection.write(method, target, headers, body);
            Http.Answer answer = connection.read();
            if (!answer.headers().getOrDefault("connection", List.of()).contains("close")) {
                kept = true;
                connection.idleSince = System.nanoTime();
                idle.addFirst(connection);
            }
            return answer;
        } finally {
            if (!kept) {
                connection.close();
            }
        }
    }

    private void write(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(1024);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        request.writeTo(socket.getOutputStream()); // at once, in one piece
    }

    private Http.Answer read() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.1 ")) {
            throw new IOException("no status: " + line);
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), _ -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return new Http.Answer(status, new String(body(status, headers), StandardCharsets.UTF_8), headers);
    }

    private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            return chunks();
        }
        List<String> length = headers.get("content-length");
        return length == null ? untilItEnds() : exactly(Integer.parseInt(length.getFirst()));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(exactly(length));
            line();
        }
        while (!line().isEmpty()) {
            // trailers, which nobody asks for
        }
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] untilItEnds() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        do {
            body.write(buffer, next, end - next);
            next = end;
        } while (more());
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = Math.min(length, end - next);
        System.arraycopy(buffer, next, bytes, 0, buffered);
        next += buffered;
        if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
            throw new EOFException("an answer that ends in its midst");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (next == end && !more()) {
                throw new EOFException("an answer that ends in its midst: " + line);
            }
            char one = (char) (buffer[next++] & 0xff);
            if (one == '\n') {
                return line.toString();
            }
            if (one != '\r') {
                line.append(one);
            }
        }
    }

    /** Whether there was more to read. */
    private boolean more() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
