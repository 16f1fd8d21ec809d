package kepu.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the fields of requests and answers mean, in Chinese and English, from {@code fields.yml}. A field without words there
 * gets none: {@code OpenApiIT} names it.
 */
final class FieldWords {
    /** Pages of lists, whatever they are of, have no schema of their own. */
    static final String PAGE = "Page";

    private static final Path DICTIONARY = Path.of("../../../shared-contracts/dictionary.yml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * The words of one key.
     *
     * @param schema of which it is the field; null: of any
     * @param precision how many characters of a schema's name the key states
     */
    private record Entry(String key, @Nullable Pattern schema, String field, int precision, String text) {
        boolean fits(String name) {
            return schema == null || schema.matcher(name).matches();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    /** @param dictionary of the contracts, to which an entry may refer by {@code field} or {@code topic/field} */
    FieldWords(JsonNode words, JsonNode dictionary) {
        words.properties().forEach(one -> entries.add(entry(one.getKey(), one.getValue(), dictionary)));
    }

    static FieldWords read() {
        try (InputStream words = FieldWords.class.getResourceAsStream("fields.yml")) {
            return new FieldWords(
                    YAML.readTree(new String(Objects.requireNonNull(words).readAllBytes(), StandardCharsets.UTF_8)),
                    YAML.readTree(Files.readString(DICTIONARY, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String key, JsonNode words, JsonNode dictionary) {
        JsonNode said = words.isString() ? inDictionary(words.asString(), dictionary) : words;
        if (!said.path("zh").isString() || !said.path("en").isString()) {
            throw new IllegalStateException("fields.yml: %s needs zh and en, here or in the dictionary".formatted(key));
        }
        String text = said.get("zh").asString() + " / " + said.get("en").asString();
        int dot = key.lastIndexOf('.');
        if (dot < 0) {
            return new Entry(key, null, key, -1, text);
        }
        String schema = key.substring(0, dot);
        return new Entry(
                key,
                Pattern.compile("\\Q" + schema.replace("*", "\\E.*\\Q") + "\\E"),
                key.substring(dot + 1),
                schema.replace("*", "").length(),
                text);
    }

    private static JsonNode inDictionary(String reference, JsonNode dictionary) {
        int slash = reference.indexOf('/');
        return slash < 0
                ? dictionary.path("fields").path(reference)
                : dictionary
                        .path("topics")
                        .path(reference.substring(0, slash))
                        .path("fields")
                        .path(reference.substring(slash + 1));
    }

    /** Keys of which no field has been described yet. */
    List<String> unused() {
        return entries.stream()
                .map(Entry::key)
                .filter(key -> !used.contains(key))
                .toList();
    }

    /** Describes every field of the document's requests and answers, unless something is said of it already. */
    void describe(ObjectNode document) {
        document.at("/components/schemas").properties().forEach(one -> describe(one.getKey(), one.getValue()));
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    operation.at("/requestBody/content").forEach(body -> describe(PAGE, body.path("schema")));
                    operation
                            .path("responses")
                            .forEach(response ->
                                    response.path("content").forEach(body -> describe(PAGE, body.path("schema"))));
                }));
    }

    private void describe(String schema, JsonNode described) {
        described.path("properties").properties().forEach(property -> {
            ObjectNode field = property.getValue().asObject();
            text(schema, property.getKey())
                    .filter(_ -> !field.has("description"))
                    .ifPresent(text -> field.put("description", text));
            inside(schema + "." + property.getKey(), field);
        });
    }

    /** Of what a field consists of, where that has no schema of its own either. */
    private void inside(String name, JsonNode field) {
        describe(name, field);
        if (field.has("items")) {
            inside(name, field.get("items"));
        }
        field.path("anyOf").forEach(one -> inside(name, one));
    }

    /** Of the entries that fit, the words of the one that states most of the schema's name. */
    private Optional<String> text(String schema, String field) {
        List<Entry> fitting = entries.stream()
                .filter(entry -> entry.field().equals(field) && entry.fits(schema))
                .sorted(Comparator.comparingInt(Entry::precision).reversed())
                .toList();
        if (fitting.size() > 1 && fitting.get(0).precision() == fitting.get(1).precision()) {
            throw new IllegalStateException("fields.yml: %s and %s fit %s of %s equally"
                    .formatted(fitting.get(0).key(), fitting.get(1).key(), field, schema));
        }
        fitting.stream().findFirst().ifPresent(entry -> used.add(entry.key()));
        return fitting.stream().findFirst().map(Entry::text);
    }
}
