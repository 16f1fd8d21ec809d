package kepu.defaults.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.contracts.organization.UnitEvent.UnitMoved;
import kepu.defaults.access.UnitParents.Parent;
import kepu.defaults.consume.Received;
import kepu.embedded.EmbeddedStore;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class CopiedUnitParentsIT {
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-01T00:00:00Z");

    @Test
    void every_move_is_kept_in_whatever_order_it_comes_and_rights_do_not_end_with_a_closure() {
        List<Received> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a")),
                heard(2, JULY, new UnitMoved("v", "c")),
                heard(3, JUNE, new UnitMoved("v", "b")),
                heard(4, JULY, new UnitClosed("v", "x")),
                heard(5, JULY, new UnitClosureWithdrawn("v", "x", JULY)));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("copies"))) {
            for (int round = 0; round < 30; round++) {
                List<Received> order = new ArrayList<>(told);
                order.addAll(told);
                Collections.shuffle(order, random);
                MongoTemplate mongo = new MongoTemplate(client, "copies-" + UUID.randomUUID());
                CopiedUnitParents parents = new CopiedUnitParents(mongo);
                order.forEach(received -> parents.on(List.of(received)));

                assertThat(parents.of("v"))
                        .as("seed %d, %s", seed, order)
                        .containsExactly(new Parent("a", MAY), new Parent("b", JUNE), new Parent("c", JULY));
                assertThat(parents.atAndBelow(Set.of("c"), JULY)).containsExactlyInAnyOrder("c", "v");
                assertThat(parents.atAndBelow(Set.of("a", "b"), JULY)).containsExactlyInAnyOrder("a", "b");
            }
        }
    }

    @Test
    void copies_of_an_earlier_release_are_found_from_above_after_the_start() {
        try (EmbeddedStore store = EmbeddedStore.inMemory();
                MongoClient client = MongoClients.create(store.uri("copies"))) {
            MongoTemplate mongo = new MongoTemplate(client, "copies");
            new CopiedUnitParents(mongo).on(List.of(heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "a"))));
            mongo.getCollection(CopiedUnitParents.COLLECTION).updateMany(new Document(), Updates.unset("parentIds"));

            CopiedUnitParents later = new CopiedUnitParents(mongo);
            later.prepare();

            assertThat(later.atAndBelow(Set.of("a"), JULY)).containsExactlyInAnyOrder("a", "v");
        }
    }

    private static Received heard(long sequence, Instant at, UnitEvent event) {
        Envelope<?> envelope =
                new Envelope<>(UUID.randomUUID(), "v", at, JULY, 1, sequence, "v", "clerk-1", "c-1", null, null, event);
        return new Received(envelope, EventCodec.encode(envelope), 0, envelope.sequence());
    }
}
