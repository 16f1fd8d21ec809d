package kepu.defaults.sealing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The installation's master keys: the first wraps, the others only unwrap what they once wrapped. */
public final class MasterKeys {
    private static final Logger log = LoggerFactory.getLogger(MasterKeys.class);

    private final MasterKey first;
    private final Map<String, MasterKey> all;

    private MasterKeys(MasterKey first, Stream<MasterKey> others) {
        this.first = first;
        this.all = Stream.concat(Stream.of(first), others)
                .collect(Collectors.toUnmodifiableMap(MasterKey::id, Function.identity(), (one, _) -> one));
    }

    static MasterKeys inMemory() {
        log.warn("kepu.personal-data.master-key is not set: PERSONAL DATA ENTERED NOW CANNOT BE READ AFTER A RESTART");
        return new MasterKeys(MasterKey.inMemory(), Stream.empty());
    }

    /**
     * @param files the newest first, which is made if it is not there
     * @param inUse ids of the master keys that have wrapped something
     * @throws IllegalStateException if a file is not there and a new key would not do in its place
     */
    public static MasterKeys in(List<Path> files, Supplier<Set<String>> inUse) {
        Path newest = files.getFirst();
        List<MasterKey> older = files.stream().skip(1).map(MasterKey::in).toList();
        if (!Files.exists(newest)) {
            Set<String> needed = new HashSet<>(inUse.get());
            older.forEach(key -> needed.remove(key.id()));
            needed.removeIf(id -> id.startsWith(MasterKey.IN_MEMORY)); // lost anyway
            if (!needed.isEmpty()) {
                throw new IllegalStateException(
                        "the master key %s is not there, and there is personal data that only %s open: put it back"
                                .formatted(newest, needed));
            }
            MasterKey.make(newest);
        }
        return new MasterKeys(MasterKey.in(newest), older.stream());
    }

    MasterKey first() {
        return first;
    }

    Optional<MasterKey> find(String id) {
        return Optional.ofNullable(all.get(id));
    }
}
