package kepu.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contracts as a version of the project gave them out (发布), recorded once and never changed.
 *
 * @param version such as {@code 0.1.0}
 * @param contracts of each type: {@code type}, {@code topic}, {@code key} (the header that the key equals),
 *     {@code schema}, {@code sample}
 */
record Release(String version, List<JsonNode> contracts) {
    /** All that were recorded, oldest first. */
    static List<Release> all() {
        return ContractFiles.list(ContractFiles.RELEASES).stream()
                .map(file -> ContractFiles.parse(ContractFiles.read(file)))
                .map(json -> new Release(
                        json.path("release").asString(),
                        json.path("contracts").valueStream().toList()))
                .sorted(Comparator.comparing(release -> numbers(release.version), Arrays::compare))
                .toList();
    }

    static String newestVersion() {
        return all().getLast().version;
    }

    /** @throws IllegalStateException if that release is recorded already */
    static void record(String version) throws IOException {
        if (!version.matches("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*)){2}")) {
            throw new IllegalArgumentException("a release is called like 0.1.0, not " + version);
        }
        Path file = ContractFiles.RELEASES.resolve(version + ".json");
        if (Files.exists(file)) {
            throw new IllegalStateException("release " + version + " is recorded already");
        }
        ObjectNode release = ContractFiles.object().put("release", version);
        ArrayNode contracts = release.putArray("contracts");
        Contracts.all()
                .forEach(contract -> contracts
                        .addObject()
                        .put("type", contract.type())
                        .put("topic", contract.topic())
                        .put("key", "ce_unit")
                        .<ObjectNode>set("schema", ContractFiles.schema(contract))
                        .set("sample", ContractFiles.sample(contract)));
        ContractFiles.write(file, ContractFiles.text(release));
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
