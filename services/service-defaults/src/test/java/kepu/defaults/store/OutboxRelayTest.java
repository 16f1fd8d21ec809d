package kepu.defaults.store;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.plain;
import static kepu.defaults.store.Outboxes.BOARDS;
import static kepu.defaults.store.Outboxes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import kepu.defaults.Command;
import kepu.defaults.board.Board;
import kepu.defaults.outbox.OutboxEntry;
import kepu.defaults.outbox.OutboxRelay;
import kepu.embedded.TestStore;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the relay does when Kafka refuses, is slow, or is not there. */
@Timeout(600)
class OutboxRelayTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private static TestStore server;

    private final String id = UUID.randomUUID().toString();
    private Outboxes outboxes;
    private PretendedKafka kafka;
    private OutboxRelay relay;
    private AggregateStore store;

    @BeforeAll
    static void open_the_store() {
        server = TestStore.open();
    }

    @AfterAll
    static void close_the_store() {
        server.close();
    }

    @BeforeEach
    void take_a_new_database() {
        outboxes = new Outboxes(server.uri("relay"));
    }

    @AfterEach
    void end() {
        relay.stop();
        outboxes.close();
    }

    private void relayTo(PretendedKafka producer) {
        kafka = producer;
        relay = outboxes.relay(kafka, NEVER);
        store = outboxes.store(relay);
    }

    private void register(String board) {
        store.create(plain(), board(board), made -> made.register(AT));
    }

    private void putUp(String board, String... titles) {
        for (String title : titles) {
            store.update(plain(), Board.class, board, found -> found.putUp(title, AT));
        }
    }

    private double sent() {
        return outboxes.meters
                .get("kepu.relay.records")
                .tag("result", "sent")
                .counter()
                .count();
    }

    private double failed() {
        return outboxes.meters
                .get("kepu.relay.records")
                .tag("result", "failed")
                .counter()
                .count();
    }

    @Test
    void a_command_is_told_at_once_without_a_sweep() {
        relayTo(new PretendedKafka(true));
        relay.start();
        await().until(() -> relay.pending() == 0);

        register(id);

        await().until(() -> outboxes.waiting(id).isEmpty() && relay.pending() == 0);
        assertThat(kafka.sequences(id)).containsExactly(1L);
        assertThat(sent()).isEqualTo(1);
        assertThat(relay.failing()).isFalse();
        assertThat(relay.oldestAge()).isZero();
    }

    @Test
    void what_is_recorded_while_the_batch_before_is_settled_is_told_once_and_in_sequence() {
        relayTo(new PretendedKafka(true));
        relay.start();
        register(id);
        for (int update = 0; update < 200; update++) {
            putUp(id, "防火");
        }

        await().until(() -> outboxes.waiting(id).isEmpty() && relay.pending() == 0);
        assertThat(kafka.sequences(id))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 201).boxed().toList());
    }

    @Test
    void what_a_command_has_just_stored_is_told_without_being_read_again() {
        relayTo(new PretendedKafka(true));
        register(id);
        outboxes.mongo.getCollection(BOARDS).deleteMany(new Document());

        relay.start();

        await().until(() -> relay.pending() == 0);
        assertThat(kafka.sequences(id)).containsExactly(1L);
    }

    /** The sweep had found them before whoever stored them came to say so. */
    @Test
    void what_was_told_already_is_not_told_again_by_who_says_late_that_it_waits() {
        relayTo(new PretendedKafka(true));
        register(id);
        List<Document> stored = outboxes.mongo
                .getCollection(BOARDS)
                .find(Filters.eq("_id", id))
                .first()
                .getList("outbox", Document.class);
        relay.start();
        await().until(() -> relay.pending() == 0);

        relay.nudge(BOARDS, id, stored);

        String next = UUID.randomUUID().toString();
        register(next);
        await().until(() -> relay.pending() == 0);
        assertThat(kafka.sequences(next)).containsExactly(1L);
        assertThat(kafka.sequences(id)).containsExactly(1L);
    }

    @Test
    void what_is_stored_behind_events_that_wait_is_told_behind_them() {
        relayTo(new PretendedKafka(true));
        register(id);
        relayTo(new PretendedKafka(true)); // which knows nothing of the first event
        putUp(id, "防火");

        relay.start();

        await().until(() -> outboxes.waiting(id).isEmpty());
        assertThat(kafka.sequences(id)).containsExactly(1L, 2L);
    }

    @Test
    void only_what_comes_before_the_first_refusal_leaves_the_outbox() {
        relayTo(new PretendedKafka(false));
        register(id);
        putUp(id, "防火", "防汛");
        relay.start();
        await().until(() -> kafka.sequences(id).size() == 3);

        kafka.completeNext();
        kafka.errorNext(new NotLeaderOrFollowerException("refused"));
        kafka.completeNext();

        await().until(() -> kafka.sequences(id).equals(List.of(1L, 2L, 3L, 2L, 3L)));
        assertThat(outboxes.waiting(id)).extracting(OutboxEntry::sequence).containsExactly(2L, 3L);
        assertThat(failed()).isEqualTo(1);
        assertThat(kafka.resets).as("a producer that failed may never recover").hasValue(1);
        kafka.completeNext();
        kafka.completeNext();
        await().until(() -> outboxes.waiting(id).isEmpty() && !relay.failing());
        assertThat(sent()).isEqualTo(3);
        assertThat(age().count()).as("each event once").isEqualTo(3);
    }

    private Timer age() {
        return outboxes.meters.get("kepu.outbox.age").timer();
    }

    @Test
    void the_age_of_an_event_is_the_time_from_its_being_recorded_until_kafka_has_it() {
        relayTo(new PretendedKafka(true));
        Command early = Command.internal(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90)), "p-1");
        store.create(early, board(id), made -> made.register(AT));
        assertThat(age().count()).isZero();

        relay.start();

        await().until(() -> age().count() == 1);
        assertThat(age().totalTime(TimeUnit.SECONDS)).isBetween(90.0, 120.0);
    }

    @Test
    void a_clock_that_is_behind_makes_no_negative_age() {
        relayTo(new PretendedKafka(true));
        Command late = Command.internal(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(90)), "p-1");
        store.create(late, board(id), made -> made.register(AT));
        relay.start();

        await().until(() -> age().count() == 1);
        assertThat(age().totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void an_aggregate_whose_event_is_refused_holds_up_only_itself() {
        relayTo(new PretendedKafka(true));
        kafka.refuse(id, new RecordTooLargeException("too large"));
        register(id);
        putUp(id, "防火");
        String other = UUID.randomUUID().toString();
        register(other);
        relay.start();

        await().until(() -> outboxes.waiting(other).isEmpty());
        await().until(relay::failing);
        assertThat(relay.pending()).isEqualTo(1);
        assertThat(outboxes.waiting(id)).hasSize(2);

        kafka.takeAll();
        await().until(() -> outboxes.waiting(id).isEmpty());
        assertThat(kafka.sequences(id)).containsExactly(1L, 2L);
    }

    @Test
    void while_kafka_takes_nothing_the_first_record_alone_is_tried() {
        relayTo(new PretendedKafka(true));
        kafka.sendException = new TimeoutException("no metadata");
        register(id);
        putUp(id, "防火", "防汛");
        relay.start();

        await().until(() -> failed() >= 3);
        assertThat(relay.failing()).isTrue();
        assertThat(relay.pending()).isEqualTo(1);
        assertThat(relay.oldestAge()).isPositive();
        assertThat(kafka.history()).isEmpty();

        kafka.sendException = null;
        await().until(() -> outboxes.waiting(id).isEmpty() && !relay.failing());
        assertThat(kafka.sequences(id)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void while_kafka_does_not_answer_nothing_is_sent_twice_and_nothing_overtakes() {
        relayTo(new PretendedKafka(false));
        relay.start();
        register(id);
        await().until(() -> kafka.sequences(id).size() == 1);
        putUp(id, "防火");
        String other = UUID.randomUUID().toString();
        register(other);

        await().until(relay::failing);
        assertThat(relay.pending()).isEqualTo(2);
        assertThat(kafka.history()).hasSize(1);

        await().until(() -> {
            kafka.completeNext();
            return outboxes.stillWaiting() == 0 && relay.pending() == 0 && !relay.failing();
        });
        assertThat(kafka.sequences(id)).containsExactly(1L, 2L);
        assertThat(kafka.sequences(other)).containsExactly(1L);
    }

    @Test
    void a_producer_that_never_answers_is_replaced() {
        relayTo(new PretendedKafka(false));
        register(id);
        putUp(id, "防火");
        relay.start();

        await().until(() -> kafka.resets.get() >= 1);
        await().until(() -> kafka.sequences(id).equals(List.of(1L, 2L, 1L, 2L)));

        kafka.completeNext();
        kafka.completeNext();
        await().until(() -> outboxes.waiting(id).isEmpty() && !relay.failing());
    }

    @Test
    void the_end_does_not_wait_for_kafka_and_the_next_relay_tells_what_is_left() {
        relayTo(new PretendedKafka(false));
        register(id);
        putUp(id, "防火");
        relay.start();
        await().until(() -> kafka.history().size() == 2);
        kafka.completeNext();

        long before = System.nanoTime();
        relay.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        assertThat(relay.isRunning()).isFalse();
        assertThat(outboxes.waiting(id)).extracting(OutboxEntry::sequence).containsExactly(2L);

        relayTo(new PretendedKafka(true));
        relay.start();
        await().until(() -> outboxes.waiting(id).isEmpty());
        assertThat(kafka.sequences(id)).containsExactly(2L);
    }

    @Test
    void the_end_settles_what_waits_to_be_settled_with_others() {
        relayTo(new PretendedKafka(true));
        relay.start();
        register(id);
        await().pollInterval(Duration.ofMillis(1)).until(() -> kafka.history().size() == 1);

        relay.stop();

        assertThat(outboxes.waiting(id)).isEmpty();
    }

    @Test
    void what_was_written_while_no_relay_ran_is_found_and_its_age_counts_from_its_recording() {
        relayTo(new PretendedKafka(false));
        register(id);

        relayTo(new PretendedKafka(false));
        relay.start();

        await().until(() -> relay.pending() == 1);
        assertThat(relay.oldestAge()).isGreaterThan(Duration.ofDays(1));
        await().until(() -> kafka.history().size() == 1);
        kafka.completeNext();
        await().until(() -> outboxes.waiting(id).isEmpty());
    }

    @Test
    void a_document_that_something_else_has_spoilt_holds_up_only_itself() {
        relayTo(new PretendedKafka(true));
        String spoilt = UUID.randomUUID().toString();
        register(spoilt);
        register(id);
        outboxes.mongo
                .getCollection(BOARDS)
                .updateOne(Filters.eq("_id", spoilt), Updates.set("outbox", List.of(new Document("seq", 7L))));
        relay.nudge(BOARDS, spoilt, null);

        relay.start();

        await().until(() -> outboxes.waiting(id).isEmpty());
        await().until(relay::failing);
    }

    @Test
    void a_document_that_is_gone_is_forgotten() {
        relayTo(new PretendedKafka(true));
        register(id);
        outboxes.mongo.getCollection(BOARDS).deleteMany(new Document());
        relay.nudge(BOARDS, id, null);

        relay.start();

        await().until(() -> relay.pending() == 0);
        assertThat(kafka.history()).isEmpty();
        assertThat(failed()).isZero();
    }

    @Test
    void more_than_one_batch_and_more_than_one_load_drain() {
        relayTo(new PretendedKafka(true));
        for (int i = 0; i < 1_200; i++) {
            register("board-" + i);
        }
        relay.start();

        await().until(() -> outboxes.stillWaiting() == 0 && relay.pending() == 0);
        assertThat(kafka.history()).hasSize(1_200);
    }

    @Test
    void it_can_be_started_again() {
        relayTo(new PretendedKafka(true));
        relay.start();
        relay.stop();
        register(id);
        relay.start();

        await().until(() -> outboxes.waiting(id).isEmpty());
        assertThat(relay.isRunning()).isTrue();
    }
}
