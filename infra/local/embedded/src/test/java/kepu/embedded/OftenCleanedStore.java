package kepu.embedded;

import java.nio.file.Path;

/** The store as a process of its own, whose file is cleaned so often that a kill also falls into a cleaning. */
final class OftenCleanedStore {

    private static final int COMMITS_BETWEEN_CLEANINGS = 16;

    private OftenCleanedStore() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedStore.serveUntilStopped(
                EmbeddedStore.start(Path.of(args[0]), Integer.parseInt(args[1]), COMMITS_BETWEEN_CLEANINGS));
    }
}
