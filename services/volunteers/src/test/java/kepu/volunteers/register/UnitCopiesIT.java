package kepu.volunteers.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import kepu.contracts.Envelope;
import kepu.contracts.EventCodec;
import kepu.contracts.organization.UnitEvent;
import kepu.contracts.organization.UnitEvent.Kind;
import kepu.contracts.organization.UnitEvent.ResidentsCounted;
import kepu.contracts.organization.UnitEvent.UnitClosed;
import kepu.contracts.organization.UnitEvent.UnitClosureCorrected;
import kepu.contracts.organization.UnitEvent.UnitClosureWithdrawn;
import kepu.contracts.organization.UnitEvent.UnitEstablished;
import kepu.defaults.consume.LocalCopies;
import kepu.defaults.consume.Received;
import kepu.embedded.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What this service remembers of units, in whatever order and however often it hears of them. */
class UnitCopiesIT {
    private static final Instant MAY = Instant.parse("2025-05-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2025-07-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2025-09-01T00:00:00Z");

    private static EmbeddedStore store;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        store = EmbeddedStore.inMemory();
        client = MongoClients.create(store.uri("copies"));
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @Test
    void the_newest_version_of_a_closure_holds_and_what_else_is_told_of_the_unit_keeps_nothing_back() {
        List<Received> told = List.of(
                heard(1, MAY, new UnitEstablished("v", Kind.VILLAGE, "青禾村", "t")),
                heard(2, JUNE, new UnitClosed("v", "x")),
                heard(3, MAY, new ResidentsCounted("v", 100)),
                heard(4, MAY, new UnitClosureCorrected("v", "x", JUNE)),
                heard(5, NOW, new UnitClosureWithdrawn("v", "x", MAY)),
                heard(6, JULY, new UnitClosed("v", "x")));
        List<Instant> closedAt = Arrays.asList(null, JUNE, JUNE, MAY, null, JULY);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int newest = 1; newest <= told.size(); newest++) {
            for (int round = 0; round < 15; round++) {
                List<Received> order = new ArrayList<>(told.subList(0, newest));
                order.addAll(order);
                Collections.shuffle(order, random);
                MongoTemplate mongo = new MongoTemplate(client, "copies-" + UUID.randomUUID());
                int cut = random.nextInt(order.size() + 1);
                OrganizationEventListener listener = new OrganizationEventListener(
                        new LocalCopies(mongo, Register.UNITS), new LocalCopies(mongo, Register.TARGETS));
                listener.on(order.subList(0, cut));
                listener.on(order.subList(cut, order.size()));
                Register register = new Register(mongo, _ -> List.of(), Clock.systemUTC());

                assertThat(register.unit("v").closedAt())
                        .as("seed %d, %s", seed, order)
                        .isEqualTo(closedAt.get(newest - 1));
                mongo.getDb().drop();
            }
        }
    }

    private static Received heard(long sequence, Instant at, UnitEvent event) {
        Envelope<?> envelope =
                new Envelope<>(UUID.randomUUID(), "v", at, NOW, 1, sequence, "v", "clerk-1", "c-1", null, null, event);
        return new Received(envelope, EventCodec.encode(envelope), 0, envelope.sequence());
    }
}
