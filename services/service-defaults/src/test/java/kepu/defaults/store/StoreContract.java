package kepu.defaults.store;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.keyed;
import static kepu.defaults.board.Commands.onVersion;
import static kepu.defaults.board.Commands.plain;
import static kepu.defaults.store.Outboxes.BOARDS;
import static kepu.defaults.store.Outboxes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.Warning;
import kepu.defaults.access.Access;
import kepu.defaults.access.AsSystem;
import kepu.defaults.board.Board;
import kepu.defaults.board.NamedBoard;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.consume.ReplicaStore.Change;
import kepu.defaults.harness.AtTheSameMoment;
import kepu.defaults.key.UsedKeys;
import kepu.defaults.outbox.OutboxEntry;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.set.SetVersions;
import kepu.defaults.set.SetVersions.SetVersion;
import kepu.defaults.store.AggregateStore.Loaded;
import kepu.defaults.store.AggregateStore.Updated;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every document store must do for a service: one subclass for each store; where one cannot be reached its class is
 * skipped with the reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
@ExtendWith(AsSystem.class)
public abstract class StoreContract {
    private Outboxes outboxes;
    private AggregateStore store;
    private SetVersions setVersions;
    private String id;

    /** @return where the store answers; aborts if it cannot be reached */
    protected abstract String open() throws Exception;

    /** Ends what {@link #open} began. */
    protected void shut() throws Exception {}

    @BeforeAll
    void open_the_store() throws Exception {
        outboxes = new Outboxes(open());
        store = outboxes.store(silentRelay());
        setVersions = new SetVersions(outboxes.mongo, List.of(Board.class));
        UsedKeys.index(namedBoards());
    }

    @AfterAll
    void shut_the_store() throws Exception {
        if (outboxes != null) {
            outboxes.close();
        }
        shut();
    }

    @BeforeEach
    void take_a_new_id() {
        id = UUID.randomUUID().toString();
    }

    private OutboxRelay silentRelay() {
        return outboxes.relay(new PretendedKafka(true), Duration.ofHours(1));
    }

    private Receipt register(Command command) {
        return store.create(command, board(id), board -> board.register(AT));
    }

    private Receipt putUp(Command command, String title) {
        return store.update(command, Board.class, id, board -> board.putUp(title, AT));
    }

    // creation

    @Test
    void a_new_aggregate_is_stored_with_its_events_in_one_document() {
        Receipt receipt = register(plain());

        assertThat(receipt.version()).isEqualTo(1);
        assertThat(receipt.events()).hasSize(1);
        Document document = outboxes.document(id);
        assertThat(document.getLong("version")).isEqualTo(1);
        assertThat(document.getLong("sequence")).isEqualTo(1);
        assertThat(document).containsEntry("place", "村委会门口").doesNotContainKey("_class");
        Envelope<?> told =
                EventCodec.decode(outboxes.waiting(id).getFirst().wire()).orElseThrow();
        assertThat(told.id()).hasToString(receipt.events().getFirst());
        assertThat(told.subject()).isEqualTo(id);
        assertThat(told.unitId()).isEqualTo("510182101201");
        assertThat(told.occurredAt()).isEqualTo(AT);
        assertThat(told.sequence()).isEqualTo(1);
        assertThat(told.epoch()).isEqualTo(1);
        assertThat(told.data()).isEqualTo(new BoardRegistered(id, "村委会门口", false));
    }

    @Test
    void a_warning_is_in_the_receipt_of_a_retry_as_well_and_none_leaves_no_trace() {
        Warning warning = new Warning("much", "太多", "Too much.");
        Receipt silent = register(keyed("first", "a"));
        Command warned = keyed("second", "b");
        Receipt receipt = store.update(
                warned, Board.class, id, board -> board.putUp("防火", AT).warning(List.of(warning)));

        assertThat(silent.warnings()).isNull();
        assertThat(outboxes.document(id).get("firstApplied", Document.class)).doesNotContainKey("warnings");
        assertThat(register(keyed("first", "a"))).isEqualTo(silent);
        assertThat(receipt.warnings()).containsExactly(warning);
        assertThat(store.update(keyed("second", "b"), Board.class, id, board -> board.putUp("x", AT)))
                .isEqualTo(receipt);
    }

    @Test
    void what_was_stored_is_read_again() {
        register(plain());
        putUp(plain(), "防火");
        store.update(
                plain(), Board.class, id, board -> board.inspect(LocalDate.of(2026, 2, 28), LocalTime.of(8, 30), AT));

        Board board = store.get(Board.class, id);
        assertThat(board.place()).isEqualTo("村委会门口");
        assertThat(board.titles()).containsExactly("防火");
        assertThat(board.inspected()).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(board.opens()).isEqualTo(LocalTime.of(8, 30));
        assertThat(board.version()).isEqualTo(3);
    }

    @Test
    void a_day_and_a_time_of_day_are_stored_without_the_zone_of_the_machine() {
        register(plain());
        store.update(
                plain(), Board.class, id, board -> board.inspect(LocalDate.of(2026, 2, 28), LocalTime.of(8, 30), AT));

        Document document = outboxes.document(id);
        assertThat(document.getDate("inspected").toInstant()).isEqualTo("2026-02-28T00:00:00Z");
        assertThat(document.getDate("opens").toInstant()).isEqualTo("1970-01-01T08:30:00Z");
    }

    @Test
    void a_second_creation_under_the_same_id_is_refused() {
        register(plain());

        refused(409, "already-exists", () -> register(plain()));
        assertThat(outboxes.waiting(id)).hasSize(1);
    }

    @Test
    void an_unknown_aggregate_is_not_found() {
        refused(404, "not-found", () -> putUp(plain(), "防火"));
        refused(404, "not-found", () -> store.get(Board.class, id));
        assertThat(store.find(Board.class, id)).isEmpty();
    }

    // change

    @Test
    void a_change_raises_the_version_and_tells_the_next_events_in_sequence() {
        register(plain());

        Receipt receipt = store.update(plain(), Board.class, id, board -> board.putUpBoth("防火", "防汛", AT));

        assertThat(receipt.version()).isEqualTo(2);
        assertThat(receipt.events()).hasSize(2).doesNotHaveDuplicates();
        assertThat(receipt.itemId()).isEqualTo(id + "-1");
        assertThat(outboxes.waiting(id)).extracting(OutboxEntry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(outboxes.document(id).getLong("sequence")).isEqualTo(3);
    }

    @Test
    void headers_wait_in_the_order_in_which_they_will_travel() {
        register(plain());

        assertThat(outboxes.waiting(id).getFirst().wire().headers().keySet())
                .startsWith("ce_specversion", "ce_id", "ce_type")
                .endsWith("content-type");
    }

    @Test
    void a_field_that_is_empty_again_vanishes() {
        register(plain());
        putUp(plain(), "防火");
        assertThat(outboxes.document(id)).containsEntry("title", "防火");

        store.update(plain(), Board.class, id, board -> board.takeDown("误登", AT));

        assertThat(outboxes.document(id)).doesNotContainKey("title").containsEntry("titles", List.of());
        assertThat(store.get(Board.class, id).title()).isNull();
    }

    @Test
    void a_command_that_changes_nothing_tells_nothing() {
        register(plain());

        Receipt receipt = store.update(plain(), Board.class, id, board -> board.lookAt(AT));

        assertThat(receipt.version()).isEqualTo(1);
        assertThat(receipt.events()).isEmpty();
        assertThat(outboxes.waiting(id)).hasSize(1);
    }

    @Test
    void a_change_of_a_stale_version_is_applied_again_on_the_newest() {
        register(plain());
        AtomicInteger tries = new AtomicInteger();

        Receipt receipt = store.update(plain(), Board.class, id, board -> {
            if (tries.incrementAndGet() == 1) {
                putUp(plain(), "别人更快");
            }
            return board.putUp("防火", AT);
        });

        assertThat(tries).hasValue(2);
        assertThat(receipt.version()).isEqualTo(3);
        assertThat(store.get(Board.class, id).titles()).containsExactly("别人更快", "防火");
        assertThat(outboxes.waiting(id)).extracting(OutboxEntry::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_change_that_was_under_way_when_changes_were_restarted_begins_again() {
        register(plain());
        AtomicInteger tries = new AtomicInteger();

        Receipt receipt = store.update(plain(), Board.class, id, board -> {
            if (tries.incrementAndGet() <= 2) { // the first time there was no fence yet
                store.restartChanges(Board.class, id);
            }
            return board.putUp("防火", AT);
        });

        assertThat(tries).hasValue(3);
        assertThat(receipt.version()).isEqualTo(2);
        assertThat(store.get(Board.class, id).titles()).containsExactly("防火");
        assertThat(putUp(plain(), "防汛").version()).isEqualTo(3);
        assertThat(outboxes.document(id).getLong("fence")).isEqualTo(2);
    }

    // several at once

    @Test
    void several_aggregates_are_changed_in_one_go_each_with_its_events() {
        List<String> ids = registerAnotherToo();

        Map<String, Updated> updated = putUpAll(store.load(plain(), Board.class, ids), "防火");

        assertThat(updated)
                .containsOnlyKeys(ids)
                .allSatisfy((_, its) -> assertThat(its.version()).isEqualTo(2));
        assertThat(ids).allSatisfy(one -> {
            assertThat(store.get(Board.class, one).titles()).containsExactly("防火");
            assertThat(outboxes.waiting(one)).extracting(OutboxEntry::sequence).containsExactly(1L, 2L);
        });
    }

    @Test
    void of_several_aggregates_none_counts_as_changed_if_somebody_was_faster_with_one() {
        List<String> ids = registerAnotherToo();
        List<Loaded<Board>> loaded = store.load(plain(), Board.class, ids);
        putUp(plain(), "别人更快");

        assertThat(putUpAll(loaded, "防火")).isEmpty();

        assertThat(store.get(Board.class, id).titles()).containsExactly("别人更快");
        assertThat(putUpAll(store.load(plain(), Board.class, List.of(id)), "防火"))
                .containsOnlyKeys(id);
        assertThat(store.get(Board.class, id).titles()).containsExactly("别人更快", "防火");
    }

    @Test
    void among_several_one_that_changes_nothing_makes_others_changes_of_it_begin_again() {
        List<String> ids = registerAnotherToo();
        AtomicInteger tries = new AtomicInteger();

        store.update(plain(), Board.class, id, board -> {
            if (tries.incrementAndGet() == 1) {
                Map<Loaded<Board>, DomainEvents> looks = new LinkedHashMap<>();
                store.load(plain(), Board.class, ids)
                        .forEach(one -> looks.put(one, one.aggregate().lookAt(AT)));
                assertThat(store.updateAll(plain(), Board.class, looks).get(id)).isEqualTo(new Updated(1, 1L));
            }
            return board.putUp("防火", AT);
        });

        assertThat(tries).hasValue(2);
        assertThat(outboxes.document(id).getLong("fence")).isEqualTo(1);
    }

    @Test
    void several_aggregates_are_not_changed_under_an_idempotency_key() {
        register(plain());
        List<Loaded<Board>> loaded = store.load(plain(), Board.class, List.of(id));
        Map<Loaded<Board>, DomainEvents> changes =
                Map.of(loaded.getFirst(), loaded.getFirst().aggregate().putUp("防火", AT));

        assertThatIllegalArgumentException().isThrownBy(() -> store.updateAll(keyed("all", "a"), Board.class, changes));
        assertThat(store.get(Board.class, id).titles()).isEmpty();
        assertThat(store.updateAll(plain(), Board.class, changes)).containsOnlyKeys(id);
    }

    private List<String> registerAnotherToo() {
        register(plain());
        String other = UUID.randomUUID().toString();
        store.create(plain(), board(other), board -> board.register(AT));
        return List.of(id, other);
    }

    private Map<String, Updated> putUpAll(List<Loaded<Board>> boards, String title) {
        Map<Loaded<Board>, DomainEvents> changes = new LinkedHashMap<>();
        boards.forEach(one -> changes.put(one, one.aggregate().putUp(title, AT)));
        return store.updateAll(plain(), Board.class, changes);
    }

    @Test
    void concurrent_writers_lose_no_event_and_leave_no_gap() throws Exception {
        register(plain());
        int writers = 8;
        int each = 50;

        List<Receipt> receipts = allAtOnce(writers, writer -> {
            AggregateStore another = outboxes.store(silentRelay()); // as if of another process
            List<Receipt> mine = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                String title = writer + "/" + i;
                mine.add(another.update(plain(), Board.class, id, board -> board.putUp(title, AT)));
            }
            return mine;
        });

        assertThat(receipts)
                .extracting(Receipt::version)
                .doesNotHaveDuplicates()
                .hasSize(writers * each);
        assertThat(outboxes.waiting(id))
                .extracting(OutboxEntry::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1 + writers * each).boxed().toList());
        List<String> told = outboxes.waiting(id).stream()
                .skip(1)
                .map(entry -> entry.wire().headers().get("ce_id"))
                .toList();
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(receipts.stream()
                        .map(receipt -> receipt.events().getFirst())
                        .toList());
        assertThat(store.get(Board.class, id).titles()).hasSize(writers * each).doesNotHaveDuplicates();
    }

    @Test
    void nobody_reads_half_a_change() throws Exception {
        var collection = outboxes.mongo.getCollection("whole");
        Set<String> fields = IntStream.range(0, 40).mapToObj(i -> "field" + i).collect(Collectors.toSet());
        collection.insertOne(new Document("_id", id));
        AtomicBoolean writing = new AtomicBoolean(true);

        List<Document> halves = allAtOnce(4, i -> {
            List<Document> seen = new ArrayList<>();
            if (i == 0) {
                for (long round = 0; round < 500; round++) {
                    long value = round;
                    collection.updateOne(
                            Filters.eq("_id", id),
                            Updates.combine(fields.stream()
                                    .map(field -> Updates.set(field, value))
                                    .toList()));
                }
                writing.set(false);
            }
            while (writing.get()) {
                Document read = collection.find(Filters.eq("_id", id)).first();
                if (fields.stream().map(read::get).distinct().count() > 1) {
                    seen.add(read);
                }
            }
            return seen;
        });

        assertThat(halves).isEmpty();
    }

    // versions

    @Test
    void a_stale_if_match_is_refused() {
        register(plain());
        putUp(onVersion(1), "防火");

        refused(412, "version-mismatch", () -> putUp(onVersion(1), "防汛"));
        assertThat(outboxes.waiting(id)).hasSize(2);
    }

    @Test
    void a_missing_if_match_is_refused_where_it_is_needed() {
        register(plain());

        refused(428, "if-match-required", () -> putUp(plain().onSeenVersion(), "防火"));
        assertThat(putUp(onVersion(1).onSeenVersion(), "防火").version()).isEqualTo(2);
    }

    // retries

    @Test
    void a_creation_is_answered_again_as_at_first() {
        Receipt first = register(keyed("k1", "body"));

        assertThat(register(keyed("k1", "body"))).isEqualTo(first);
        assertThat(outboxes.waiting(id)).hasSize(1);
    }

    @Test
    void a_creation_is_answered_again_however_much_has_happened_since() {
        Receipt first = register(keyed("k1", "body"));
        for (int i = 0; i < AggregateDocuments.REMEMBERED_COMMANDS + 2; i++) {
            putUp(keyed("later" + i, "body"), "第" + i + "期");
        }

        assertThat(register(keyed("k1", "body"))).isEqualTo(first);
    }

    @Test
    void a_creation_is_answered_again_before_its_rules_are_asked() {
        Command command = keyed("k1", "body");
        Receipt first = store.create(command, Board.class, id, () -> board(id), board -> board.register(AT));

        Receipt again = store.create(
                command,
                Board.class,
                id,
                () -> {
                    throw new Rejection(409, "closed-meanwhile");
                },
                board -> board.register(AT));

        assertThat(again).isEqualTo(first);
    }

    @Test
    void a_change_is_answered_again_as_at_first() {
        register(plain());
        Receipt first = putUp(keyed("k1", "body"), "防火");
        putUp(plain(), "防汛");

        assertThat(putUp(keyed("k1", "body"), "防火")).isEqualTo(first);
        assertThat(outboxes.waiting(id)).hasSize(3);
    }

    @Test
    void a_retry_is_answered_even_on_a_version_that_is_stale_by_its_own_first_attempt() {
        register(plain());
        Command command =
                new Command(java.time.Clock.systemUTC(), "p-1", Access.ofSystem(), "c-1", null, "k1", () -> "body", 1L);
        Receipt first = putUp(command, "防火");

        assertThat(putUp(command, "防火")).isEqualTo(first);
    }

    @Test
    void create_or_update_is_answered_again_whichever_it_was() {
        Receipt made = createOrUpdate(keyed("k1", "body"), "防火");
        Receipt changed = createOrUpdate(keyed("k2", "body"), "防汛");

        assertThat(made.version()).isEqualTo(1);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(createOrUpdate(keyed("k1", "body"), "防火")).isEqualTo(made);
        assertThat(createOrUpdate(keyed("k2", "body"), "防汛")).isEqualTo(changed);
        assertThat(outboxes.waiting(id)).hasSize(2);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        register(keyed("k1", "body"));
        putUp(keyed("k2", "body"), "防火");

        refused(422, "idempotency-key-reused", () -> register(keyed("k1", "other")));
        refused(422, "idempotency-key-reused", () -> putUp(keyed("k2", "other"), "防汛"));
        assertThat(outboxes.waiting(id)).hasSize(2);
    }

    @Test
    void two_requests_at_once_with_the_same_key_make_one_aggregate() throws Exception {
        List<Receipt> receipts = allAtOnce(4, _ -> List.of(register(keyed("k1", "body"))));

        assertThat(receipts).hasSize(4).containsOnly(receipts.getFirst());
        assertThat(outboxes.waiting(id)).hasSize(1);
    }

    @Test
    void two_requests_at_once_with_the_same_key_make_one_change() throws Exception {
        register(plain());

        List<Receipt> receipts = allAtOnce(4, _ -> List.of(putUp(keyed("k1", "body"), "防火")));

        assertThat(receipts).hasSize(4).containsOnly(receipts.getFirst());
        assertThat(store.get(Board.class, id).updates()).isEqualTo(1);
        assertThat(outboxes.waiting(id)).hasSize(2);
    }

    @Test
    void two_that_create_or_update_at_once_both_get_through() throws Exception {
        List<Receipt> receipts = allAtOnce(4, i -> List.of(createOrUpdate(keyed("k" + i, "body"), "第" + i + "期")));

        assertThat(receipts).extracting(Receipt::version).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(outboxes.waiting(id)).extracting(OutboxEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void the_newest_128_keyed_changes_are_remembered() {
        register(plain());
        Receipt oldest = putUp(keyed("k0", "body"), "第0期");
        for (int i = 1; i < AggregateDocuments.REMEMBERED_COMMANDS; i++) {
            putUp(keyed("k" + i, "body"), "第" + i + "期");
        }
        assertThat(putUp(keyed("k0", "body"), "第0期")).isEqualTo(oldest);

        putUp(keyed("one more", "body"), "又一期");

        assertThat(outboxes.document(id).getList("applied", Document.class)).hasSize(128);
        assertThat(putUp(keyed("k0", "body"), "第0期").version()).isGreaterThan(oldest.version());
    }

    @Test
    void create_or_update_that_tells_nothing_creates_nothing() {
        Receipt receipt = store.createOrUpdate(plain(), Board.class, id, () -> board(id), board -> board.lookAt(AT));

        assertThat(receipt.version()).isZero();
        assertThat(store.find(Board.class, id)).isEmpty();
    }

    @Test
    void create_or_update_on_a_version_of_what_is_not_there_is_refused() {
        refused(412, "version-mismatch", () -> createOrUpdate(onVersion(3), "防火"));
        assertThat(store.find(Board.class, id)).isEmpty();
    }

    private Receipt createOrUpdate(Command command, String title) {
        return store.createOrUpdate(command, Board.class, id, () -> board(id), board -> board.putUp(title, AT));
    }

    // refusals

    @Test
    void an_event_with_a_control_character_is_refused_and_nothing_stored() {
        register(plain());

        refused(422, "invalid-body", () -> putUp(plain(), "防\u0001火"));
        refused(422, "invalid-body", () -> putUp(plain(), "半个\ud83d"));

        assertThat(outboxes.document(id).getLong("version")).isEqualTo(1);
        assertThat(outboxes.waiting(id)).hasSize(1);
        String other = id + " 有空格";
        refused(422, "invalid-body", () -> store.create(plain(), board(other), board -> board.register(AT)));
        assertThat(store.find(Board.class, other)).isEmpty();
    }

    @Test
    void a_rule_that_refuses_leaves_everything_as_it_was() {
        register(plain());

        refused(
                409,
                "not-today",
                () -> store.update(plain(), Board.class, id, board -> {
                    board.putUp("防火", AT);
                    throw new Rejection(409, "not-today");
                }));

        assertThat(store.get(Board.class, id).updates()).isZero();
    }

    @Test
    void an_outbox_takes_a_thousand_events_and_then_no_more() {
        register(plain());
        fillOutbox(OutboxEntries.CAP - 2, "x");
        putUp(plain(), "第一千条");
        assertThat(outboxes.document(id).getList("outbox", Document.class)).hasSize(OutboxEntries.CAP);

        refused(503, "outbox-full", () -> putUp(plain(), "再一条"));

        outboxes.mongo
                .getCollection(BOARDS)
                .updateOne(Filters.eq("_id", id), Updates.pull("outbox", Filters.lte("seq", 1L)));
        assertThat(putUp(plain(), "又有地方了").events()).hasSize(1);
    }

    @Test
    void an_outbox_of_few_but_huge_events_is_full_before_its_document_is() {
        register(plain());
        fillOutbox(16, "信".repeat(OutboxEntries.CAP_CHARACTERS / 16));

        refused(503, "outbox-full", () -> putUp(plain(), "再一条"));
    }

    private void fillOutbox(int entries, String value) {
        List<Document> filling = IntStream.range(0, entries)
                .mapToObj(_ -> new Document("seq", 1L).append("value", value))
                .toList();
        outboxes.mongo.getCollection(BOARDS).updateOne(Filters.eq("_id", id), Updates.pushEach("outbox", filling));
    }

    // size

    @Test
    void what_grows_without_end_is_full_before_the_database_refuses_it_and_may_shrink() {
        register(plain());
        fillBoard(AggregateDocuments.LARGEST_STATE - 1_000);
        putUp(plain(), "最后一条");
        fillBoard(AggregateDocuments.LARGEST_STATE);

        refused(409, "record-full", () -> putUp(plain(), "再一条"));

        store.update(plain(), Board.class, id, board -> board.takeDown("换新", AT));
        assertThat(putUp(plain(), "又有地方了").events()).hasSize(1);
    }

    @Test
    void what_is_too_large_from_the_start_is_refused() {
        refused(
                409,
                "record-full",
                () -> store.create(plain(), board(id), board -> {
                    board.putUp("栏".repeat(AggregateDocuments.LARGEST_STATE / 3), AT);
                    return board.register(AT);
                }));

        assertThat(store.find(Board.class, id)).isEmpty();
    }

    private void fillBoard(int bytes) {
        outboxes.mongo
                .getCollection(BOARDS)
                .updateOne(Filters.eq("_id", id), Updates.set("titles", List.of("x".repeat(bytes))));
    }

    // epoch

    @Test
    void the_epoch_starts_at_1_and_a_restore_raises_it_once() {
        outboxes.mongo.getCollection("meta").drop();
        Epoch epoch = new Epoch(outboxes.mongo);
        assertThat(epoch.current()).isEqualTo(1);

        assertThat(epoch.bump()).isEqualTo(2);
        assertThat(epoch.current()).isEqualTo(2);
        assertThat(new Epoch(outboxes.mongo).current()).isEqualTo(2);

        epoch.restoredFrom("backup of May");
        assertThat(epoch.current()).isEqualTo(3);
        Epoch afterRestart = new Epoch(outboxes.mongo);
        afterRestart.restoredFrom("backup of May");
        assertThat(afterRestart.current()).isEqualTo(3);
        outboxes.mongo.getCollection("meta").drop();
    }

    @Test
    void several_instances_that_start_at_once_agree_on_the_epoch() throws Exception {
        outboxes.mongo.getCollection("meta").drop();

        assertThat(allAtOnce(4, _ -> List.of(new Epoch(outboxes.mongo).current())))
                .containsOnly(1L);
    }

    // the relay's reading and removing, without Kafka

    @Test
    void the_relay_finds_what_waits_and_empties_the_outboxes() {
        List<String> ids = IntStream.range(0, 20)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        for (String each : ids) {
            store.create(plain(), board(each), board -> board.register(AT));
            store.update(plain(), Board.class, each, board -> board.putUpBoth("防火", "防汛", AT));
        }
        var kafka = new PretendedKafka(true);
        OutboxRelay relay = outboxes.relay(kafka, Duration.ofMillis(100));
        outboxes.mongo.getCollection(BOARDS).deleteMany(Filters.nin("_id", ids));

        relay.start();
        try {
            await().until(() -> outboxes.stillWaiting() == 0);
        } finally {
            relay.stop();
        }

        assertThat(kafka.history()).hasSize(60);
        for (String each : ids) {
            assertThat(outboxes.waiting(each)).isEmpty();
            assertThat(kafka.history())
                    .filteredOn(sent ->
                            header(sent.headers().lastHeader("ce_subject")).equals(each))
                    .extracting(sent -> header(sent.headers().lastHeader("ce_sequence")))
                    .containsExactly("1", "2", "3");
        }
        assertThat(store.get(Board.class, ids.getFirst()).version()).isEqualTo(2);
    }

    private static String header(org.apache.kafka.common.header.Header header) {
        return new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void indexes_may_be_made_again_at_every_start() {
        OutboxRelay relay = silentRelay();
        relay.start();
        relay.stop();
        relay.start();
        relay.stop();

        assertThat(outboxes.mongo.getCollection(BOARDS).listIndexes().map(index -> index.getString("name")))
                .contains("outbox-unsent", "unitId_1__id_1");
    }

    @Test
    void a_unique_index_refuses_the_second() {
        var collection = outboxes.mongo.getCollection("numbered");
        collection.createIndex(new Document("unitId", 1).append("number", 1), new IndexOptions().unique(true));
        collection.insertOne(new Document("_id", "a").append("unitId", "u").append("number", 1));

        assertThatThrownBy(() -> collection.insertOne(
                        new Document("_id", "b").append("unitId", "u").append("number", 1)))
                .isInstanceOfSatisfying(
                        MongoWriteException.class,
                        e -> assertThat(e.getError().getCode()).isEqualTo(11000));
        collection.insertOne(new Document("_id", "c").append("unitId", "u").append("number", 2));
    }

    // versions of sets

    /** As if each place had one board. */
    private String registerAsFirst(AggregateStore by, String place) {
        String its = UUID.randomUUID().toString();
        try {
            by.create(
                    plain(),
                    Board.class,
                    its,
                    () -> {
                        SetVersion next = setVersions.next(Board.class, place);
                        requireNone(place);
                        return next.takenBy(new Board(its, "510182101201", place));
                    },
                    board -> board.register(AT));
            return "stored";
        } catch (Rejection e) {
            return e.code();
        }
    }

    private void requireNone(String place) {
        if (outboxes.mongo.getCollection(BOARDS).countDocuments(Filters.eq("place", place)) > 0) {
            throw new Rejection(409, "board-there", place);
        }
    }

    @Test
    void of_those_who_find_nothing_there_at_the_same_moment_one_is_stored() {
        AggregateStore ofAnotherInstance = outboxes.store(silentRelay());
        for (int round = 0; round < 5; round++) {
            String place = "place " + round + id;
            List<String> answers = AtTheSameMoment.all(IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(
                            i -> () -> registerAsFirst(i % 2 == 0 ? store : ofAnotherInstance, place))
                    .toList());

            assertThat(answers).filteredOn("stored"::equals).hasSize(1);
            assertThat(answers).filteredOn("board-there"::equals).hasSize(15);
        }
    }

    @Test
    void a_creation_whose_set_somebody_else_changed_looks_again() {
        AtomicInteger looks = new AtomicInteger();
        Receipt receipt = store.create(
                keyed("k-" + id, "{}"),
                Board.class,
                id,
                () -> {
                    SetVersion next = setVersions.next(Board.class, "set " + id);
                    if (looks.incrementAndGet() == 1) {
                        String other = UUID.randomUUID().toString();
                        Board faster =
                                setVersions.next(Board.class, "set " + id).takenBy(board(other));
                        store.create(plain(), faster, board -> board.register(AT));
                    }
                    return next.takenBy(board(id));
                },
                board -> board.register(AT));

        assertThat(looks).hasValue(2);
        assertThat(receipt.version()).isEqualTo(1);
    }

    @Test
    void a_change_whose_set_somebody_else_changed_looks_again() {
        register(plain());
        String other = UUID.randomUUID().toString();
        store.create(plain(), board(other), board -> board.register(AT));
        AtomicInteger looks = new AtomicInteger();
        Receipt receipt = store.update(plain(), Board.class, id, board -> {
            SetVersion next = setVersions.next(Board.class, "set " + id);
            if (looks.incrementAndGet() == 1) {
                store.update(plain(), Board.class, other, faster -> {
                    setVersions.next(Board.class, "set " + id).takenBy(faster);
                    return faster.putUp("防汛", AT);
                });
            }
            return next.takenBy(board).putUp("防火", AT);
        });

        assertThat(looks).hasValue(2);
        assertThat(receipt.version()).isEqualTo(2);
        assertThat(putUp(plain(), "防汛").version()).isEqualTo(3);
    }

    @Test
    void a_version_of_a_set_is_never_free_again_though_whoever_took_it_has_taken_others_since() {
        SetVersion slow = setVersions.next(Board.class, "set " + id);
        store.create(
                plain(), setVersions.next(Board.class, "set " + id).takenBy(board(id)), board -> board.register(AT));
        store.update(
                plain(),
                Board.class,
                id,
                board -> setVersions
                        .next(Board.class, "set " + id)
                        .takenBy(board)
                        .putUp("防汛", AT));

        String late = UUID.randomUUID().toString();
        assertThatThrownBy(() -> store.create(plain(), slow.takenBy(board(late)), board -> board.register(AT)))
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.code()).isEqualTo("too-contended"));
    }

    @Test
    void what_was_stored_before_sets_had_versions_is_in_no_way_of_their_index() {
        outboxes.mongo.getCollection(BOARDS).dropIndex(new Document(Aggregate.SET_VERSIONS, 1));
        String place = "pair " + id;
        for (String each : List.of(id, UUID.randomUUID().toString())) {
            store.create(plain(), new Board(each, "510182101201", place), board -> board.register(AT));
        }

        new SetVersions(outboxes.mongo, List.of(Board.class));

        assertThat(registerAsFirst(store, place)).isEqualTo("board-there");
        assertThat(putUp(plain(), "防汛").version()).isEqualTo(2);
    }

    @Test
    void a_version_of_a_set_that_has_none_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> setVersions.next(Aggregate.class, "x"));
    }

    // one key, one body, also where the body names the id

    private MongoCollection<Document> namedBoards() {
        return outboxes.mongo.getCollection("named-boards");
    }

    /** As the body says: the id is in it. */
    private Command naming(String its) {
        return keyed("k-" + id, its);
    }

    private Receipt registerNamed(Command command, String its) {
        return store.create(
                command,
                NamedBoard.class,
                its,
                () -> new NamedBoard(its, "510182101201", "村口"),
                board -> board.register(AT));
    }

    private Receipt putUpOn(Command command, String its) {
        return store.createOrUpdate(
                command,
                NamedBoard.class,
                its,
                () -> new NamedBoard(its, "510182101201", "村口"),
                board -> board.putUp("防火", AT));
    }

    @Test
    void a_key_is_refused_with_a_body_that_names_another_id_and_nothing_is_stored() {
        Receipt first = registerNamed(naming("a" + id), "a" + id);
        registerNamed(plain(), "there" + id);

        refused(422, "idempotency-key-reused", () -> registerNamed(naming("b" + id), "b" + id));
        refused(422, "idempotency-key-reused", () -> registerNamed(naming("there" + id), "there" + id));
        refused(422, "idempotency-key-reused", () -> putUpOn(naming("b" + id), "b" + id));
        refused(422, "idempotency-key-reused", () -> putUpOn(naming("there" + id), "there" + id));
        refused(
                422,
                "idempotency-key-reused",
                () -> store.create(
                        naming("b" + id), new NamedBoard("b" + id, "510182101201", "村口"), board -> board.register(AT)));

        assertThat(store.find(NamedBoard.class, "b" + id)).isEmpty();
        assertThat(store.get(NamedBoard.class, "there" + id).version()).isEqualTo(1);
        assertThat(registerNamed(naming("a" + id), "a" + id)).isEqualTo(first);
        assertThat(store.replay(naming("a" + id), NamedBoard.class)).hasValue(first);
        refused(422, "idempotency-key-reused", () -> store.replay(naming("b" + id), NamedBoard.class));
        assertThat(store.replay(keyed("other", "a" + id), NamedBoard.class)).isEmpty();
    }

    @Test
    void a_key_of_a_change_is_refused_with_a_body_that_names_another_id_also_if_it_would_tell_nothing() {
        registerNamed(plain(), "a" + id);
        Receipt first = putUpOn(naming("a" + id), "a" + id);

        refused(422, "idempotency-key-reused", () -> putUpOn(naming("b" + id), "b" + id));
        refused(422, "idempotency-key-reused", () -> registerNamed(naming("b" + id), "b" + id));
        refused(
                422,
                "idempotency-key-reused",
                () -> store.createOrUpdate(
                        naming("b" + id),
                        NamedBoard.class,
                        "b" + id,
                        () -> new NamedBoard("b" + id, "510182101201", "村口"),
                        board -> board.lookAt(AT)));

        assertThat(store.find(NamedBoard.class, "b" + id)).isEmpty();
        assertThat(putUpOn(naming("a" + id), "a" + id)).isEqualTo(first);
    }

    @Test
    void of_bodies_under_one_key_that_name_different_ids_at_the_same_moment_one_is_stored() {
        AggregateStore ofAnotherInstance = outboxes.store(silentRelay());
        registerNamed(plain(), "0" + id); // among those that are created one that is there already
        List<String> answers = AtTheSameMoment.all(IntStream.range(0, 12)
                .<Callable<String>>mapToObj(i -> () -> {
                    String its = i + id;
                    AggregateStore by = i % 2 == 0 ? store : ofAnotherInstance;
                    try {
                        return by.createOrUpdate(
                                        naming(its),
                                        NamedBoard.class,
                                        its,
                                        () -> new NamedBoard(its, "510182101201", "村口"),
                                        board -> board.putUp("防火", AT))
                                .id();
                    } catch (Rejection e) {
                        return e.code();
                    }
                })
                .toList());

        assertThat(answers).filteredOn("idempotency-key-reused"::equals).hasSize(11);
        String stored = answers.stream()
                .filter(answer -> answer.endsWith(id))
                .findFirst()
                .orElseThrow();
        assertThat(IntStream.range(0, 12)
                        .mapToObj(i -> store.find(NamedBoard.class, i + id))
                        .flatMap(Optional::stream)
                        .filter(board -> board.updates() > 0))
                .extracting(NamedBoard::id)
                .containsExactly(stored);
    }

    @Test
    void of_several_documents_under_one_key_the_first_holds_it_and_a_retry_makes_the_rest() {
        List<String> several = List.of("a" + id, "b" + id, "c" + id);
        Command broken = keyed("k-" + id, "a and b and c");
        putUpOn(broken, several.get(0));
        putUpOn(broken, several.get(1));

        Command retry = keyed("k-" + id, "a and b and c");
        assertThat(several).extracting(its -> putUpOn(retry, its).version()).containsOnly(1L);

        assertThat(several)
                .extracting(its -> store.get(NamedBoard.class, its).updates())
                .containsOnly(1);
        assertThat(several.stream()
                        .map(its -> namedBoards().find(Filters.eq("_id", its)).first()))
                .filteredOn(stored -> stored.containsKey(UsedKeys.FIELD))
                .extracting(stored -> stored.getString("_id"))
                .containsExactly(several.getFirst());
        Command other = keyed("k-" + id, "d and a");
        refused(422, "idempotency-key-reused", () -> putUpOn(other, "d" + id));
        assertThat(store.find(NamedBoard.class, "d" + id)).isEmpty();
    }

    @Test
    void a_document_from_before_keys_were_held_is_as_it_was_and_holds_those_of_its_changes_from_then_on() {
        Receipt first = registerNamed(keyed("old " + id, "a"), "a" + id);
        namedBoards().updateOne(Filters.eq("_id", "a" + id), Updates.unset(UsedKeys.FIELD));

        assertThat(registerNamed(keyed("old " + id, "a"), "a" + id)).isEqualTo(first);
        putUpOn(naming("a" + id), "a" + id);

        refused(422, "idempotency-key-reused", () -> registerNamed(naming("b" + id), "b" + id));
    }

    @Test
    void an_index_of_keys_that_cannot_be_made_stops_nobody() {
        MongoCollection<Document> spoilt = outboxes.mongo.getCollection("spoilt-" + id);
        for (String one : List.of("a", "b")) {
            spoilt.insertOne(new Document("_id", one).append(UsedKeys.FIELD, List.of("k")));
        }

        UsedKeys.index(spoilt);

        assertThat(spoilt.listIndexes().map(index -> index.getString("name"))).doesNotContain("usedKeys_1");
    }

    // local copies

    @Test
    void the_newest_copy_wins_whatever_the_order() {
        List<Change> changes = List.of(change(1, 1, "一"), change(1, 2, "二"), change(1, 3, "三"), change(2, 1, "新库"));
        List<List<Change>> orders = List.of(
                changes,
                changes.reversed(),
                List.of(changes.get(2), changes.get(0), changes.get(3), changes.get(1)),
                List.of(changes.get(3), changes.get(3), changes.get(0), changes.get(2)));
        for (List<Change> order : orders) {
            ReplicaStore together = copies();
            together.apply(order);
            assertThat(together.find(id).orElseThrow()).containsEntry("name", "新库");

            ReplicaStore oneByOne = copies();
            order.forEach(change -> oneByOne.apply(List.of(change)));
            assertThat(oneByOne.find(id).orElseThrow())
                    .containsEntry("name", "新库")
                    .containsEntry("epoch", 2L)
                    .containsEntry("sequence", 1L);
        }
    }

    @Test
    void only_what_was_newer_is_counted() {
        ReplicaStore copies = copies();

        assertThat(copies.apply(List.of())).isZero();
        assertThat(copies.apply(List.of(change(1, 1, "一"), change(1, 2, "二")))).isEqualTo(2);
        assertThat(copies.apply(List.of(change(1, 1, "一"), change(1, 2, "二")))).isZero();
        assertThat(copies.apply(List.of(change(1, 2, "二"), change(1, 3, "三"), change(1, 1, "一"))))
                .isEqualTo(1);
        assertThat(copies.apply(List.of(change(2, 1, "新库"), change(1, 9, "旧库"))))
                .isEqualTo(1);
        assertThat(copies.find(id).orElseThrow()).containsEntry("name", "新库");
    }

    @Test
    void those_that_are_the_newest_are_told_from_those_that_are_not_also_when_they_come_again() {
        ReplicaStore copies = copies();
        Change first = change(1, 1, "一");
        Change second = change(1, 2, "二");
        Change other = new Change("other" + id, 1, 1, Map.of());

        assertThat(copies.newest(List.of())).isEmpty();
        assertThat(copies.newest(List.of(first, other))).containsExactly(first, other);
        assertThat(copies.newest(List.of(first, other))).containsExactly(first, other);
        assertThat(copies.newest(List.of(second, first))).containsExactly(second);
        assertThat(copies.newest(List.of(other, first))).containsExactly(other);
        assertThat(copies.find(id).orElseThrow()).containsEntry("name", "二");
    }

    @Test
    void changes_of_the_same_copy_are_set_one_upon_the_other() {
        ReplicaStore copies = copies();

        copies.apply(List.of(
                new Change(id, 1, 1, Map.of("name", "一", "parent", "p")),
                new Change(id, 1, 2, Map.of("parent", "q")),
                new Change("other" + id, 1, 1, Map.of("name", "别的"))));

        assertThat(copies.find(id).orElseThrow())
                .containsEntry("name", "一")
                .containsEntry("parent", "q")
                .containsEntry("sequence", 2L);
        assertThat(copies.find("other" + id)).isPresent();
    }

    @Test
    void each_fact_of_a_copy_is_replaced_by_itself_in_whatever_order_they_come() {
        Map<String, @Nullable Object> gone = Collections.singletonMap("closedAt", null);
        List<Change> changes = List.of(
                new Change(id, "establishment", 1, 1, Map.of("kind", "村")),
                new Change(id, "closure", 1, 2, Map.of("closedAt", 5L)),
                new Change(id, 1, 3, Map.of()),
                new Change(id, "closure", 1, 4, gone),
                new Change(id, "closure", 1, 6, Map.of("closedAt", 7L)),
                new Change(id, "closure", 2, 3, Map.of("closedAt", 9L)));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int newest = 1; newest <= changes.size(); newest++) {
            for (int round = 0; round < 10; round++) {
                List<Change> order = new ArrayList<>(changes.subList(0, newest));
                order.addAll(order);
                Collections.shuffle(order, random);
                ReplicaStore together = copies();
                together.apply(order);
                ReplicaStore oneByOne = copies();
                order.forEach(change -> oneByOne.apply(List.of(change)));

                Long expected = Arrays.asList(null, 5L, 5L, null, 7L, 9L).get(newest - 1);
                for (ReplicaStore copies : List.of(together, oneByOne)) {
                    Document copy = copies.find(id).orElseThrow();
                    assertThat(copy.getLong("closedAt"))
                            .as("seed %d, %s", seed, order)
                            .isEqualTo(expected);
                    assertThat(copy.getString("kind")).isEqualTo("村");
                }
            }
        }
    }

    @Test
    void a_copy_from_before_facts_were_told_apart_takes_what_comes() {
        ReplicaStore copies = copies();
        copies.apply(List.of(new Change(id, 1, 7, Map.of("kind", "村", "closedAt", 5L))));

        copies.apply(List.of(new Change(id, "closure", 1, 8, Collections.singletonMap("closedAt", null))));
        assertThat(copies.find(id).orElseThrow()).containsEntry("kind", "村").doesNotContainKey("closedAt");
        assertThat(copies.apply(List.of(new Change(id, "closure", 1, 8, Map.of("closedAt", 1L)))))
                .isZero();
    }

    @Test
    void several_that_copy_at_once_end_with_the_newest_and_count_each_change_once() throws Exception {
        ReplicaStore copies = copies();

        List<Integer> counts = allAtOnce(4, _ -> {
            List<Change> mine = new ArrayList<>(IntStream.rangeClosed(1, 50)
                    .mapToObj(i -> change(1, i, "第" + i))
                    .toList());
            Collections.shuffle(mine);
            int newer = 0;
            for (Change change : mine) {
                newer += copies.apply(List.of(change));
            }
            return List.of(newer);
        });

        assertThat(copies.find(id).orElseThrow()).containsEntry("sequence", 50L).containsEntry("name", "第50");
        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isBetween(1, 50);
    }

    private ReplicaStore copies() {
        return new ReplicaStore(outboxes.mongo, "copies-" + UUID.randomUUID());
    }

    private Change change(long epoch, long sequence, String name) {
        return new Change(id, epoch, sequence, Map.of("name", name));
    }

    private static void refused(int status, String code, Callable<?> what) {
        Rejection rejection = catchThrowableOfType(Rejection.class, what::call);
        assertThat(rejection).as(code).isNotNull();
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.status()).isEqualTo(status);
    }

    /** Runs all in step and collects what they answer; fails as the first of them failed. */
    private static <T> List<T> allAtOnce(int howMany, Work<T> work) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(howMany);
        List<T> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(howMany)) {
            List<Future<List<T>>> running = IntStream.range(0, howMany)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return work.of(i);
                    }))
                    .toList();
            for (Future<List<T>> each : running) {
                answers.addAll(each.get());
            }
        }
        return answers;
    }

    private interface Work<T> {
        List<T> of(int worker) throws Exception;
    }
}
