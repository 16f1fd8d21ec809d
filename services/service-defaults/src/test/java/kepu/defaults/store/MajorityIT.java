package kepu.defaults.store;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.keyed;
import static kepu.defaults.board.Commands.onVersion;
import static kepu.defaults.board.Commands.plain;
import static kepu.defaults.store.Outboxes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.access.AsSystem;
import kepu.defaults.board.Board;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.consume.ReplicaStore.Change;
import kepu.defaults.failure.StoreOutage;
import kepu.embedded.ReplicaSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is answered while only one of three members of the store is left, and what becomes of it. */
@Timeout(600)
@ExtendWith(AsSystem.class)
class MajorityIT {
    /** Long enough for a primary that is left alone to stay primary during a test. */
    private static final Duration ELECTION = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static ReplicaSet set;
    private static Outboxes outboxes;
    private static AggregateStore store;
    private final String id = UUID.randomUUID().toString();

    @BeforeAll
    static void openTheSet() {
        set = ReplicaSet.start(folder, ELECTION);
        outboxes = new Outboxes(set.uri(""));
        store = outboxes.store(outboxes.relay(new PretendedKafka(true), Duration.ofHours(1)));
        store.create(plain(), board("first"), board -> board.register(AT)); // whatever is read only once is read
    }

    @AfterAll
    static void closeTheSet() {
        if (outboxes != null) {
            set.heal();
            outboxes.close();
        }
        if (set != null) {
            set.close();
        }
    }

    @BeforeEach
    void heal() {
        set.heal();
    }

    private Receipt register(Command command) {
        return store.create(command, board(id), board -> board.register(AT));
    }

    private Receipt registerUnlessDone(Command command) {
        return store.create(command, Board.class, id, () -> board(id), board -> board.register(AT));
    }

    private Receipt putUp(Command command) {
        return store.update(command, Board.class, id, board -> board.putUp("秋季防火", AT));
    }

    /** Stored by the one member that is left, which says that nobody else has it. */
    private static void storedByOneOnly(ThrowingCallable command) {
        set.killSecondaries();
        assertThatThrownBy(command).isInstanceOf(MongoWriteConcernException.class);
    }

    private static void notAnswered(ThrowingCallable retry) {
        assertThat(catchThrowable(retry))
                .as("the answer to what no majority holds")
                .isNotNull()
                .matches(StoreOutage::isBehind);
    }

    @Test
    void a_creation_that_no_majority_holds_is_not_answered_and_its_key_gives_one_receipt_for_ever() {
        Command command = keyed("key-1", "body");
        storedByOneOnly(() -> register(command));

        notAnswered(() -> register(command));
        notAnswered(() -> registerUnlessDone(command));

        set.replaceByThoseKilled();
        Receipt receipt = register(command);
        set.heal();
        assertThat(register(command)).isEqualTo(receipt);
        assertThat(registerUnlessDone(command)).isEqualTo(receipt);
        assertThat(outboxes.waiting(id))
                .singleElement()
                .satisfies(entry -> assertThat(entry.wire().headers())
                        .containsEntry("ce_id", receipt.events().getFirst()));
    }

    @Test
    void a_change_that_no_majority_holds_is_not_answered_and_its_key_gives_one_receipt_for_ever() {
        register(plain());
        Command command = keyed("key-2", "body");
        storedByOneOnly(() -> putUp(command));

        notAnswered(() -> putUp(command));

        set.replaceByThoseKilled();
        Receipt receipt = putUp(command);
        set.heal();
        assertThat(putUp(command)).isEqualTo(receipt);
        assertThat(outboxes.waiting(id)).hasSize(2);
    }

    @Test
    void what_a_majority_comes_to_hold_later_is_answered_as_it_was_stored() {
        Command command = keyed("key-3", "body");
        storedByOneOnly(() -> register(command));
        String event = outboxes.waiting(id).getFirst().wire().headers().get("ce_id");

        set.heal();

        assertThat(register(command).events()).containsExactly(event);
    }

    @Test
    void neither_a_refusal_nor_a_command_without_events_says_what_no_majority_holds() {
        register(plain());
        storedByOneOnly(() -> putUp(plain()));

        notAnswered(() -> store.update(onVersion(1), Board.class, id, board -> board.putUp("春耕", AT)));
        notAnswered(() -> store.update(plain(), Board.class, id, board -> board.lookAt(AT)));
        notAnswered(() -> store.createOrUpdate(plain(), Board.class, id, () -> board(id), board -> board.lookAt(AT)));
        notAnswered(() -> store.update(plain(), Board.class, id, _ -> {
            throw new Rejection(409, "board-full", id);
        }));

        set.replaceByThoseKilled();
        assertThat(store.update(onVersion(1), Board.class, id, board -> board.putUp("春耕", AT))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void a_copy_that_no_majority_holds_is_written_again() {
        ReplicaStore copies = new ReplicaStore(outboxes.mongo, "copies");
        List<Change> changes = List.of(new Change(id, 1, 7, Map.of("told", "once")));
        set.killSecondaries();
        notAnswered(() -> copies.apply(changes));

        notAnswered(() -> copies.apply(changes));
        notAnswered(() -> copies.newest(changes));

        set.replaceByThoseKilled();
        assertThat(copies.apply(changes)).isEqualTo(1);
        assertThat(copies.newest(changes)).isEqualTo(changes);
        assertThat(copies.find(id).orElseThrow()).containsEntry("told", "once");
    }

    /** What the journal and the facts of assessment rest on, which write whatever they are told again. */
    @Test
    void a_write_that_finds_everything_there_already_waits_for_a_majority_too() {
        MongoCollection<Document> collection = outboxes.mongo.getCollection("journal");
        Document entry = new Document("_id", id).append("told", "once");
        storedByOneOnly(() -> collection.insertOne(entry));

        assertThatThrownBy(() -> collection.insertMany(List.of(entry), new InsertManyOptions().ordered(false)))
                .isInstanceOfSatisfying(
                        MongoBulkWriteException.class,
                        refused -> assertThat(refused.getWriteConcernError()).isNotNull());
        assertThatThrownBy(() -> collection.updateOne(Filters.eq("_id", id), Updates.set("told", "once")))
                .isInstanceOf(MongoWriteConcernException.class);
    }
}
