package kepu.openapi.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.defaults.SharedRefusal;
import org.junit.jupiter.api.Test;

/** A code of a refusal says the same thing in every service, so it has the same status there. */
class RefusalCodesTest {
    private static final Pattern REFUSAL = Pattern.compile("\\b([45]\\d\\d),\\s*\"([a-z][a-z0-9-]*)\"");

    @Test
    void no_code_has_two_statuses() {
        Map<String, Set<Integer>> statuses = statuses(sources());
        for (SharedRefusal shared : SharedRefusal.values()) {
            statuses.computeIfAbsent(shared.code(), _ -> new TreeSet<>()).add(shared.status());
        }

        assertThat(statuses).hasSizeGreaterThan(100).containsKeys("third-link", "unit-closed", "username-taken");
        assertThat(withSeveral(statuses)).isEmpty();
    }

    @Test
    void a_shared_code_is_refused_from_the_catalogue_only() {
        Set<String> own = statuses(sources()).keySet();

        assertThat(Stream.of(SharedRefusal.values()).map(SharedRefusal::code)).doesNotContainAnyElementsOf(own);
    }

    @Test
    void a_code_with_two_statuses_is_found() {
        Map<String, Set<Integer>> statuses = statuses(List.of("""
                throw new Rejection(422, "room-closed", roomId);
                """, """
                return new RoomRejection(
                        409, "room-closed", roomId);
                """));

        assertThat(withSeveral(statuses)).containsOnlyKeys("room-closed");
    }

    private static Map<String, Set<Integer>> withSeveral(Map<String, Set<Integer>> statuses) {
        return statuses.entrySet().stream()
                .filter(code -> code.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Set<Integer>> statuses(List<String> sources) {
        Map<String, Set<Integer>> statuses = new TreeMap<>();
        sources.forEach(source -> REFUSAL.matcher(source)
                .results()
                .forEach(refusal -> statuses.computeIfAbsent(refusal.group(2), _ -> new TreeSet<>())
                        .add(Integer.valueOf(refusal.group(1)))));
        return statuses;
    }

    /** What the services are made of. */
    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(root().resolve("services"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
                    .map(RefusalCodesTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
