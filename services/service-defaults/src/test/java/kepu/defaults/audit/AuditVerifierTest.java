package kepu.defaults.audit;

import static kepu.defaults.audit.Chains.OTHER;
import static kepu.defaults.audit.Chains.VILLAGE;
import static kepu.defaults.audit.Chains.entries;
import static kepu.defaults.audit.Chains.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kepu.defaults.audit.signature.SignedCheckpoint;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.verification.AuditReport;
import kepu.defaults.audit.verification.CheckpointHistory;
import kepu.defaults.audit.verification.VerifyAudit;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test does one thing to a signed log behind the service's back. */
@Timeout(600)
class AuditVerifierTest {
    @TempDir
    static Path folder;

    private static TestStore server;
    private static SigningKey key;

    private Chains chains;
    private AuditChain chain;

    @BeforeAll
    static void open_the_store() {
        server = TestStore.open();
        key = SigningKey.in(folder.resolve("audit.pem"));
    }

    @AfterAll
    static void close_the_store() {
        server.close();
    }

    @BeforeEach
    void sign_two_chains() {
        chains = new Chains(server, key);
        chain = chains.signed();
    }

    @AfterEach
    void drop() {
        chains.close();
    }

    @Test
    void a_log_that_nobody_touched_is_sound() {
        AuditReport report = chains.verify(CheckpointHistory.none());

        assertThat(report.isSound()).isTrue();
        assertThat(report.entries()).isEqualTo(15);
        assertThat(report.chains())
                .extracting(AuditReport.Chain::unit, AuditReport.Chain::number, AuditReport.Chain::pending)
                .containsExactly(tuple(VILLAGE, 10L, 0L), tuple(OTHER, 5L, 0L));
        assertThat(report.chains().getFirst().hash()).isEqualTo(chains.entry(10).getString("hash"));
    }

    // an edit

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 10})
    void an_edited_text_is_found(long number) {
        Document entry = chains.entry(number);
        chains.log()
                .updateOne(
                        place(number),
                        Updates.set("entry", entry.getString("entry").replace("p-1", "p-2")));

        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED " + number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 10})
    void an_edited_text_with_a_new_hash_is_found(long number) {
        chains.rewrite(number, number);

        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED " + number);
    }

    @Test
    void an_edit_with_all_hashes_since_is_found_where_the_signed_head_is() {
        chains.rewrite(4, 10);

        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED 10");
    }

    @Test
    void another_beginning_is_found() {
        Document first = chains.entry(1);
        String prev = "1".repeat(64);
        first.append("prev", prev).append("hash", new Link(VILLAGE, 1).hash(prev, first.getString("entry")));
        chains.put(first, 1);

        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED 1");
    }

    @Test
    void what_is_changed_beside_the_text_is_found() {
        chains.log().updateOne(place(4), Updates.set("entryId", "another"));
        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED 4");
    }

    @Test
    void what_is_added_beside_the_text_is_found() {
        chains.log().updateOne(place(4), Updates.set("note", "seen by nobody"));
        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED 4");
    }

    @Test
    void what_belongs_to_no_chain_is_found() {
        chains.log().insertOne(new Document("_id", VILLAGE + ":x").append("entryId", "x"));
        assertThat(chains.findings()).containsExactly(VILLAGE + ":x EDITED 1");
    }

    // a deletion

    @Test
    void a_deleted_first_entry_is_found() {
        chains.log().deleteOne(place(1));
        assertThat(chains.findings()).containsExactly(VILLAGE + " DELETED 1");
    }

    @Test
    void deleted_entries_are_found() {
        chains.log().deleteOne(place(4));
        chains.log().deleteOne(place(5));
        assertThat(chains.findings()).containsExactly(VILLAGE + " DELETED 4-5");
    }

    @Test
    void a_deleted_entry_is_found_also_if_those_behind_it_close_the_gap() {
        for (long number = 5; number <= 10; number++) {
            Document next = chains.entry(number);
            chains.log().deleteOne(place(number));
            chains.put(next, number - 1);
        }

        assertThat(chains.findings()).containsExactly(VILLAGE + " DELETED 4");
    }

    // a reordering

    @Test
    void two_entries_that_changed_places_are_found() {
        Document fourth = chains.entry(4);
        Document seventh = chains.entry(7);
        chains.log().deleteOne(place(7));
        chains.put(seventh, 4);
        chains.put(fourth, 7);

        assertThat(chains.findings()).containsExactly(VILLAGE + " REORDERED 4", VILLAGE + " REORDERED 7");
    }

    // a truncation

    @Test
    void a_chain_that_was_cut_off_is_found() {
        chains.log().deleteOne(place(9));
        chains.log().deleteOne(place(10));
        assertThat(chains.findings()).containsExactly(VILLAGE + " TRUNCATED 9-10");
    }

    @Test
    void a_chain_that_is_gone_is_found() {
        chains.log().deleteMany(Filters.regex("_id", "^" + VILLAGE));
        assertThat(chains.findings()).containsExactly(VILLAGE + " TRUNCATED 1-10");
    }

    // the head

    @Test
    void a_head_with_another_number_is_found() {
        chains.heads()
                .updateOne(
                        new Document("_id", VILLAGE),
                        Updates.combine(
                                Updates.set("number", 9L),
                                Updates.set("hash", chains.entry(9).getString("hash"))));
        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    @Test
    void a_head_signed_with_another_key_is_found() {
        SignedCheckpoint forged = SignedCheckpoint.sign(
                SigningKey.inMemory(),
                "organization",
                VILLAGE,
                9,
                chains.entry(9).getString("hash"),
                Instant.EPOCH);
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chains.heads().insertOne(forged.document());

        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    @Test
    void a_head_that_is_gone_is_found() {
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    @Test
    void a_head_that_is_none_is_found() {
        chains.heads().updateOne(new Document("_id", VILLAGE), Updates.set("number", "ten"));
        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    @Test
    void a_head_of_another_unit_is_found() {
        Document other =
                new Document(chains.heads().find(new Document("_id", OTHER)).first());
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chains.heads().insertOne(other.append("_id", VILLAGE));
        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    @Test
    void a_head_of_another_service_is_found() {
        chain.append(entries("510182101203", 1, 1));
        chain.seal();
        SignedCheckpoint signed = SignedCheckpoint.sign(
                key, "volunteers", VILLAGE, 10, chains.entry(10).getString("hash"), Instant.EPOCH);
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chains.heads().insertOne(signed.document());
        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
    }

    // an older chain

    private Document headAt(int number) {
        return SignedCheckpoint.sign(
                        key,
                        "organization",
                        VILLAGE,
                        number,
                        chains.entry(number).getString("hash"),
                        Instant.EPOCH)
                .document();
    }

    private void cutBackTo(int number) {
        Document older = headAt(number);
        for (int i = number + 1; i <= 10; i++) {
            chains.log().deleteOne(place(i));
        }
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chains.heads().insertOne(older);
    }

    @Test
    void a_truncation_with_the_older_head_that_was_rightly_signed_is_found_by_who_saw_the_newer_one() {
        Path file = folder.resolve("anchors-truncated");
        assertThat(chains.findings(CheckpointHistory.in(file))).isEmpty();

        cutBackTo(8);

        assertThat(chains.findings()).as("without anchors nobody can tell").isEmpty();
        assertThat(chains.findings(CheckpointHistory.in(file))).containsExactly(VILLAGE + " REPLACED 10");
    }

    @Test
    void a_chain_that_grew_again_after_it_was_cut_back_is_found_by_who_saw_it_before() {
        Path file = folder.resolve("anchors-regrown");
        chains.findings(CheckpointHistory.in(file));
        cutBackTo(8);
        AuditChain later = chains.chain();
        later.append(entries(VILLAGE, 101, 104));
        later.seal();

        assertThat(chains.findings()).isEmpty();
        assertThat(chains.findings(CheckpointHistory.in(file))).containsExactly(VILLAGE + " REPLACED 10");
    }

    @Test
    void a_log_that_is_gone_with_its_heads_is_found_by_who_saw_it() {
        Path file = folder.resolve("anchors-gone");
        chains.findings(CheckpointHistory.in(file));
        chains.log().drop();
        chains.heads().drop();

        assertThat(chains.findings(CheckpointHistory.in(file)))
                .containsExactly(VILLAGE + " REPLACED 10", OTHER + " REPLACED 5");
    }

    @Test
    void anchors_grow_with_the_chain_and_only_by_what_is_sound() throws IOException {
        Path file = folder.resolve("anchors-growing");
        chains.findings(CheckpointHistory.in(file));
        chains.findings(CheckpointHistory.in(file));
        assertThat(Files.readAllLines(file)).hasSize(2);

        chain.append(entries(VILLAGE, 11, 12));
        chain.append(entries(OTHER, 6, 6));
        chain.seal();
        chains.log().deleteOne(place(3));

        assertThat(chains.findings(CheckpointHistory.in(file))).containsExactly(VILLAGE + " DELETED 3");
        assertThat(Files.readAllLines(file)).hasSize(3).last().asString().contains(OTHER);
    }

    @Test
    void what_is_no_anchor_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("no-anchors"), "seen\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckpointHistory.in(file))
                .withMessageContaining("line 1");
    }

    // the command

    private int command(ByteArrayOutputStream told, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--store", server.uri()));
        Collections.addAll(all, arguments);
        return VerifyAudit.run(new PrintStream(told, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    @Test
    void the_command_tells_what_it_found_and_its_exit_code_does_too() {
        String pub = folder.resolve("audit.pem.pub").toString();
        String name = chains.database.getName();
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        assertThat(command(told, "--database", name, "--key", pub)).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("ok   " + VILLAGE + "  up to 10  " + chains.entry(10).getString("hash"))
                .contains("All 2 chains are as they were signed.");

        chains.log().deleteOne(place(4));
        told.reset();
        assertThat(command(told, "--database", name, "--key", pub)).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("BAD  " + VILLAGE + "  DELETED at 4: recorded, and gone")
                .contains("1 of 2 chains are NOT as they were signed.");
    }

    @Test
    void without_a_database_the_command_takes_all_that_have_a_log() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        command(told, "--key", folder.resolve("audit.pem.pub").toString());
        assertThat(told.toString(StandardCharsets.UTF_8)).contains(chains.database.getName() + ": 2 units, 15 entries");
    }

    @Test
    void with_a_prefix_the_command_takes_the_databases_of_one_installation_on_a_server_that_has_more() {
        String pub = folder.resolve("audit.pem.pub").toString();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (TestStore neighbour = TestStore.open();
                Chains others = new Chains(neighbour, SigningKey.inMemory())) {
            others.signed();

            assertThat(command(told, "--key", pub, "--database-prefix", server.database("")))
                    .isZero();
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .contains(chains.database.getName() + ": 2 units, 15 entries")
                    .doesNotContain(others.database.getName());
            assertThat(command(told, "--key", pub)).isEqualTo(1);
            assertThat(told.toString(StandardCharsets.UTF_8)).contains(others.database.getName());
        }
    }

    @Test
    void what_could_not_be_verified_is_neither_sound_nor_not() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        String pub = folder.resolve("audit.pem.pub").toString();

        assertThat(command(told, "--key", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(command(told, "--key", folder.resolve("audit.pem").toString()))
                .isEqualTo(2);
        assertThat(command(told, "--key", pub, "--database", "kepu-nothing")).isEqualTo(2);
        assertThat(command(told)).isEqualTo(2);
        assertThat(command(told, "--key", pub, "--what")).isEqualTo(2);
    }

    @Test
    void an_auditor_reads_page_by_page() {
        AuditTrail trail = chains.trail();

        AuditTrail.Page first = trail.read(VILLAGE, 0, 6);
        assertThat(first.entries()).extracting(AuditTrail.Recorded::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(first.entries().getFirst().entry().path("actor").asString()).isEqualTo("p-1");
        assertThat(first.next()).isEqualTo(6);
        assertThat(first.head())
                .isNotNull()
                .extracting(SignedCheckpoint::number)
                .isEqualTo(10L);
        AuditTrail.Page second = trail.read(VILLAGE, 6, 6);
        assertThat(second.entries()).extracting(AuditTrail.Recorded::number).containsExactly(7L, 8L, 9L, 10L);
        assertThat(second.next()).isNull();
        AuditTrail.Page none = trail.read("510182101299", 0, 6);
        assertThat(none.entries()).isEmpty();
        assertThat(none.head()).isNull();
    }
}
