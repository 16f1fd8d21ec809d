package kepu.contracts;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drafts schema and sample of each event that has none yet, to be finished by hand, freezes finished ones, records a
 * release, and writes what is made from all that: the AsyncAPI document and the page of each topic.
 *
 * <p>Never overwrites a schema, a sample or a release, and never changes a line of the manifest.
 */
public final class ContractAuthoring {
    static final Path RESOURCES = Path.of("src", "main", "resources", "kepu", "contracts");
    static final String INSTANT = "^(1949|19[5-9]\\d|2\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
            + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z$";
    static final String DATE = "^(1949|19[5-9]\\d|2\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$";
    static final String ID = "^[A-Za-z0-9][A-Za-z0-9_.:-]*$";
    static final String TEXT = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]*$";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ContractAuthoring() {}

    /**
     * Drafts what is missing and writes document and pages anew; with {@code freeze} adds manifest lines for files that
     * have none, with {@code release <version>} records the contracts as that version gives them out.
     */
    public static void main(String[] args) throws IOException {
        for (Contract contract : Contracts.all()) {
            writeIfMissing(RESOURCES.resolve(contract.schema()), schema(contract));
            writeIfMissing(RESOURCES.resolve("samples/" + contract.type() + ".json"), sample(contract));
        }
        if (Arrays.asList(args).contains("freeze")) {
            freeze();
        }
        int release = Arrays.asList(args).indexOf("release");
        if (release >= 0) {
            Release.record(args[release + 1]);
        }
        ContractFiles.write(ContractFiles.ASYNC_API, ContractFiles.text(AsyncApi.document()));
        for (Map.Entry<String, String> page : TopicPages.all().entrySet()) {
            ContractFiles.write(ContractFiles.TOPICS.resolve(page.getKey()), page.getValue());
        }
    }

    private static void freeze() throws IOException {
        Path file = RESOURCES.resolve("frozen.sha256");
        Map<String, String> hashes = new TreeMap<>();
        if (Files.exists(file)) {
            hashes.putAll(manifest(Files.readString(file)));
        }
        for (String folder : List.of("schemas", "samples")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                for (Path frozen : files.toList()) {
                    hashes.putIfAbsent(folder + "/" + frozen.getFileName(), sha256(Files.readAllBytes(frozen)));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        hashes.forEach((name, hash) -> lines.add(hash + "  " + name + "\n"));
        Files.writeString(file, String.join("", lines));
    }

    /** File name to hash, from the format of {@code sha256sum}. */
    static Map<String, String> manifest(String text) {
        Map<String, String> hashes = new LinkedHashMap<>();
        text.lines().forEach(line -> hashes.put(line.substring(66), line.substring(0, 64)));
        return hashes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeIfMissing(Path file, Map<String, ?> json) throws IOException {
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writeValueAsString(json) + "\n", StandardCharsets.UTF_8);
        }
    }

    private static Map<String, ?> schema(Contract contract) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : contract.event().getRecordComponents()) {
            Map<String, Object> rule = rule(component.getName(), component.getGenericType());
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                rule.computeIfPresent("type", (_, type) -> List.of(type, "null"));
                rule.computeIfPresent("enum", (_, names) -> {
                    List<@Nullable Object> orNull = new ArrayList<>((List<?>) names);
                    orNull.add(null);
                    return orNull;
                });
            } else {
                required.add(component.getName());
            }
            properties.put(component.getName(), rule);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", contract.schemaId());
        schema.put("title", contract.event().getSimpleName());
        schema.put("description", "");
        schema.put("type", "object");
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> rule(String name, Type type) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("description", "");
        if (type == boolean.class) {
            rule.put("type", "boolean");
        } else if (type == int.class) {
            rule.put("type", "integer");
            rule.put("minimum", name.toLowerCase().endsWith("year") ? 1949 : 0);
            rule.put("maximum", name.toLowerCase().endsWith("year") ? 2999 : 1_000_000);
        } else if (type == Integer.class) {
            rule.put("type", "integer");
            rule.put("minimum", 1);
            rule.put("maximum", 53);
        } else if (type == BigDecimal.class) {
            rule.put("type", "number");
            rule.put("minimum", 0);
            rule.put("maximum", 100);
        } else if (type == Instant.class) {
            rule.put("type", "string");
            rule.put("format", "date-time");
            rule.put("pattern", INSTANT);
        } else if (type == LocalDate.class) {
            rule.put("type", "string");
            rule.put("format", "date");
            rule.put("pattern", DATE);
        } else if (type instanceof ParameterizedType set && set.getRawType() == Set.class) {
            rule.put("type", "array");
            rule.put("items", rule("memberId", set.getActualTypeArguments()[0]));
            rule.put("uniqueItems", true);
            rule.put("maxItems", 1_000);
        } else if (type instanceof Class<?> names && names.isEnum()) {
            rule.put("type", "string");
            rule.put(
                    "enum",
                    Arrays.stream(names.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        } else if (type == String.class) {
            rule.put("type", "string");
            rule.put("minLength", 1);
            boolean isId = name.endsWith("Id");
            rule.put("maxLength", isId ? 64 : 500);
            rule.put("pattern", isId ? ID : TEXT);
        } else {
            throw new IllegalArgumentException("an event holds primitives and ids only, not " + type);
        }
        return rule;
    }

    private static Map<String, ?> sample(Contract contract) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (RecordComponent component : contract.event().getRecordComponents()) {
            value.put(component.getName(), example(component.getName(), component.getGenericType()));
        }
        String subject = String.valueOf(value.values().iterator().next());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "01980f3a-5c00-7000-8000-000000000001");
        headers.put("ce_type", contract.type());
        headers.put("ce_source", "/" + contract.topic().split("\\.")[1]);
        headers.put("ce_subject", subject);
        headers.put("ce_time", "2026-03-12T01:30:00Z");
        headers.put("ce_dataschema", contract.schemaId());
        headers.put("ce_recordedat", "2026-03-12T09:05:12.345Z");
        headers.put("ce_sequence", "1");
        headers.put("ce_epoch", "0");
        headers.put("ce_unit", "510182101201");
        headers.put("ce_actor", "a7f3c2d19b");
        headers.put("ce_correlationid", "01980f3a-5c00-7000-8000-0000000000c0");
        headers.put("content-type", "application/json");
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("topic", contract.topic());
        sample.put("key", headers.get("ce_unit"));
        sample.put("headers", headers);
        sample.put("value", value);
        return sample;
    }

    private static Object example(String name, Type type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return name.toLowerCase().endsWith("year") ? 2026 : 90;
        }
        if (type == Integer.class) {
            return 24;
        }
        if (type == BigDecimal.class) {
            return new BigDecimal("90.00");
        }
        if (type == Instant.class) {
            return "2026-03-10T01:30:00Z";
        }
        if (type == LocalDate.class) {
            return "2026-03-12";
        }
        if (type instanceof ParameterizedType set) {
            return List.of(example("memberId", set.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> names && names.isEnum()) {
            return names.getEnumConstants()[0].toString();
        }
        if (name.equals("unitId")) {
            return "510182101201";
        }
        return name.endsWith("Id") ? "01980f3a-5c00-7000-8000-0000000000a1" : "…";
    }
}
