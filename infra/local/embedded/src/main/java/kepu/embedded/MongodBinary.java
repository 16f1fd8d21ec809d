package kepu.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The MongoDB server of this machine: a {@code mongod} on the PATH, else the one of {@code infra/install-mongod}. */
public final class MongodBinary {
    private MongodBinary() {}

    /** @param environment where {@code PATH}, {@code XDG_CACHE_HOME} and {@code HOME} are looked up */
    public static Optional<Path> find(Map<String, String> environment) {
        return Stream.concat(onThePath(environment), installed(environment))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onThePath(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "mongod"));
    }

    /** The same place as in {@code infra/install-mongod}. */
    private static Stream<Path> installed(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!cache.isBlank()) {
            return Stream.of(Path.of(cache, "kepu", "mongod"));
        }
        String home = environment.getOrDefault("HOME", "");
        return home.isBlank() ? Stream.empty() : Stream.of(Path.of(home, ".cache", "kepu", "mongod"));
    }
}
