package kepu.defaults.audit;

import static kepu.defaults.audit.Chains.OTHER;
import static kepu.defaults.audit.Chains.VILLAGE;
import static kepu.defaults.audit.Chains.entries;
import static kepu.defaults.audit.Chains.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import kepu.defaults.audit.signature.SignedCheckpoint;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.verification.AuditReport;
import kepu.defaults.audit.verification.CheckpointHistory;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What several processes, crashes and tamperings between their steps do to the chain. */
@Timeout(600)
class AuditChainTest {
    @TempDir
    static Path folder;

    private static TestStore server;
    private static SigningKey key;

    private Chains chains;

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
    void take_a_new_database() {
        chains = new Chains(server, key);
    }

    @AfterEach
    void drop() {
        chains.close();
    }

    private void assertSound(long number, long pending) {
        AuditReport.Chain village = chains.village(CheckpointHistory.none());
        assertThat(village.findings()).isEmpty();
        assertThat(village.number()).isEqualTo(number);
        assertThat(village.pending()).isEqualTo(pending);
        assertThat(village.entries()).isEqualTo(number + pending);
    }

    private double gauge() {
        return chains.meters.get("kepu.audit.chain.valid").gauge().value();
    }

    @Test
    void an_entry_is_tied_to_its_place_and_to_the_one_before() {
        chains.signed();
        Document first = chains.entry(1);
        Document second = chains.entry(2);

        assertThat(first.getString("prev")).isEqualTo("0".repeat(64));
        assertThat(second.getString("prev")).isEqualTo(first.getString("hash"));
        assertThat(second.getString("hash"))
                .isEqualTo(Link.sha256(
                        first.getString("hash") + "\n510182101201:000000000002\n" + second.getString("entry")));
    }

    @Test
    void what_is_appended_waits_for_its_signature() {
        AuditChain chain = chains.chain();
        chain.append(entries(VILLAGE, 1, 3));
        assertSound(0, 3);

        chain.seal();
        chain.append(entries(VILLAGE, 4, 5));
        assertSound(3, 2);

        chain.seal();
        assertSound(5, 0);
    }

    @Test
    void the_signature_follows_by_itself_and_at_the_end_at_once() {
        AuditChain chain = chains.chain();
        chain.start();
        chain.append(entries(VILLAGE, 1, 3));
        await().untilAsserted(() -> assertSound(3, 0));

        chain.append(entries(VILLAGE, 4, 5));
        chain.stop();
        assertSound(5, 0);
    }

    @Test
    void an_entry_is_appended_once_however_often_it_comes() {
        AuditChain chain = chains.chain();
        chain.append(entries(VILLAGE, 1, 3));
        chain.append(entries(VILLAGE, 2, 4));
        chains.chain().append(entries(VILLAGE, 1, 5));
        chain.append(entries(VILLAGE, 3, 6));
        chain.append(List.of());
        chain.seal();

        assertSound(6, 0);
    }

    // crashes

    @Test
    void a_crash_before_the_signature_is_healed_by_the_next_that_appends() {
        chains.signed();
        chains.chain().append(entries(VILLAGE, 11, 30)); // and is gone

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 31, 31));
        next.seal();

        assertSound(31, 0);
    }

    @Test
    void a_crash_before_the_signature_is_healed_by_a_look_at_the_heads() {
        chains.signed();
        chains.chain().append(entries(VILLAGE, 11, 30));

        AuditChain next = chains.chain();
        next.check();
        next.seal();

        assertThat(next.isValid()).isTrue();
        assertSound(30, 0);
    }

    @Test
    void a_crash_before_the_very_first_signature_is_healed() {
        chains.chain().append(entries(VILLAGE, 1, 3));

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 1, 4));
        next.seal();

        assertSound(4, 0);
    }

    @Test
    void a_crash_amid_the_entries_of_a_batch_is_healed() {
        List<AuditEntry> batch = new ArrayList<>(entries(VILLAGE, 1, 6));
        batch.addAll(entries(OTHER, 1, 6));
        Collections.shuffle(batch, new Random(7));
        chains.chain().append(batch.subList(0, 5));

        AuditChain next = chains.chain();
        next.append(batch);
        next.seal();

        assertThat(chains.findings()).isEmpty();
        assertThat(chains.verify(CheckpointHistory.none()).entries()).isEqualTo(12);
    }

    // several at once

    @Test
    void several_that_append_at_once_neither_fork_the_chain_nor_repeat_an_entry() throws Exception {
        int appenders = 4;
        CyclicBarrier start = new CyclicBarrier(appenders);
        try (var threads = Executors.newFixedThreadPool(appenders)) {
            List<Future<?>> running = new ArrayList<>();
            for (int appender = 0; appender < appenders; appender++) {
                int offset = appender * 10;
                running.add(threads.submit(() -> {
                    AuditChain chain = chains.chain();
                    start.await();
                    for (int i = 0; i < 20; i++) { // each entry is in the hands of up to three of them
                        List<AuditEntry> batch = new ArrayList<>(entries(VILLAGE, offset + i + 1, offset + i + 10));
                        batch.addAll(entries(OTHER, offset + i + 1, offset + i + 3));
                        chain.append(batch);
                        chain.seal();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        chains.chain().check();

        AuditReport report = chains.verify(CheckpointHistory.none());
        assertThat(chains.findings()).isEmpty();
        assertThat(report.chains()).extracting(AuditReport.Chain::entries).containsExactly(59L, 52L);
    }

    // what it does not sign

    @Test
    void it_never_signs_behind_a_forged_head() {
        chains.signed();
        SigningKey intruder = SigningKey.inMemory();
        chains.rewrite(4, 10);
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chains.heads()
                .insertOne(SignedCheckpoint.sign(
                                intruder,
                                "organization",
                                VILLAGE,
                                10,
                                chains.entry(10).getString("hash"),
                                Instant.EPOCH)
                        .document());

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 11, 12));
        next.seal();
        next.check();

        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
        assertThat(chains.entry(12)).isNotNull();
        assertThat(next.isValid()).isFalse();
        assertThat(gauge()).isZero();
    }

    @Test
    void it_never_takes_a_chain_without_head_for_a_new_one() {
        chains.signed();
        chains.rewrite(4, 10);
        chains.heads().deleteOne(new Document("_id", VILLAGE));

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 11, 12));
        next.seal();

        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
        assertThat(next.isValid()).isFalse();
    }

    @Test
    void it_never_signs_what_does_not_follow_what_is_signed() {
        chains.signed();
        chains.chain().append(entries(VILLAGE, 11, 14));
        chains.log().updateOne(place(12), Updates.set("entry", "{}"));

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 15, 15));
        next.seal();

        assertThat(chains.findings()).containsExactly(VILLAGE + " EDITED 12");
        assertThat(chains.heads().find(new Document("_id", VILLAGE)).first()).containsEntry("number", 10L);
    }

    @Test
    void other_units_go_on_as_ever() {
        chains.signed();
        chains.heads().deleteOne(new Document("_id", VILLAGE));

        AuditChain next = chains.chain();
        next.append(entries(VILLAGE, 11, 11));
        next.append(entries(OTHER, 6, 7));
        next.seal();

        assertThat(chains.findings()).containsExactly(VILLAGE + " HEAD_FORGED 0");
        assertThat(chains.verify(CheckpointHistory.none()).chains().getLast().number())
                .isEqualTo(7);
    }

    @Test
    void a_truncation_under_a_running_service_is_a_gap_for_ever() {
        AuditChain chain = chains.signed();
        chains.log().deleteOne(place(9));
        chains.log().deleteOne(place(10));

        chain.append(entries(VILLAGE, 11, 11));
        chain.seal();

        assertThat(chains.findings()).containsExactly(VILLAGE + " DELETED 9-10");
    }

    // the look at the heads

    @Test
    void a_look_at_the_heads_tells_whether_all_is_well() {
        AuditChain chain = chains.signed();
        chain.check();
        assertThat(gauge()).isEqualTo(1);

        chains.log().deleteOne(place(10));
        chain.check();
        assertThat(gauge()).isZero();
    }

    @Test
    void a_look_at_the_heads_finds_one_that_went_back_or_is_gone() {
        AuditChain chain = chains.signed();
        Document older = SignedCheckpoint.sign(
                        key, "organization", VILLAGE, 8, chains.entry(8).getString("hash"), Instant.EPOCH)
                .document();
        chains.heads().deleteOne(new Document("_id", VILLAGE));
        chain.check();
        assertThat(chain.isValid()).isFalse();

        chains.heads().insertOne(older);
        chain.check();
        assertThat(chain.isValid()).isFalse();

        chain.append(entries(VILLAGE, 11, 11));
        chain.seal();
        chain.check();
        assertThat(chain.isValid()).as("the service knew better").isTrue();
        assertSound(11, 0);
    }

    @Test
    void each_look_at_the_heads_is_limited_and_the_next_one_goes_on_from_there() {
        AuditChain chain = chains.chain();
        List<String> units = IntStream.rangeClosed(1, CheckpointCheck.HEADS_A_ROUND + 10)
                .mapToObj("5101821%05d"::formatted)
                .toList();
        chain.append(
                units.stream().flatMap(unit -> entries(unit, 1, 1).stream()).toList());
        chain.seal();
        chains.log().deleteOne(new Document("_id", new Link(units.getLast(), 1).id()));

        chain.check();
        assertThat(chain.isValid()).as("after the first heads").isTrue();
        chain.check();
        assertThat(chain.isValid()).as("after the last one").isFalse();
        chain.check();
        assertThat(chain.isValid()).as("until all were found good").isFalse();
    }

    // keys

    @Test
    void a_key_of_memory_signs_behind_whatever_an_earlier_process_signed() {
        chains.chain(SigningKey.inMemory()).append(entries(VILLAGE, 1, 3));
        SigningKey later = SigningKey.inMemory();
        AuditChain next = chains.chain(later);
        next.append(entries(VILLAGE, 4, 4));
        next.seal();

        assertThat(chains.verify(later, CheckpointHistory.none()).isSound()).isTrue();
    }

    @Test
    void units_with_odd_names_have_chains_too() {
        AuditChain chain = chains.chain();
        chain.append(entries("a:000000000001", 1, 2));
        chain.append(entries("a", 1, 2));
        chain.append(entries("a%3A", 1, 2));
        chain.seal();

        assertThat(chains.verify(CheckpointHistory.none()).chains())
                .extracting(AuditReport.Chain::unit)
                .containsExactly("a", "a%3A", "a:000000000001");
        assertThat(chains.findings()).isEmpty();
    }
}
