package kepu.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes what is generated from the records and the dictionary: schemas and samples, the AsyncAPI document, the page of
 * each topic and the README's tables; freezes and releases contracts.
 *
 * <p>Never changes a frozen file, a line of the manifest or a release.
 */
public final class ContractAuthoring {
    static final Path RESOURCES = Path.of("src", "main", "resources", "kepu", "contracts");
    private static final Path MANIFEST = RESOURCES.resolve("frozen.sha256");

    private ContractAuthoring() {}

    /**
     * Generates; with {@code freeze} adds manifest lines for files that have none, with {@code release <version>} records
     * the contracts under that version.
     */
    public static void main(String[] args) throws IOException {
        try {
            author(Arrays.asList(args));
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void author(List<String> args) throws IOException {
        writeContracts();
        if (args.contains("freeze")) {
            freeze();
        }
        int release = args.indexOf("release");
        if (release >= 0) {
            Release.record(args.get(release + 1));
        }
        ContractFiles.write(ContractFiles.ASYNC_API, ContractFiles.text(AsyncApi.document()));
        for (Map.Entry<String, String> page : TopicPages.all().entrySet()) {
            ContractFiles.write(ContractFiles.TOPICS.resolve(page.getKey()), page.getValue());
        }
        ContractFiles.write(ReadmeTables.README, ReadmeTables.in(ContractFiles.read(ReadmeTables.README)));
    }

    /** Nothing is written if a frozen file would change. */
    private static void writeContracts() throws IOException {
        Map<String, String> frozen = manifest(ContractFiles.read(MANIFEST));
        Map<String, String> generated = ContractFiles.generated();
        List<String> changed = generated.entrySet().stream()
                .filter(file -> frozen.containsKey(file.getKey())
                        && !sha256(file.getValue().getBytes(StandardCharsets.UTF_8))
                                .equals(frozen.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!changed.isEmpty()) {
            throw new IllegalStateException(
                    "a record or %s no longer gives these frozen files: %s. Undo the change, or add a .v2 event; a schema that gained an optional field may lose its line in %s first"
                            .formatted(Dictionary.FILE, changed, MANIFEST.getFileName()));
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            ContractFiles.write(RESOURCES.resolve(file.getKey()), file.getValue());
        }
    }

    private static void freeze() throws IOException {
        Map<String, String> hashes = new TreeMap<>(manifest(ContractFiles.read(MANIFEST)));
        for (String folder : List.of("schemas", "samples")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                for (Path frozen : files.toList()) {
                    hashes.putIfAbsent(folder + "/" + frozen.getFileName(), sha256(Files.readAllBytes(frozen)));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        hashes.forEach((name, hash) -> lines.add(hash + "  " + name + "\n"));
        ContractFiles.write(MANIFEST, String.join("", lines));
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
}
