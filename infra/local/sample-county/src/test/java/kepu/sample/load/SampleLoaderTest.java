package kepu.sample.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import kepu.sample.SampleCounty;
import kepu.sample.TinyCounty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLoaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private FakeGateway gateway = new FakeGateway();
    private Path journal = Path.of("journal");
    private Path accounts = Path.of("accounts");

    @BeforeEach
    void a_folder_for_the_journal(@TempDir Path folder) {
        journal = folder.resolve("sample.journal");
        accounts = folder.resolve("data").resolve("sample-accounts.txt");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private SampleLoader loader(Duration patience) {
        return loader(gateway.uri(), patience, Duration.ofSeconds(20));
    }

    private SampleLoader loader(URI uri, Duration patience, Duration scoredWithin) {
        return new SampleLoader(uri, FakeGateway.ADMINISTRATOR, accounts, 2, patience, scoredWithin, out);
    }

    private SampleLoader.Loaded load() {
        return loader(PATIENCE).load(TinyCounty.create(), journal);
    }

    @Test
    void loads_everything_once_with_ids_keys_and_versions_filled_in() {
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        assertThat(gateway.stored()).isEqualTo(19);
        assertThat(gateway.arrived().getFirst().path()).isEqualTo("/api/v1/organization/units");
        FakeGateway.Arrived member = arrived("sample:1:2025:b/member");
        assertThat(member.path()).isEqualTo("/teams/id-of-sample:1:2025:b/team/members");
        FakeGateway.Arrived correction = arrived("sample:1:2025:b/team-corrected");
        assertThat(correction.method()).isEqualTo("PUT");
        // The version that the member's enlistment was answered with, as a strong tag.
        assertThat(correction.ifMatch()).matches("\"\\d+\"");
        assertThat(member.ifMatch()).isNull();
        FakeGateway.Arrived visit = arrived("sample:1:2025:c/visit-2");
        assertThat(visit.client()).isEqualTo("sample:account:recorder:client");
        assertThat(arrived("sample:1:2025:county/county").client()).isEqualTo("administrator");
        assertThat(visit.body().path("attendees").path(0).asString()).isEqualTo("item-of-sample:1:2025:c/member");
        assertThat(visit.body().path("occurredAt").asString()).isEqualTo("2025-02-01T09:00:00+08:00");
        assertThat(gateway.lookups()).isGreaterThanOrEqualTo(2);
        assertThat(gateway.freshnessQuestions()).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("19 of 19 commands (100 %)");
    }

    private FakeGateway.Arrived arrived(String key) {
        return gateway.arrived().stream()
                .filter(command -> command.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void goes_on_after_half_with_what_the_journal_file_knows() {
        AtomicInteger count = new AtomicInteger();
        gateway.mood(command ->
                count.incrementAndGet() > 9 ? new FakeGateway.Refusal(409, "link-limit-reached", null) : null);
        assertThatThrownBy(this::load).isInstanceOf(LoadStopped.class);
        int before = gateway.stored();
        assertThat(before).isEqualTo(9);
        gateway.arrived().clear();
        gateway.mood(command -> null);
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(10, 9, 19));
        assertThat(gateway.arrived()).hasSize(10);
        assertThat(gateway.stored()).isEqualTo(19);
    }

    @Test
    void without_its_journal_file_everything_is_sent_again_and_nothing_is_stored_twice() throws IOException {
        load();
        Files.delete(journal);
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        assertThat(gateway.arrived()).hasSize(38);
        assertThat(gateway.stored()).isEqualTo(19);
    }

    @Test
    void a_last_line_that_was_cut_off_is_sent_again() throws IOException {
        load();
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 5));
        gateway.arrived().clear();
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(1, 18, 19));
        assertThat(Files.readString(journal).lines()).hasSize(20);
    }

    @Test
    void an_empty_installation_is_loaded_whatever_the_journal_file_says() {
        load();
        gateway.close();
        gateway = new FakeGateway();
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("the installation is empty");
    }

    @Test
    void the_journal_file_of_another_sample_is_refused() {
        load();
        SampleCounty other = new SampleCounty(2, 2025, List.of(), Map.of());
        assertThatThrownBy(() -> loader(PATIENCE).load(other, journal))
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("another sample");
    }

    @Test
    void what_passes_by_waiting_is_tried_again() {
        Map<String, Integer> tries = new java.util.concurrent.ConcurrentHashMap<>();
        Map<String, List<FakeGateway.Refusal>> moods = Map.of(
                "sample:1:2025:county/county",
                List.of(new FakeGateway.Refusal(503, "starting", null), new FakeGateway.Refusal(502, "", null)),
                "sample:1:2025:a/team",
                List.of(
                        new FakeGateway.Refusal(422, "unknown-unit", null),
                        new FakeGateway.Refusal(422, "unknown-target", null)),
                "sample:1:2025:b/member",
                List.of(
                        new FakeGateway.Refusal(404, "not-found", null),
                        new FakeGateway.Refusal(409, "request-in-progress", null)),
                "sample:1:2025:c/visit-1",
                List.of(new FakeGateway.Refusal(429, "too-many-requests", "1")));
        gateway.mood(command -> {
            List<FakeGateway.Refusal> refusals = moods.getOrDefault(command.key(), List.of());
            int number = tries.merge(command.key(), 1, Integer::sum);
            return number <= refusals.size() ? refusals.get(number - 1) : null;
        });
        long began = System.nanoTime();
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        assertThat(tries)
                .containsEntry("sample:1:2025:county/county", 3)
                .containsEntry("sample:1:2025:a/team", 3)
                .containsEntry("sample:1:2025:b/member", 3)
                .containsEntry("sample:1:2025:c/visit-1", 2);
        // Retry-After was heeded.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_refusal_stops_the_load_and_names_the_command_the_status_and_the_code() {
        gateway.mood(command ->
                command.key().endsWith("b/visit-2") ? new FakeGateway.Refusal(409, "link-not-active", null) : null);
        assertThatThrownBy(this::load)
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("b/visit-2 (POST /visits)")
                .hasMessageContaining("409 link-not-active")
                .hasMessageContaining("because");
    }

    @Test
    void patience_ends_with_the_last_answer() {
        gateway.mood(command -> new FakeGateway.Refusal(503, "starting", null));
        assertThatThrownBy(() -> loader(Duration.ofMillis(300)).load(TinyCounty.create(), journal))
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("county/county")
                .hasMessageContaining("503 starting");
    }

    @Test
    void a_gateway_that_is_not_there_yet_is_waited_for() {
        int port = gateway.port();
        gateway.close();
        SampleLoader loader = loader(URI.create("http://127.0.0.1:" + port), PATIENCE, Duration.ofSeconds(20));
        CompletableFuture<SampleLoader.Loaded> loaded = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                loaded.complete(loader.load(TinyCounty.create(), journal));
            } catch (RuntimeException stopped) {
                loaded.completeExceptionally(stopped);
            }
        });
        // It pauses between two attempts.
        await().until(() -> inPause(thread));
        gateway = new FakeGateway(port);
        await().until(loaded::isDone);
        assertThat(loaded.join()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
    }

    private static boolean inPause(Thread thread) {
        List<String> methods = new ArrayList<>();
        for (StackTraceElement element : thread.getStackTrace()) {
            methods.add(element.getMethodName());
        }
        return methods.contains("pause");
    }

    @Test
    void a_gateway_that_stays_away_is_named() {
        gateway.close();
        assertThatThrownBy(() -> loader(Duration.ofMillis(300)).load(TinyCounty.create(), journal))
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("the token of administrator")
                .hasMessageContaining("not reachable");
    }

    @Test
    void scores_that_never_come_are_an_error_after_a_while() {
        gateway.neverScores();
        SampleLoader hasty = loader(gateway.uri(), PATIENCE, Duration.ofMillis(300));
        assertThatThrownBy(() -> hasty.load(TinyCounty.create(), journal))
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("not up to date");
    }

    @Test
    void an_installation_is_empty_until_it_has_the_county() {
        assertThat(loader(PATIENCE).isEmpty()).isTrue();
        load();
        assertThat(loader(PATIENCE).isEmpty()).isFalse();
    }

    @Test
    void the_whole_county_goes_through_and_is_looked_up_in_chunks() {
        SampleCounty county = new SampleCounty();
        SampleLoader.Loaded loaded = loader(PATIENCE).load(county, journal);
        assertThat(gateway.arrived())
                .filteredOn(command -> command.path().matches(".*/(verification|rejection)"))
                .extracting(FakeGateway.Arrived::client)
                .containsOnly("sample:account:verifier:client");
        assertThat(loaded.sent()).isEqualTo(county.commands().size());
        assertThat(gateway.stored()).isEqualTo(county.commands().size());
        assertThat(gateway.lookups()).isGreaterThanOrEqualTo(county.commands().size() / 1_000 + 1);
    }

    @Test
    void a_token_whose_time_is_over_is_renewed_and_the_command_sent_again() {
        AtomicInteger count = new AtomicInteger();
        gateway.mood(command -> {
            if (count.incrementAndGet() == 9) {
                gateway.forgetTokens();
            }
            return null;
        });
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        // The recorder's and the administrator's; nobody had anything to verify.
        assertThat(gateway.goodTokens()).isEqualTo(2);
    }

    @Test
    void a_wrong_secret_stops_the_load_without_showing_it() {
        SampleLoader stranger = new SampleLoader(
                gateway.uri(), new ClientCredentials("administrator", "guessed"), accounts, 2, PATIENCE, out);
        assertThatThrownBy(() -> stranger.load(TinyCounty.create(), journal))
                .isInstanceOf(LoadStopped.class)
                .hasMessageContaining("the token of administrator was refused: 401")
                .hasMessageNotContaining("guessed");
        assertThat(new ClientCredentials("administrator", "guessed").toString()).doesNotContain("guessed");
    }

    @Test
    void there_is_a_sample_account_for_every_role_and_only_the_owner_may_read_their_secrets() throws IOException {
        load();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts)))
                .isEqualTo("rw-------");
        List<String> lines = lines();
        assertThat(lines.getFirst()).startsWith("# 示例账号");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("person\t"))
                .hasSize(8)
                .anyMatch(line ->
                        line.matches("person\tsample-clerk\tTOWNSHIP_CLERK\t990101201\tsample-clerk\tsecret-\\d+"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("machine\t"))
                .hasSize(11)
                .extracting(line -> line.split("\t")[2])
                .contains(
                        "SYSTEM_ADMINISTRATOR",
                        "COUNTY_ANALYST",
                        "TOWNSHIP_CLERK",
                        "INSPECTOR",
                        "VILLAGE_SECRETARY",
                        "TEAM_LEADER",
                        "ROOM_KEEPER",
                        "AUDITOR",
                        "MACHINE_CLIENT");
        assertThat(gateway.openings())
                .filteredOn(command -> command.path().endsWith("/accounts"))
                .allSatisfy(
                        command -> assertThat(command.body().path("displayName").asString())
                                .startsWith("示例账号"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("示例账号").doesNotContain("secret-");
    }

    @Test
    void an_account_whose_secret_was_not_noted_gets_another_one() throws IOException {
        load();
        List<String> before = lines();
        String text = Files.readString(accounts);
        Files.writeString(accounts, text.substring(0, text.length() - 5));
        gateway.openings().clear();
        load();
        assertThat(lines())
                .hasSameSizeAs(before)
                .startsWith(before.subList(0, before.size() - 1).toArray(String[]::new));
        assertThat(lines().getLast()).isNotEqualTo(before.getLast());
        assertThat(gateway.openings()).hasSize(3);

        Files.delete(accounts);
        Files.delete(journal);
        assertThat(load()).isEqualTo(new SampleLoader.Loaded(19, 0, 19));
        assertThat(gateway.stored()).isEqualTo(19);
        assertThat(lines()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before.subList(3, before.size()));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(accounts);
    }

    @Test
    void the_account_that_only_loaded_is_closed() {
        load();
        loader(PATIENCE).retire();
        assertThatThrownBy(() -> loader(PATIENCE).isEmpty()).hasMessageContaining("was refused: 401");
        SampleLoader.printRanking(gateway.uri(), accounts, TinyCounty.create(), out);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("青禾村");
    }

    @Test
    void the_ranking_is_printed_in_straight_columns() {
        loader(PATIENCE).printRanking(TinyCounty.create());
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .containsExactly(
                        "",
                        "990101201 2025 年排名 (截至 2026-11-24)",
                        "名次  村              党建 P  科学素质 S    综合  等次    说明",
                        "   1  青禾村          100.00      100.00  100.00  优秀",
                        "   –  星河村           80.05        8.50   44.27  不合格  不满六个月",
                        "      松涛乡（平均）  100.00      100.00  100.00");
        assertThat(RankingPrinter.width("松涛乡A")).isEqualTo(7);
    }

    @Test
    void the_canonical_cards_are_printed_as_one_hash() { // each is {"unit":"<code>"}
        loader(PATIENCE).printDigest(TinyCounty.create());
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""

                        SHA-256 of the 16 canonical cards as of 2026-02-01: 2ee148d9cd2cdf73fe417bee52ff9478aa813a5ffb5b5b53e489d10cf7477ddb
                        """);
    }
}
