package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole installation with the sample county in it, loaded through the gateway. */
class SampleCountyIT {
    private static final SampleCounty COUNTY = new SampleCounty();
    private static final int YEAR = COUNTY.year();

    @TempDir
    static Path folder;

    private static LocalInstallation installation;
    private static Path accounts;
    private static String loader;
    private static Api api;
    private static final Map<String, String> undisturbed = new TreeMap<>();
    private static Map<String, JsonNode> cards;
    private static JsonNode ranking;

    @BeforeAll
    static void loadTheSampleCounty() throws IOException {
        Path data = folder.resolve("undisturbed");
        SampleData sample = new SampleData(data);
        installation =
                LocalInstallation.open(data, new LocalInstallation.Ports(0, 0, 0), sample.settings(), System.out);
        loader = Files.readString(LocalInstallation.keys(data).resolve("sample-loader"))
                .strip();
        assertThat(Api.token(installation.gateway(), loader).statusCode()).isEqualTo(200);
        sample.show(installation.gateway(), System.out);
        accounts = sample.accounts();
        api = as("recorder");
        for (SampleVillage village : SampleVillage.values()) {
            undisturbed.put(village.unitId(), api.canonical(village.unitId(), YEAR));
        }
        SampleYear year = new SampleYear(api);
        cards = year.cards();
        ranking = year.ranking();
    }

    private static Api as(String name) {
        return Api.asSample(installation.gateway(), accounts, name);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void the_cards_of_the_16_villages_equal_the_naive_calculation_to_the_last_digit() {
        SampleYear.assertCardsAreNaive(cards);
    }

    @Test
    void the_ranking_is_the_naive_one_and_the_cards_that_were_kept_are_those_computed_anew() {
        SampleYear.assertRankingIsNaive(ranking);
    }

    @Test
    void one_board_update_raises_P08_and_the_score_is_named_by_the_explanation_and_stands_on_the_topic() {
        String village = SampleVillage.LIHUA.unitId();

        String eventId = new SampleYear(api).seeBoardUpdateRaiseP08(village);

        ConsumerRecord<String, String> told = fromTopic("kepu.organization.boards", eventId);
        assertThat(told.key()).isEqualTo(village);
        assertThat(header(told, "ce_type")).isEqualTo("kepu.organization.board-updated.v1");
        assertThat(header(told, "ce_time")).isEqualTo("2025-09-18T01:30:00Z");
    }

    @Test
    void a_sample_account_reaches_its_own_units_and_does_what_its_role_may() throws IOException {
        String own = SampleVillage.QINGHE.unitId();
        String neighbours = SampleVillage.SHIQIAO.unitId();
        String board = "{\"unitId\":\"%s\",\"place\":\"村口\",\"combined\":false}";

        Api secretary = as("secretary");
        assertThat(secretary
                        .get("/api/v1/assessment/scorecards/" + own + "/" + YEAR)
                        .statusCode())
                .isEqualTo(200);
        assertThat(secretary
                        .get("/api/v1/assessment/scorecards/" + neighbours + "/" + YEAR)
                        .statusCode())
                .isEqualTo(404);
        assertThat(secretary
                        .tryPost("/api/v1/organization/boards", board.formatted(neighbours))
                        .statusCode())
                .isEqualTo(404);
        assertThat(as("reader")
                        .tryPost("/api/v1/organization/boards", board.formatted(own))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Api(installation.gateway(), "")
                        .get("/api/v1/assessment/scorecards/" + own + "/" + YEAR)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_machine_that_loaded_the_sample_is_no_more_and_secrets_are_their_owners() throws IOException {
        Path keys = LocalInstallation.keys(folder.resolve("undisturbed"));
        assertThat(keys.resolve("sample-loader")).doesNotExist();
        assertThat(Api.token(installation.gateway(), loader).statusCode()).isEqualTo(401);
        try (Stream<Path> secrets = Files.list(keys)) {
            assertThat(Stream.concat(secrets.filter(file -> !file.toString().endsWith(".pub")), Stream.of(accounts)))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void the_audit_logs_of_all_services_are_verified_while_they_run() {
        String data = folder.resolve("undisturbed").toString();
        try (ChildJvm check = ChildJvm.ofClass(AuditCheck.class, "--data", data)) {
            int exit = check.awaitEnd();
            assertThat(check.lines())
                    .anyMatch(line -> line.startsWith("kepu-organization: "))
                    .anyMatch(line -> line.startsWith("kepu-volunteers: "))
                    .anyMatch(line -> line.startsWith("kepu-identity: "))
                    .last()
                    .asString()
                    .endsWith("chains are as they were signed.");
            assertThat(exit).isZero();
        }
    }

    @Test
    void kcat_prints_the_newest_events_with_their_ce_headers() throws IOException, InterruptedException {
        assumeTrue(ChildJvm.isOnPath("kcat"), "kcat is not on this machine");
        Process kcat = new ProcessBuilder(
                        "kcat",
                        "-C",
                        "-b",
                        installation.kafka(),
                        "-t",
                        "kepu.organization.boards",
                        "-o",
                        "-1",
                        "-e",
                        "-q",
                        "-f",
                        "%k %h %s\n")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> printed = kcat.inputReader().lines().toList();

        assertThat(kcat.waitFor()).isZero();
        assertThat(printed)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith(SampleCounty.TOWNSHIP)
                        .contains(
                                "ce_id=",
                                "ce_type=kepu.organization.board-",
                                "ce_time=",
                                "ce_sequence=",
                                "{\"boardId\":"));
    }

    @Test
    void a_load_that_is_killed_half_way_and_resumed_ends_with_byte_identical_cards() {
        String data = folder.resolve("killed").toString();
        String[] arguments = {"--data", data, "--port", "0", "--management-port", "0", "--kafka-port", "0"};
        try (ChildJvm first = ChildJvm.ofClass(Standalone.class, arguments)) {
            first.awaitLine("commands \\(4\\d %\\)", Duration.ofMinutes(3));
            first.kill();
        }
        assertThat(Path.of(data, "keys", "sample-loader")).exists();
        try (ChildJvm second = ChildJvm.ofClass(Standalone.class, arguments)) {
            URI gateway = URI.create(second.awaitLine("^Gateway +(\\S+)", Duration.ofMinutes(4)));
            Api resumed = Api.asSample(gateway, Path.of(data, "sample-accounts.txt"), "analyst");
            assertThat(Path.of(data, "keys", "sample-loader")).doesNotExist();

            undisturbed.forEach((village, canonical) ->
                    assertThat(resumed.canonical(village, YEAR)).isEqualTo(canonical));
            assertThat(second.stop()).as("exit value after SIGTERM").isEqualTo(143);
            assertThat(second.lines()).anyMatch(line -> line.startsWith("Kepu has stopped"));
        }
    }

    private static ConsumerRecord<String, String> fromTopic(String topic, String eventId) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                installation.kafka(),
                ConsumerConfig.GROUP_ID_CONFIG,
                UUID.randomUUID().toString(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        Map<String, ConsumerRecord<String, String>> read = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.put(header(record, "ce_id"), record));
                return read.containsKey(eventId);
            });
        }
        return read.get(eventId);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
