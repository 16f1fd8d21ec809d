package kepu.bench.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Something that an outsider tries, from one of this machine's loopback addresses, on a connection of its own each time.
 *
 * @param perSecond how many are begun a second
 * @param atOnce how many are under way at most
 * @param request the number-th of them
 * @param drop what is sent every quarter of a second after it until the other side answers; nothing if it is empty
 */
record Attack(String name, int perSecond, int atOnce, IntFunction<String> request, String drop) {
    private static final int QUARTER = 250;
    private static final int PATIENCE = 15_000;

    /** An attack under way. */
    final class Running {
        private final InetSocketAddress gateway;
        private final String from;
        private final Map<String, Integer> answers = new ConcurrentHashMap<>();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Thread beginning;
        private volatile boolean over;

        private Running(String from, int port) {
            this.from = from;
            gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            beginning = Thread.ofVirtual().start(this::begin);
        }

        private void begin() {
            Semaphore turns = new Semaphore(atOnce);
            long due = System.nanoTime();
            for (int number = 0; !over; number++) {
                int its = number;
                turns.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        answers.merge(answered(request.apply(its)), 1, Integer::sum);
                    } finally {
                        turns.release();
                    }
                });
                due = Math.max(due + 1_000_000_000L / perSecond, System.nanoTime() - 1_000_000_000L);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }

        /** Status of the answer, or what became of the connection. */
        private String answered(String text) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(gateway, PATIENCE);
                socket.setSoTimeout(drop.isEmpty() ? PATIENCE : QUARTER);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                byte[] head = new byte[12];
                int length = 0;
                while (length < head.length && !over) {
                    try {
                        int read = socket.getInputStream().read(head, length, head.length - length);
                        if (read < 0) {
                            return "closed";
                        }
                        length += read;
                    } catch (SocketTimeoutException e) {
                        if (drop.isEmpty()) {
                            return "no answer";
                        }
                        socket.getOutputStream().write(drop.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
                return over ? "given up" : new String(head, 9, 3, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                return "closed";
            }
        }

        /** What was answered how often. */
        Map<String, Integer> answers() {
            return new TreeMap<>(answers);
        }

        /** Begins no more. */
        void stop() {
            over = true;
        }

        /** Waits for those under way. */
        void await() throws InterruptedException {
            beginning.join();
            threads.close();
        }
    }

    /** One after the other, always the same. */
    static Attack flood(String name, int perSecond, String request) {
        return new Attack(name, perSecond, perSecond, _ -> request, "");
    }

    /** So many connections at one time that never come to an end by themselves. */
    static Attack slow(String name, int connections, String beginning, String drop) {
        return new Attack(name, connections, connections, _ -> beginning, drop);
    }

    /** @param number of the attack, for an address of its own */
    Running begin(int number, int port) {
        return new Running(
                "127.0." + (1 + number) + "." + ThreadLocalRandom.current().nextInt(1, 255), port);
    }
}
