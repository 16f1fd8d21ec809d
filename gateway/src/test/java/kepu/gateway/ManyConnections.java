package kepu.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Many connections from one address, all on the caller's one thread, so that the crowd takes little from the machine. */
final class ManyConnections {
    private static final Duration BETWEEN_DROPS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final InetSocketAddress from;
    private final InetSocketAddress gateway;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private final List<String> answers = new ArrayList<>();

    ManyConnections(String from, int port) {
        this.from = new InetSocketAddress(from, 0);
        this.gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Sends so many requests, so many of them at one time; what each was answered until its connection ended. */
    List<String> ask(int count, int atOnce, IntFunction<byte[]> requests) throws IOException {
        return run(count, atOnce, requests, new byte[0]);
    }

    /** Opens so many connections, begins as told and goes on drop by drop until the other side ends it. */
    List<String> drip(int count, IntFunction<byte[]> beginnings, String drop) throws IOException {
        return run(count, count, beginnings, bytes(drop));
    }

    private List<String> run(int count, int atOnce, IntFunction<byte[]> beginnings, byte[] drop) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long nextDrop = System.nanoTime() + BETWEEN_DROPS.toNanos();
        try (var selector = Selector.open()) {
            int begun = 0;
            while (answers.size() < count) {
                while (begun < count && begun - answers.size() < atOnce) {
                    open(selector, beginnings.apply(begun++));
                }
                selector.select(50);
                for (var key : selector.selectedKeys()) {
                    advance(key);
                }
                selector.selectedKeys().clear();
                if (drop.length > 0 && System.nanoTime() > nextDrop) {
                    selector.keys().forEach(key -> ((Member) key.attachment()).unsent = ByteBuffer.wrap(drop));
                    selector.keys().stream()
                            .filter(key -> key.isValid() && ((SocketChannel) key.channel()).isConnected())
                            .forEach(key -> key.interestOpsOr(SelectionKey.OP_WRITE));
                    nextDrop = System.nanoTime() + BETWEEN_DROPS.toNanos();
                }
                if (System.nanoTime() > end) {
                    throw new IOException(count - answers.size() + " connections were neither answered nor ended");
                }
            }
        }
        return answers;
    }

    private void open(Selector selector, byte[] beginning) throws IOException {
        var channel = SocketChannel.open();
        channel.bind(from);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_CONNECT, new Member(beginning));
        channel.connect(gateway);
    }

    private void advance(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        var member = (Member) key.attachment();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                write(key, channel, member);
            }
        } catch (IOException broken) {
            // What it was told before is still there to be read.
            key.interestOps(SelectionKey.OP_READ);
            member.unsent = ByteBuffer.allocate(0);
        }
        if (key.isReadable()) {
            read(key, channel, member);
        }
    }

    private static void write(SelectionKey key, SocketChannel channel, Member member) throws IOException {
        channel.write(member.unsent);
        if (!member.unsent.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void read(SelectionKey key, SocketChannel channel, Member member) throws IOException {
        int n;
        try {
            n = channel.read(buffer.clear());
        } catch (IOException reset) {
            member.answer.writeBytes(bytes("(connection reset)"));
            n = -1;
        }
        if (n >= 0) {
            member.answer.write(buffer.array(), 0, n);
        } else {
            answers.add(member.answer.toString(StandardCharsets.UTF_8));
            key.cancel();
            channel.close();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Member {
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
        private ByteBuffer unsent;

        Member(byte[] beginning) {
            this.unsent = ByteBuffer.wrap(beginning);
        }
    }
}
