package kepu.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** What would be handed to a cluster: the objects of one overlay, as Kustomize renders them. */
record Manifests(String overlay, List<JsonNode> objects) {
    static final String[] OVERLAYS = {"county", "province"};

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final int NO_KUSTOMIZE = 3;

    /** Where there is no Kustomize the test is skipped, which says so. */
    static Manifests of(String overlay) {
        return RENDERED.computeIfAbsent(overlay, Manifests::rendered);
    }

    private static Manifests rendered(String overlay) {
        try {
            Path errors = Files.createTempFile("kustomize", ".txt");
            Process render = new ProcessBuilder("./render", overlay)
                    .redirectError(errors.toFile())
                    .start();
            String text = new String(render.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!render.waitFor(1, TimeUnit.MINUTES)) {
                render.destroyForcibly();
                throw new IllegalStateException("kustomize does not end");
            }
            String said = Files.readString(errors);
            Files.delete(errors);
            Assumptions.assumeFalse(render.exitValue() == NO_KUSTOMIZE, said);
            if (render.exitValue() != 0) {
                throw new IllegalStateException(said);
            }
            return new Manifests(overlay, parsed(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<JsonNode> parsed(String text) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream()
                    .filter(Predicate.not(JsonNode::isNull))
                    .toList();
        }
    }

    static List<JsonNode> parsed(Path file) throws IOException {
        return parsed(Files.readString(file));
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode one(String kind, String name) {
        return ofKind(kind).stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(overlay + " has no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    static JsonNode pod(JsonNode deployment) {
        return deployment.path("spec").path("template").path("spec");
    }

    static JsonNode container(JsonNode deployment) {
        return pod(deployment).path("containers").path(0);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }
}
