package kepu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** The end of what all tests of this JVM share: it ends with the JVM, last begun first. */
public final class TestJvm {
    private static final Deque<Runnable> ENDS = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TestJvm::end, "end-of-tests"));
    }

    private TestJvm() {}

    /** Runs when this JVM ends, before what was given here earlier. */
    public static void atEnd(Runnable end) {
        ENDS.push(end);
    }

    /** A new folder, which is deleted when this JVM ends. */
    public static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("kepu-" + name + "-");
            atEnd(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end() {
        for (Runnable end = ENDS.poll(); end != null; end = ENDS.poll()) {
            try {
                end.run();
            } catch (RuntimeException e) {
                e.printStackTrace(); // the others are ended all the same
            }
        }
    }
}
