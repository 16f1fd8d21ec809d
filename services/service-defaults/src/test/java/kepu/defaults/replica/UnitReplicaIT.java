package kepu.defaults.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitEstablishmentCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveCorrected;
import kepu.contracts.organization.UnitEvent.UnitMoveWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.Rejection;
import kepu.defaults.access.Access;
import kepu.defaults.access.UnitParents.Parent;
import kepu.defaults.consume.ReceivedEvent;
import kepu.embedded.TestStore;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What a service remembers of units, in whatever order and however often it hears of them. */
class UnitReplicaIT {
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2025-09-01T00:00:00Z");

    private static TestStore store;
    private static MongoClient client;
    private static int databases;

    @BeforeAll
    static void start() {
        store = TestStore.open();
        client = MongoClients.create(store.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @Test
    void the_newest_version_of_a_closure_holds_and_what_else_is_told_of_the_unit_keeps_nothing_back() {
        List<ReceivedEvent> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "t")),
                heard(2, JUNE, new UnitClosed("v", "x")),
                heard(3, MAY, new ResidentsCounted("v", 100, null)),
                heard(4, MAY, new UnitClosureCorrected("v", "x", JUNE)),
                heard(5, NOW, new UnitClosureWithdrawn("v", "x", MAY)),
                heard(6, JULY, new UnitClosed("v", "x")));
        List<Instant> closedAt = Arrays.asList(null, JUNE, JUNE, MAY, null, JULY);
        for (int newest = 1; newest <= told.size(); newest++) {
            Instant expected = closedAt.get(newest - 1);
            inAnyOrder(
                    15,
                    told.subList(0, newest),
                    (units, order) -> assertThat(units.find("v").orElseThrow().closedAt())
                            .as(order)
                            .isEqualTo(expected));
        }
    }

    @Test
    void every_move_is_kept_in_whatever_order_it_comes_and_rights_do_not_end_with_a_closure() {
        List<ReceivedEvent> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a")),
                heard(2, JULY, new UnitMoved("v", "c")),
                heard(3, JUNE, new UnitMoved("v", "b")),
                heard(4, JULY, new UnitClosed("v", "x")),
                heard(5, JULY, new UnitClosureWithdrawn("v", "x", JULY)));
        inAnyOrder(
                30,
                told,
                (units, order) -> assertThat(units.parents().of("v"))
                        .as(order)
                        .containsExactly(new Parent("a", MAY), new Parent("b", JUNE), new Parent("c", JULY)));
    }

    @Test
    void a_move_is_where_and_when_its_newest_version_says_and_one_that_was_withdrawn_never_was() {
        List<ReceivedEvent> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a")),
                heard(2, JUNE, new UnitMoved("v", "b")),
                heard(3, JULY, new UnitMoveCorrected("v", "c", JUNE)),
                heard(4, JUNE, new UnitMoveCorrected("v", "d", JULY)),
                heard(5, NOW, new UnitMoveWithdrawn("v", "a", "误", JUNE)),
                heard(6, JULY, new UnitMoved("v", "b")));
        List<Optional<Parent>> moved = List.of(
                Optional.empty(),
                Optional.of(new Parent("b", JUNE)),
                Optional.of(new Parent("c", JULY)),
                Optional.of(new Parent("d", JUNE)),
                Optional.empty(),
                Optional.of(new Parent("b", JULY)));
        for (int newest = 1; newest <= told.size(); newest++) {
            List<Parent> expected = new ArrayList<>(List.of(new Parent("a", MAY)));
            moved.get(newest - 1).ifPresent(expected::add);
            inAnyOrder(
                    8,
                    told.subList(0, newest),
                    (units, order) ->
                            assertThat(units.parents().of("v")).as(order).isEqualTo(expected));
        }
    }

    @Test
    void the_newest_version_of_an_establishment_holds_beside_the_moves() {
        List<ReceivedEvent> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a")),
                heard(2, JULY, new UnitMoved("v", "b")),
                heard(3, JUNE, new UnitEstablishmentCorrected("v", Kind.DEPARTMENT, "农技站", "a", MAY)));
        inAnyOrder(10, told, (units, order) -> {
            assertThat(units.parents().of("v")).as(order).containsExactly(new Parent("a", JUNE), new Parent("b", JULY));
            assertThat(units.find("v").orElseThrow().kind()).as(order).isEqualTo(Kind.DEPARTMENT);
        });
    }

    @Test
    void a_corrected_establishment_replaces_the_parent_that_an_earlier_release_wrote_down() {
        MongoTemplate mongo = database();
        mongo.getCollection("units")
                .insertOne(new Document("_id", "v")
                        .append("kind", "VILLAGE")
                        .append(
                                "facts",
                                new Document("establishment", new Document("epoch", 1L).append("sequence", 1L)))
                        .append(
                                "parents",
                                new Document("1-1", new Document("unitId", "a").append("from", MAY.toEpochMilli()))));
        UnitReplica units = new UnitReplica(mongo, "units");
        assertThat(units.parents().of("v")).containsExactly(new Parent("a", MAY));

        units.on(List.of(heard(2, JUNE, new UnitEstablishmentCorrected("v", Kind.VILLAGE, "青禾村", "a", MAY))));

        assertThat(units.parents().of("v")).containsExactly(new Parent("a", JUNE));
    }

    @Test
    void a_unit_lies_below_its_newest_parent_in_whatever_order_its_moves_come() {
        List<ReceivedEvent> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a")),
                heard(2, JULY, new UnitMoved("v", "c")),
                heard(3, JUNE, new UnitMoved("v", "b")));
        for (int start = 0; start < told.size(); start++) {
            MongoTemplate mongo = database();
            UnitReplica units = new UnitReplica(mongo, "units");
            SubtreeIndex subtrees = new SubtreeIndex(mongo.getCollection("units"));
            for (int i = 0; i < told.size(); i++) {
                List<ReceivedEvent> next = List.of(told.get((start + i) % told.size()));
                units.on(next);
                subtrees.add(next);
            }

            assertThat(subtrees.atAndBelow(Set.of("c"), JULY)).containsExactlyInAnyOrder("c", "v");
            assertThat(subtrees.atAndBelow(Set.of("a", "b"), JULY)).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void copies_of_an_earlier_release_are_found_from_above_after_the_start() {
        MongoTemplate mongo = database();
        new UnitReplica(mongo, "units").on(List.of(heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a"))));
        SubtreeIndex subtrees = new SubtreeIndex(mongo.getCollection("units"));

        subtrees.prepare();

        assertThat(subtrees.atAndBelow(Set.of("a"), JULY)).containsExactlyInAnyOrder("a", "v");
    }

    @Test
    void a_move_that_comes_late_is_no_less_a_move() {
        UnitReplica units = new UnitReplica(database(), "units");
        units.on(List.of(heard(1, MAY, new UnitEstablished("v", Kind.COUNTY, "某县", null))));
        units.on(List.of(
                heardOf("x", 1, MAY, new UnitEstablished("x", Kind.TOWNSHIP, "某乡", "nowhere")),
                heardOf("x", 3, JUNE, new ResidentsCounted("x", 100, null))));
        units.on(List.of(heardOf("x", 2, JUNE, new UnitMoved("x", "v"))));

        assertThat(units.countyOf("x", JUNE)).contains("v");
        assertThat(units.countyOf("x", MAY)).isEmpty();
    }

    @Test
    void parents_that_an_earlier_release_wrote_down_are_still_known() {
        MongoTemplate mongo = database();
        mongo.getCollection("units")
                .insertOne(new Document("_id", "x")
                        .append("kind", "TOWNSHIP")
                        .append("parents", new Document("since" + MAY.toEpochMilli(), "v")));
        UnitReplica units = new UnitReplica(mongo, "units");
        units.on(List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.COUNTY, "某县", null)),
                heardOf("x", 2, JUNE, new UnitMoved("x", "w"))));

        assertThat(units.parents().of("x")).containsExactly(new Parent("v", MAY), new Parent("w", JUNE));
        assertThat(units.countyOf("x", MAY)).contains("v");
    }

    @Test
    void nothing_starts_in_a_closed_unit_and_nothing_is_asked_of_an_unknown_one() {
        UnitReplica units = new UnitReplica(database(), "units");
        units.on(List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "t")),
                heard(2, JULY, new UnitClosed("v", "x"))));

        Access.asSystem(() -> {
            assertThat(units.requireKnown("v").openAt(JUNE).kind()).isEqualTo(Kind.VILLAGE);
            refused(409, "unit-closed", () -> units.requireKnown("v").openAt(JULY));
            refused(422, "unknown-unit", () -> units.requireKnown("nowhere"));
        });
    }

    private static void refused(int status, String code, Runnable request) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(request::run).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    /** Each of the events comes twice, in two batches. */
    private static void inAnyOrder(int rounds, List<ReceivedEvent> told, BiConsumer<UnitReplica, String> check) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            List<ReceivedEvent> order = new ArrayList<>(told);
            order.addAll(told);
            Collections.shuffle(order, random);
            MongoTemplate mongo = database();
            int cut = random.nextInt(order.size() + 1);
            UnitReplica units = new UnitReplica(mongo, "units");
            units.on(order.subList(0, cut));
            units.on(order.subList(cut, order.size()));

            check.accept(units, "seed %d, %s".formatted(seed, order));
            mongo.getDb().drop();
        }
    }

    private static MongoTemplate database() {
        return new MongoTemplate(client, store.database("copies-" + ++databases));
    }

    private static ReceivedEvent heard(long sequence, Instant at, UnitEvent event) {
        return heardOf("v", sequence, at, event);
    }

    private static ReceivedEvent heardOf(String unitId, long sequence, Instant at, UnitEvent event) {
        Envelope<?> envelope = new Envelope<>(
                UUID.randomUUID(), unitId, at, NOW, 1, sequence, unitId, "clerk-1", "c-1", null, null, event);
        return new ReceivedEvent(envelope, EventCodec.encode(envelope), 0, envelope.sequence());
    }
}
