package kepu.defaults.store;

import static kepu.defaults.board.Commands.AT;
import static kepu.defaults.board.Commands.keyed;
import static kepu.defaults.board.Commands.plain;
import static kepu.defaults.store.Outboxes.BOARDS;
import static kepu.defaults.store.Outboxes.board;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import kepu.contracts.organization.BoardEvent.BoardRegistered;
import kepu.defaults.Rejection;
import kepu.defaults.access.AsSystem;
import kepu.defaults.audit.verification.AuditVerifier;
import kepu.defaults.audit.verification.CheckpointHistory;
import kepu.defaults.board.Board;
import kepu.defaults.outbox.OutboxRelay;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the audit log says of a command, and that it gets there once. */
@Timeout(600)
@ExtendWith(AsSystem.class)
class AuditedCommandsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String PHONE = "13800138000";
    private static final String ID_NUMBER = "11010519491231002X";

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
        outboxes = new Outboxes(server.uri("audited"));
        kafka = new PretendedKafka(true);
        relay = outboxes.relay(kafka, NEVER);
        store = outboxes.store(relay);
    }

    @AfterEach
    void end() {
        relay.stop();
        outboxes.close();
    }

    private void register() {
        store.create(plain(), board(id), board -> board.register(AT));
    }

    private void putUp(String title) {
        store.update(plain(), Board.class, id, board -> board.putUp(title, AT));
    }

    /** The audit entry that waits with the newest event of a document. */
    private JsonNode recorded(Document document) {
        Document last = document.getList("outbox", Document.class).getLast();
        return JSON.readTree(last.get("audit", Document.class).getString("entry"));
    }

    private JsonNode recorded() {
        return recorded(outboxes.document(id));
    }

    private List<Document> log() {
        return outboxes.mongo
                .getCollection("audit")
                .find()
                .sort(new Document("_id", 1))
                .into(new ArrayList<>());
    }

    // what it says

    @Test
    void an_entry_says_who_when_by_two_clocks_what_and_from_what_to_what() {
        register();
        store.update(plain(), Board.class, id, board -> board.putUpBoth("防火", "防汛", AT));

        JsonNode entry = recorded();
        assertThat(UUID.fromString(entry.path("id").asString()).version()).isEqualTo(7);
        ((ObjectNode) entry).remove("id");
        assertThat(entry).isEqualTo(JSON.readTree("""
                {"action": ["kepu.organization.board-updated.v1", "kepu.organization.board-updated.v1"],
                 "actor": "p-1",
                 "aggregate": {"id": "%s", "type": "boards"},
                 "changes": {
                   "title": {"after": "防汛"},
                   "titles[0]": {"after": "防火"},
                   "titles[1]": {"after": "防汛"},
                   "updates": {"after": 2, "before": 0}},
                 "correlationId": "c-1",
                 "occurredAt": "2026-03-12T01:30:00Z",
                 "recordedAt": "2026-03-12T09:05:12.345Z",
                 "unitId": "510182101201",
                 "version": {"after": 2, "before": 1}}""".formatted(id)));
        assertThat(outboxes.document(id).getList("outbox", Document.class))
                .extracting(each -> each.containsKey("audit"))
                .as("one a command, on its last event")
                .containsExactly(true, false, true);
    }

    @Test
    void a_creation_has_no_before() {
        register();

        JsonNode entry = recorded();
        assertThat(entry.path("version")).isEqualTo(JSON.readTree("{\"after\": 1}"));
        assertThat(entry.path("changes")).isEqualTo(JSON.readTree("""
                {"place": {"after": "村委会门口"}, "updates": {"after": 0}}"""));
    }

    @Test
    void what_vanished_has_no_after_and_days_are_days_on_both_sides() {
        register();
        putUp("防火");
        store.update(
                plain(), Board.class, id, board -> board.inspect(LocalDate.of(2026, 2, 28), LocalTime.of(8, 30), AT));
        assertThat(recorded().path("changes")).isEqualTo(JSON.readTree("""
                {"inspected": {"after": "2026-02-28T00:00:00Z"}, "opens": {"after": "1970-01-01T08:30:00Z"}}"""));

        store.update(plain(), Board.class, id, board -> board.takeDown("误登", AT));
        assertThat(recorded().path("changes")).isEqualTo(JSON.readTree("""
                {"title": {"before": "防火"}, "titles[0]": {"before": "防火"}}"""));
    }

    @Test
    void the_text_is_canonical() {
        register();
        Document last = outboxes.document(id).getList("outbox", Document.class).getLast();

        assertThat(last.get("audit", Document.class).getString("entry"))
                .startsWith(
                        "{\"action\":[\"kepu.organization.board-registered.v1\"],\"actor\":\"p-1\",\"aggregate\":{\"id\":")
                .endsWith("\"unitId\":\"510182101201\",\"version\":{\"after\":1}}");
    }

    @Test
    void of_a_long_text_its_hash_and_length_stand_there() {
        register();
        putUpUntold("信".repeat(DocumentDiff.LONGEST_TEXT));
        assertThat(recorded().path("changes").path("title").path("after").asString())
                .hasSize(DocumentDiff.LONGEST_TEXT);

        putUpUntold("信".repeat(DocumentDiff.LONGEST_TEXT + 1));
        JsonNode after = recorded().path("changes").path("title").path("after");
        assertThat(after.path("length").asInt()).isEqualTo(DocumentDiff.LONGEST_TEXT + 1);
        assertThat(after.path("sha256").asString()).matches("[0-9a-f]{64}");
    }

    private void putUpUntold(String title) {
        store.update(plain(), Board.class, id, board -> {
            board.putUp(title, AT);
            return board.inspect(LocalDate.of(2026, 2, 28), LocalTime.of(8, 30), AT);
        });
    }

    @Test
    void of_very_many_changes_the_rest_is_a_hash() {
        register();
        store.update(plain(), Board.class, id, board -> {
            for (int i = 0; i < 200; i++) {
                board.putUp(i + "信".repeat(1_000), AT);
            }
            return board.putUp("防火", AT);
        });

        JsonNode changes = recorded().path("changes");
        assertThat(changes.size()).isBetween(20, 70);
        assertThat(changes.path("…").path("changes").asInt() + changes.size() - 1)
                .isEqualTo(203);
        assertThat(recorded().toString().length()).isLessThan(2 * DocumentDiff.MOST_CHARACTERS);
    }

    @Test
    void a_retry_and_a_command_that_changes_nothing_leave_no_trace() {
        store.create(keyed("k1", "body"), board(id), board -> board.register(AT));
        store.create(keyed("k1", "body"), board(id), board -> board.register(AT));
        store.update(plain(), Board.class, id, board -> board.lookAt(AT));

        assertThat(outboxes.document(id).getList("outbox", Document.class)).hasSize(1);
    }

    // what it does not say

    /** Somebody's numbers, and who vouches for them. */
    record Contact(@Secret String phone, String kind) {}

    @org.springframework.data.mongodb.core.mapping.Document("people")
    static class Person extends Aggregate {
        @Secret
        private @Nullable String idNumber;

        private @Nullable Contact contact;
        private List<Contact> more = new ArrayList<>();
        private Map<String, Contact> byName = Map.of();
        private @Nullable Object anything;
        private @Nullable String note;

        Person(String id, String unitId) {
            super(id, unitId);
        }

        DomainEvents become(String number, String noted) {
            idNumber = number;
            contact = new Contact(number, "own");
            more.add(new Contact(number, "more"));
            byName = Map.of("phone", new Contact(number, "named"));
            anything = new Contact(number, "any");
            note = noted;
            return raise(AT, new BoardRegistered(id(), "村口", false));
        }

        DomainEvents forget() {
            contact = null;
            more.clear();
            byName = Map.of();
            anything = "nothing";
            return raise(AT, new BoardRegistered(id(), "村口", false));
        }
    }

    private Document person() {
        Document found = outboxes.mongo.getCollection("people").find().first();
        if (found == null) {
            throw new AssertionError("there is nobody");
        }
        return found;
    }

    @Test
    void of_a_secret_only_that_it_changed_wherever_it_lies() {
        store.create(plain(), new Person(id, "510182101201"), person -> person.become("secret-1", "n"));
        assertThat(recorded(person()).path("changes")).isEqualTo(JSON.readTree("""
                {"anything._class": {"after": "kepu.defaults.store.AuditedCommandsTest$Contact"},
                 "anything.kind": {"after": "any"}, "anything.phone": "changed",
                 "byName.phone.kind": {"after": "named"}, "byName.phone.phone": "changed",
                 "contact.kind": {"after": "own"}, "contact.phone": "changed",
                 "idNumber": "changed",
                 "more[0].kind": {"after": "more"}, "more[0].phone": "changed",
                 "note": {"after": "n"}}"""));

        store.update(plain(), Person.class, id, person -> person.become("secret-2", "n"));
        assertThat(recorded(person()).path("changes")).isEqualTo(JSON.readTree("""
                {"anything.phone": "changed", "byName.phone.phone": "changed", "contact.phone": "changed",
                 "idNumber": "changed", "more[1].kind": {"after": "more"}, "more[1].phone": "changed"}"""));

        store.update(plain(), Person.class, id, Person::forget);
        assertThat(recorded(person()).toString()).doesNotContain("secret-");
        assertThat(recorded(person()).path("changes").path("contact.phone").asString())
                .isEqualTo("changed");
        assertThat(recorded(person())
                        .path("changes")
                        .path("anything")
                        .path("after")
                        .asString())
                .isEqualTo("nothing");
    }

    @Test
    void personal_data_in_a_text_that_no_event_holds_is_refused_and_nothing_is_stored() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> store.create(
                        plain(), new Person(id, "510182101201"), person -> person.become("s", "电话" + PHONE)))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("personal-data-in-text");
                    assertThat(refused.arguments()).containsExactly("note");
                });

        assertThat(outboxes.mongo.getCollection("people").countDocuments()).isZero();
    }

    @Test
    void what_was_stored_before_it_was_looked_for_is_withheld_from_the_log() {
        store.create(plain(), new Person(id, "510182101201"), person -> person.become("s", "n"));
        outboxes.mongo
                .getCollection("people")
                .updateOne(new Document("_id", id), new Document("$set", new Document("note", "电话" + PHONE)));

        store.update(plain(), Person.class, id, person -> person.become("s", "n"));

        assertThat(recorded(person()).path("changes").path("note"))
                .isEqualTo(JSON.readTree("{\"after\": \"n\", \"before\": {\"withheld\": \"personal-data\"}}"));
    }

    @NotAudited
    @org.springframework.data.mongodb.core.mapping.Document("computed")
    static class Computed extends Aggregate {
        Computed(String id, String unitId) {
            super(id, unitId);
        }
    }

    @Test
    void what_is_derived_is_left_out() {
        store.create(
                plain(),
                new Computed(id, "510182101201"),
                computed -> Aggregate.raise(AT, new BoardRegistered(computed.id(), "村口", false)));

        assertThat(outboxes.mongo.getCollection("computed").find().first().getList("outbox", Document.class))
                .singleElement()
                .satisfies(entry -> assertThat(entry).doesNotContainKey("audit"));
    }

    // personal data in events

    private static void refused(Callable<?> what, String place) {
        Rejection rejection = catchThrowableOfType(Rejection.class, what::call);
        assertThat(rejection).isNotNull();
        assertThat(rejection.status()).isEqualTo(422);
        assertThat(rejection.code()).isEqualTo("personal-data-in-text");
        assertThat(rejection.arguments()).isEqualTo(List.of(place));
        assertThat(rejection.getMessage()).doesNotContain(PHONE, ID_NUMBER);
    }

    @Test
    void a_text_with_personal_data_is_refused_and_nothing_stored() {
        register();

        for (String text : List.of(PHONE, "请打" + PHONE + "找我", ID_NUMBER, "证号" + ID_NUMBER + "。")) {
            refused(() -> store.update(plain(), Board.class, id, board -> board.putUp(text, AT)), "title");
        }
        refused(() -> store.create(plain(), board(PHONE), board -> board.register(AT)), "id");
        refused(
                () -> store.update(
                        plain(), Board.class, id, board -> board.putUp("防火", AT).withItem(ID_NUMBER)),
                "itemId");

        assertThat(outboxes.document(id).getLong("version")).isEqualTo(1);
        assertThat(outboxes.count()).isEqualTo(1);
    }

    @Test
    void a_number_that_is_nobodys_is_taken() {
        register();

        putUp("110105194912310021"); // wrong check digit
        putUp("138001380001 本"); // a digit more
        putUp("1380013800"); // a digit less

        assertThat(store.get(Board.class, id).updates()).isEqualTo(3);
    }

    // how it gets into the chain

    private void assertInTheLogOnce(int entries) {
        assertThat(log()).hasSize(entries);
        assertThat(log().stream()
                        .map(entry -> JSON.readTree(entry.getString("entry"))
                                .path("version")
                                .path("after")
                                .asInt()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries).boxed().toList());
    }

    @Test
    void when_kafka_has_the_events_the_log_has_the_commands_in_their_order() {
        register();
        putUp("防火");
        store.update(plain(), Board.class, id, board -> board.putUpBoth("防汛", "防溺水", AT));
        relay.start();
        putUp("禁毒");

        await().until(() -> outboxes.waiting(id).isEmpty() && outboxes.stillWaiting() == 0);

        assertInTheLogOnce(4);
        assertThat(kafka.history()).hasSize(5);
    }

    @Test
    void while_kafka_does_not_answer_the_log_waits_too_and_loses_nothing() {
        relayTo(new PretendedKafka(false));
        register();
        putUp("防火");
        putUp("防汛");
        relay.start();
        await().until(() -> kafka.history().size() == 3);
        kafka.completeNext();
        await().until(relay::failing);
        assertThat(log()).isEmpty();

        relay.stop(); // only what was acknowledged leaves the outbox, and only that is in the log
        assertInTheLogOnce(1);

        relayTo(new PretendedKafka(true));
        relay.start();
        await().until(() -> outboxes.waiting(id).isEmpty());
        assertInTheLogOnce(3);
    }

    private void relayTo(PretendedKafka producer) {
        kafka = producer;
        relay = outboxes.relay(kafka, NEVER);
        store = outboxes.store(relay);
    }

    @Test
    void a_crash_between_the_log_and_the_outbox_repeats_events_but_no_entry() {
        register();
        putUp("防火");
        Object waiting = outboxes.document(id).get("outbox");
        relay.start();
        await().until(() -> outboxes.waiting(id).isEmpty());
        relay.stop();
        outboxes.mongo.getCollection(BOARDS).updateOne(Filters.eq("_id", id), Updates.set("outbox", waiting));

        relayTo(new PretendedKafka(true));
        relay.start();
        await().until(() -> outboxes.waiting(id).isEmpty());

        assertThat(kafka.history()).hasSize(2);
        assertInTheLogOnce(2);
    }

    @Test
    void two_relays_at_once_make_one_chain() {
        OutboxRelay another = outboxes.relay(new PretendedKafka(true), Duration.ofMillis(5));
        relay.start();
        another.start();
        try {
            register();
            for (int i = 0; i < 60; i++) {
                putUp("第" + i + "期");
            }
            await().until(() -> outboxes.waiting(id).isEmpty());
        } finally {
            another.stop();
        }
        relay.stop();

        assertThat(log()).hasSize(61);
        assertThat(new AuditVerifier(Outboxes.KEYS)
                        .verify(outboxes.mongo.getDb(), CheckpointHistory.none())
                        .chains())
                .singleElement()
                .satisfies(chain -> {
                    assertThat(chain.findings()).isEmpty();
                    assertThat(chain.number()).isEqualTo(61);
                });
    }

    @Test
    void a_full_outbox_counts_what_waits_for_the_log_too() {
        register();
        String text = "x".repeat(OutboxEntries.CAP_CHARACTERS);
        outboxes.mongo
                .getCollection(BOARDS)
                .updateOne(Filters.eq("_id", id), Updates.set("outbox.0.audit.entry", text));

        Rejection full = catchThrowableOfType(Rejection.class, () -> putUp("防火"));
        assertThat(full.code()).isEqualTo("outbox-full");
    }
}
