package kepu.defaults.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import kepu.embedded.MongodBinary;
import kepu.embedded.MongodProcess;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB server for a test. Where there is none, the test is skipped; in CI it fails, for {@code infra/install-mongod}
 * fetches one.
 */
public final class RealMongo implements AutoCloseable {
    private final String uri;
    private final @Nullable MongodProcess process;

    private RealMongo(String uri, @Nullable MongodProcess process) {
        this.uri = uri;
        this.process = process;
    }

    /** That of {@code MONGODB_URI}, else a child. */
    public static RealMongo open(Path folder) {
        String given = System.getenv("MONGODB_URI");
        return given == null || given.isBlank() ? startChild(folder) : new RealMongo(given, null);
    }

    /** A {@code mongod} of this machine as a child on a free port, with its data in the folder. */
    public static RealMongo startChild(Path folder) {
        Optional<Path> binary = MongodBinary.find(System.getenv());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(binary).as("a mongod, see infra/install-mongod").isPresent();
        }
        assumeTrue(binary.isPresent(), "no mongod on this machine; infra/install-mongod fetches one");
        MongodProcess process = MongodProcess.start(binary.orElseThrow(), folder, 0, 0.25);
        return new RealMongo(process.uri(), process);
    }

    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
