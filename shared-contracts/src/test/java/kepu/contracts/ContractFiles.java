package kepu.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kepu.contracts.Contracts.Contract;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contract files of the project's tree, read and written so that no digit is lost and every run gives the same. */
final class ContractFiles {
    /** One for each release, {@code <version>.json}. */
    static final Path RELEASES = Path.of("src", "test", "resources", "kepu", "contracts", "released");

    static final Path ASYNC_API = ContractAuthoring.RESOURCES.resolve("asyncapi.json");

    /** One page a topic, and {@code README.md}. */
    static final Path TOPICS = Path.of("topics");

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(SEPARATORS)
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(INDENTER))
            .build();
    private static final ObjectWriter ARRAYS_IN_LINE = JSON.writer()
            .with(new DefaultPrettyPrinter(SEPARATORS.withArrayElementSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(INDENTER)
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance()));

    private ContractFiles() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    static String text(JsonNode json) {
        return JSON.writeValueAsString(json) + "\n";
    }

    /** The form of schemas and samples: each array on one line. */
    static String textOfContract(JsonNode json) {
        return ARRAYS_IN_LINE.writeValueAsString(json) + "\n";
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Files of a folder, by name; none if there is no folder. */
    static List<Path> list(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode schema(Contract contract) {
        return (ObjectNode) parse(read(ContractAuthoring.RESOURCES.resolve(contract.schema())));
    }

    static ObjectNode sample(Contract contract) {
        return (ObjectNode) parse(read(ContractAuthoring.RESOURCES.resolve(nameOfSample(contract))));
    }

    static String nameOfSample(Contract contract) {
        return "samples/" + contract.type() + ".json";
    }

    /** Schema and sample of every event as they are generated, by file name. */
    static Map<String, String> generated() {
        Map<String, String> files = new LinkedHashMap<>();
        for (Contract contract : Contracts.all()) {
            files.put(contract.schema(), textOfContract(GeneratedContracts.schema(contract)));
            files.put(nameOfSample(contract), textOfContract(GeneratedContracts.sample(contract)));
        }
        return files;
    }
}
