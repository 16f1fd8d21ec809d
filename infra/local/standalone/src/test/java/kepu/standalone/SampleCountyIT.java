package kepu.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import kepu.sample.SampleCards;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import kepu.sample.load.CardsDigest;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The sample county in an installation that was killed half-way through loading it; seen from all sides, and stopped. */
class SampleCountyIT {
    private static final int YEAR = new SampleCounty().year();

    @TempDir
    static Path data;

    private static SampleInstallation installation;
    private static URI gateway;
    private static Api api;
    private static SortedMap<String, String> canonical;
    private static Map<String, JsonNode> cards;
    private static JsonNode ranking;

    @BeforeAll
    static void loadTheSampleCounty() throws IOException {
        installation = SampleInstallation.startedTwice(data);
        gateway = installation.gateway();
        api = installation.as("recorder");
        SampleYear year = new SampleYear(api);
        canonical = year.canonical();
        cards = year.cards();
        ranking = year.ranking();
    }

    @AfterAll
    static void what_is_stopped_has_ended_in_order_and_its_logs_are_as_they_were_signed() throws IOException {
        assumeTrue(installation != null, "nothing was started");
        try (SampleInstallation stopped = installation) {
            assertThat(stopped.process().stop()).as("exit value after SIGTERM").isEqualTo(143);
            assertThat(stopped.lines()).anyMatch(line -> line.startsWith("Kepu has stopped"));
        }
        try (ChildJvm check = ChildJvm.ofClass(AuditCheck.class, "--data", data.toString())) {
            int exit = check.awaitEnd();
            assertThat(check.lines())
                    .anyMatch(line -> line.contains("kepu-organization"))
                    .anyMatch(line -> line.contains("chains are as they were signed"));
            assertThat(exit).isZero();
        }
        assertThat(Files.readString(data.resolve("logs").resolve("kepu.log")))
                .doesNotContain(installation.firstPassword(), SampleInstallation.CHOSEN);
    }

    @Test
    void the_canonical_cards_equal_those_of_an_undisturbed_year_to_the_byte_and_their_hash_is_printed() {
        SampleYear.assertCanonicalCardsAreThoseOfAnUndisturbedYear(canonical);
        String digest = CardsDigest.of(SampleCards.canonical(CardsDigest.asOf(YEAR)));
        assertThat(installation.lines()).anyMatch(line -> line.startsWith("SHA-256") && line.endsWith(digest));
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
    void the_first_administrator_and_what_they_entered_survive_the_kill() {
        assertThat(new Browser(gateway)
                        .fail("admin", installation.firstPassword())
                        .statusCode())
                .isEqualTo(403);
        Api admin = new Browser(gateway).signIn("admin", SampleInstallation.CHOSEN);
        assertThat(admin.json("/api/v1/organization/units/990301").at("/name").asString())
                .isEqualTo("南江县");
        assertThat(installation.lines()).noneMatch(line -> line.contains("首次登录"));
    }

    @Test
    void a_rival_on_the_same_data_is_refused() {
        try (ChildJvm rival = installation.startRival()) {
            assertThat(rival.awaitEnd()).isEqualTo(1);
            assertThat(rival.lines()).anyMatch(line -> line.contains("another Kepu is running"));
        }
    }

    @Test
    void the_gateway_tells_its_health_and_keeps_the_metrics_for_the_management_port() {
        assertThat(new Api(gateway, "").get("/health").statusCode()).isEqualTo(200);
        assertThat(new Api(gateway, "").get("/actuator/prometheus").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_sample_account_reaches_its_own_units_and_does_what_its_role_may() {
        String own = SampleVillage.QINGHE.unitId();
        String neighbours = SampleVillage.SHIQIAO.unitId();
        String board = "{\"unitId\":\"%s\",\"place\":\"村口\",\"combined\":false}";

        Api secretary = installation.as("secretary");
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
        assertThat(installation
                        .as("reader")
                        .tryPost("/api/v1/organization/boards", board.formatted(own))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Api(gateway, "")
                        .get("/api/v1/assessment/scorecards/" + own + "/" + YEAR)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_machine_that_loaded_the_sample_is_no_more_and_secrets_are_their_owners() throws IOException {
        Path keys = LocalInstallation.keys(data);
        assertThat(keys.resolve("sample-loader")).doesNotExist();
        assertThat(Api.token(gateway, installation.loader()).statusCode()).isEqualTo(401);
        try (Stream<Path> secrets = Files.list(keys)) {
            assertThat(Stream.concat(
                            secrets.filter(file -> !file.toString().endsWith(".pub")),
                            Stream.of(installation.accounts())))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void the_audit_logs_of_all_services_are_verified_while_they_run() {
        var printed = new ByteArrayOutputStream();
        int exit = AuditCheck.run(new PrintStream(printed, true, UTF_8), "--data", data.toString());
        assertThat(printed.toString(UTF_8).lines())
                .anyMatch(line -> line.startsWith("kepu-organization: "))
                .anyMatch(line -> line.startsWith("kepu-volunteers: "))
                .anyMatch(line -> line.startsWith("kepu-identity: "))
                .last()
                .asString()
                .endsWith("chains are as they were signed.");
        assertThat(exit).isZero();
    }

    @Test
    void each_part_tells_its_health_and_its_own_metrics_on_the_management_port_and_the_process_once() {
        Api management = installation.management();
        JsonNode parts = management.json("/actuator/health").at("/components/services/components");
        for (String service :
                List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment", "identity")) {
            assertThat(parts.at("/" + service + "/status").asString())
                    .as(service)
                    .isEqualTo("UP");
            assertThat(management.get("/actuator/services/" + service).body())
                    .as(service)
                    .contains("http_server_requests_seconds_count{", "kepu_outbox_pending")
                    .doesNotContain("jvm_memory_used_bytes", "process_cpu_usage", "logback_events_total");
        }
        assertThat(management.get("/actuator/prometheus").body())
                .contains("http_server_requests_seconds_count{", "jvm_memory_used_bytes", "process_cpu_usage");
        assertThat(management.get("/actuator/services/library").statusCode()).isEqualTo(404);
    }

    @Test
    void prometheus_finds_every_metric_that_a_dashboard_or_a_rule_names() throws IOException {
        assumeTrue(ChildJvm.isOnPath("prometheus"), "prometheus is not on this machine");
        assumeTrue(ChildJvm.isOnPath("python3"), "python3 is not on this machine");
        new Api(gateway, "").get("/login");
        try (PrometheusServer prometheus =
                PrometheusServer.scraping(installation.management().gateway(), data.resolve("prometheus"))) {
            assertThat(prometheus.checkExpressions())
                    .singleElement()
                    .asString()
                    .startsWith("expressions: ")
                    .endsWith("faults: 0");
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
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.put(header(record, "ce_id"), record));
                return read.containsKey(eventId);
            });
        }
        return read.get(eventId);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
