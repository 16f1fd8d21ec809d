package kepu.bench.front;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends the same request again and again on each of some connections, the next one as soon as the answer is there in full.
 *
 * <p>One thread and no more thought than an answer's length needs, so that it takes little of what the servers could use.
 */
public final class LoadClient {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

    /** What came of a round. */
    public record Outcome(int answered, int refused, Duration took, long[] sortedNanos, String refusal) {
        public double perSecond() {
            return answered / (took.toNanos() / 1e9);
        }

        public double percentileInMillis(double share) {
            return sortedNanos.length == 0 ? Double.NaN : sortedNanos[(int) (sortedNanos.length * share)] / 1e6;
        }
    }

    private final ByteBuffer received = ByteBuffer.allocateDirect(LONGEST_ANSWER);
    private long[] nanos = new long[1 << 16];
    private int answered;
    private int refused;
    private String refusal = "";

    private LoadClient() {}

    /** @param requests one for each connection, complete with an empty line at its end */
    public static Outcome run(int port, List<String> requests, Duration duration) throws IOException {
        return new LoadClient().send(port, requests, duration);
    }

    private Outcome send(int port, List<String> requests, Duration duration) throws IOException {
        try (Selector selector = Selector.open()) {
            for (String request : requests) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel, request));
            }
            long begun = System.nanoTime();
            long end = begun + duration.toNanos();
            try {
                for (SelectionKey key : selector.keys()) {
                    connection(key).send();
                }
                while (System.nanoTime() < end) {
                    selector.select(this::receive, 100);
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
            long[] sorted = Arrays.copyOf(nanos, answered);
            Arrays.sort(sorted);
            return new Outcome(answered, refused, Duration.ofNanos(System.nanoTime() - begun), sorted, refusal);
        }
    }

    private static Connection connection(SelectionKey key) {
        return (Connection) key.attachment();
    }

    private void receive(SelectionKey key) {
        try {
            if (connection(key).isAnswered()) {
                connection(key).send();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer request;
        private final byte[] answer = new byte[LONGEST_ANSWER];
        private int length;
        private long sentAt;

        Connection(SocketChannel channel, String request) {
            this.channel = channel;
            this.request = ByteBuffer.allocateDirect(request.length())
                    .put(request.getBytes(StandardCharsets.US_ASCII))
                    .flip();
        }

        void send() throws IOException {
            sentAt = System.nanoTime();
            length = 0;
            while (request.hasRemaining()) {
                channel.write(request);
            }
            request.rewind();
        }

        /** Whether the answer is complete now; then it is counted. */
        boolean isAnswered() throws IOException {
            received.clear().limit(LONGEST_ANSWER - length);
            int read = channel.read(received);
            if (read < 0) {
                throw new EOFException("the server has closed a connection; so far it answered " + answered);
            }
            received.flip().get(answer, length, read);
            length += read;
            int body = endOfHead();
            if (body < 0 || length < body + lengthOfBody(body)) {
                return false;
            }
            count();
            return true;
        }

        private int endOfHead() {
            for (int i = 3; i < length; i++) {
                if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int lengthOfBody(int endOfHead) throws IOException {
            String head = new String(answer, 0, endOfHead, StandardCharsets.ISO_8859_1);
            Matcher length = LENGTH.matcher(head);
            if (!length.find()) {
                throw new IOException("an answer that does not give its length: " + head);
            }
            return Integer.parseInt(length.group(1));
        }

        private void count() {
            if (answer["HTTP/1.1 ".length()] == '2') {
                if (answered == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * answered);
                }
                nanos[answered++] = System.nanoTime() - sentAt;
            } else {
                refused++;
                refusal = new String(answer, 0, length, StandardCharsets.UTF_8);
            }
        }
    }
}
