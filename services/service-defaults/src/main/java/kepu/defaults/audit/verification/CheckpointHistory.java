package kepu.defaults.audit.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kepu.defaults.audit.signature.SignedCheckpoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed heads that earlier verifications saw, in a file of lines of JSON that only grows: kept away from the database,
 * it is what an older chain with its older, rightly signed head does not agree with.
 */
public final class CheckpointHistory {
    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Path file;
    private final Map<String, Map<String, List<SignedCheckpoint>>> byDatabase = new LinkedHashMap<>();

    /** A line of the file. */
    record Seen(String database, SignedCheckpoint head) {}

    private CheckpointHistory(@Nullable Path file) {
        this.file = file;
    }

    /** Nothing was seen before, and nothing is kept. */
    public static CheckpointHistory none() {
        return new CheckpointHistory(null);
    }

    /**
     * Those in a file, which need not be there yet.
     *
     * @throws IllegalArgumentException if a line is no anchor
     */
    public static CheckpointHistory in(Path file) {
        CheckpointHistory anchors = new CheckpointHistory(file);
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    anchors.add(read(file, i + 1, lines.get(i)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return anchors;
    }

    private static Seen read(Path file, int line, String text) {
        try {
            return JSON.readValue(text, Seen.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ", line " + line + " is no anchor", e);
        }
    }

    private void add(Seen seen) {
        byDatabase
                .computeIfAbsent(seen.database(), _ -> new HashMap<>())
                .computeIfAbsent(seen.head().unit(), _ -> new ArrayList<>())
                .add(seen.head());
    }

    /** Databases of which something was seen. */
    public Set<String> databases() {
        return new TreeSet<>(byDatabase.keySet());
    }

    Set<String> units(String database) {
        return new TreeSet<>(byDatabase.getOrDefault(database, Map.of()).keySet());
    }

    List<SignedCheckpoint> of(String database, String unit) {
        return byDatabase.getOrDefault(database, Map.of()).getOrDefault(unit, List.of());
    }

    /** Remembers those heads that lie beyond what was seen of their units. */
    void remember(String database, List<SignedCheckpoint> heads) {
        if (file == null) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (SignedCheckpoint head : heads) {
            long newest = of(database, head.unit()).stream()
                    .max(Comparator.comparingLong(SignedCheckpoint::number))
                    .map(SignedCheckpoint::number)
                    .orElse(0L);
            if (head.number() > newest) {
                Seen seen = new Seen(database, head);
                add(seen);
                lines.append(JSON.writeValueAsString(seen)).append('\n');
            }
        }
        try {
            Files.writeString(
                    file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
