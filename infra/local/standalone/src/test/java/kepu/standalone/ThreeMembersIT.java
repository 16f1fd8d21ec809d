package kepu.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kepu.embedded.KafkaRecords;
import kepu.embedded.ReplicaSet;
import kepu.sample.SampleCards;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import kepu.sample.command.SampleCommand;
import kepu.sample.load.ClientCredentials;
import kepu.sample.load.LoadStopped;
import kepu.sample.load.SampleLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole installation on a replica set of three members that fail one after another while the sample is loaded, again and
 * again under the same keys. {@code -Dkepu.fault.rounds=10 -Dkepu.fault.seed=7} asks for more than the short default.
 */
@Timeout(1800)
class ThreeMembersIT {
    private static final int ROUNDS = Integer.getInteger("kepu.fault.rounds", 2);
    private static final long SEED = Long.getLong("kepu.fault.seed", 14L);
    private static final Duration ELECTION = Duration.ofSeconds(2);
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What people state: no cards, and no cases of the radar. */
    private static final Pattern FACTS = Pattern.compile(
            "kepu\\.(organization|volunteers|reading-rooms|campaigns|assessment)\\.(?!scorecard$|integrity$)[^.]+");

    /** Told by the clock, and answered to nobody. */
    private static final String SLIP = "kepu.assessment.order-slip-issued.v1";

    @TempDir
    Path folder;

    private final SampleCounty county = ROUNDS <= 2 ? firstOf(new SampleCounty(), 4, 60) : new SampleCounty();

    /** The set-up, and of the township and the first villages the first commands. */
    private static SampleCounty firstOf(SampleCounty county, int units, int commands) {
        Map<String, List<SampleCommand>> lists = new LinkedHashMap<>();
        county.lists().entrySet().stream()
                .limit(units)
                .forEach(list -> lists.put(
                        list.getKey(), list.getValue().stream().limit(commands).toList()));
        return new SampleCounty(county.seed(), county.year(), county.setUp(), lists);
    }

    /** An installation and the sample's journals of it, one for each time that all commands were sent. */
    private record Installation(LocalInstallation parts, Path data, SampleCounty county) implements AutoCloseable {
        static Installation open(Path data, Map<String, String> environment, SampleCounty county) {
            LocalInstallation parts = LocalInstallation.open(
                    data,
                    new LocalInstallation.Ports(0, 0, 0),
                    environment,
                    null,
                    List.of(
                            "--kepu.identity.bootstrap-client=" + loader(data),
                            "--kepu.identity.bcrypt-strength=4",
                            "--kepu.identity.key-bits=2048",
                            "--kepu.gateway.read-timeout=30s"), // a machine that builds beside is slow
                    System.out);
            return new Installation(parts, data, county);
        }

        private static Path loader(Path data) {
            return LocalInstallation.keys(data).resolve("sample-loader");
        }

        private Path accounts() {
            return data.resolve("accounts");
        }

        /** Sends every command until it is answered. */
        void load(int pass) throws IOException {
            new SampleLoader(
                            parts.gateway(),
                            ClientCredentials.in(loader(data)),
                            accounts(),
                            WRITERS,
                            PATIENCE,
                            System.out)
                    .load(county, journal(pass));
        }

        private Path journal(int pass) {
            return data.resolve("pass-" + pass);
        }

        /** What was answered to each command: its receipt. */
        Map<String, String> receipts(int pass) throws IOException {
            Map<String, String> receipts = new TreeMap<>();
            try (Stream<String> lines = Files.lines(journal(pass))) {
                lines.filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", 2))
                        .forEach(line -> receipts.put(line[0], line[1]));
            }
            return receipts;
        }

        /** The canonical card of each village; its stored card must be the one that is computed now. */
        SortedMap<String, String> cards() {
            Api api = Api.asSample(parts.gateway(), accounts(), "recorder");
            String today = "?asOf=" + LocalDate.now(SampleCounty.ZONE);
            SortedMap<String, String> cards = new TreeMap<>();
            for (SampleVillage village : SampleVillage.values()) {
                String id = village.unitId();
                if (county.lists().containsKey(id)) {
                    String card = "/api/v1/assessment/scorecards/" + id + "/" + county.year();
                    assertThat(api.get(card).body())
                            .as("stored card, seed %d", SEED)
                            .isEqualTo(api.get(card + today).body());
                    cards.put(id, api.canonical(id, county.year()));
                }
            }
            return cards;
        }

        @Override
        public void close() {
            parts.close();
        }
    }

    @Test
    void what_is_answered_is_stored_told_and_scored_once_whatever_member_of_the_store_fails() throws IOException {
        System.out.printf("%d rounds of faults, seed %d%n", ROUNDS, SEED);
        try (ReplicaSet set = ReplicaSet.start(folder.resolve("members"), ELECTION);
                Installation installation =
                        Installation.open(folder.resolve("faults"), Map.of("MONGODB_URI", set.uri("")), county)) {
            CompletableFuture<Void> faults = CompletableFuture.runAsync(new FaultRounds(set, ROUNDS, SEED));
            int passes = 0;
            do {
                loadUnderFaults(installation, passes++, faults);
            } while (!faults.isDone());
            faults.join();
            installation.load(passes++);

            Map<String, String> receipts = installation.receipts(passes - 1);
            Set<String> acknowledged = new HashSet<>();
            for (int pass = 0; pass < passes; pass++) {
                assertThat(installation.receipts(pass))
                        .as("receipts of pass %d of %d, seed %d", pass + 1, passes, SEED)
                        .isEqualTo(receipts);
            }
            receipts.values().forEach(receipt -> acknowledged.addAll(events(receipt)));
            Map<String, Set<String>> told = told(installation.parts().kafka());
            Set<String> toldEvents = new HashSet<>();
            told.values().forEach(toldEvents::addAll);
            try (MongoClient client = MongoClients.create(set.uri(""))) {
                assertThat(stored(client)).as("stored, seed %d", SEED).containsAll(acknowledged);
                assertThat(toldEvents).as("told, seed %d", SEED).isEqualTo(acknowledged);
                assertThat(told)
                        .as("two events with one place in their aggregate, seed %d", SEED)
                        .allSatisfy((_, events) -> assertThat(events).hasSize(1));
                assertThat(journal(client)).as("scored, seed %d", SEED).containsAll(acknowledged);
            }
            Map<String, String> undisturbed = SampleCards.canonical(county, Api.longAfter(county.year()));
            undisturbed.keySet().retainAll(county.lists().keySet());
            assertThat(installation.cards()).as("cards, seed %d", SEED).isEqualTo(undisturbed);
            System.out.printf(
                    "%d rounds, seed %d: %d commands answered %d times each, %d events told; 0 lost, 0 doubled, %d"
                            + " cards byte-identical%n",
                    ROUNDS, SEED, receipts.size(), passes, toldEvents.size(), undisturbed.size());
        }
    }

    /** A load that was given up, say because a copy of a unit came late, goes on; only the last one must not be. */
    private static void loadUnderFaults(Installation installation, int pass, CompletableFuture<Void> faults)
            throws IOException {
        while (true) {
            try {
                installation.load(pass);
                return;
            } catch (LoadStopped e) {
                if (faults.isDone()) {
                    installation.load(pass);
                    return;
                }
                System.out.println("goes on after: " + e.getMessage());
            }
        }
    }

    /** Of a receipt's line: id, item, version, events. */
    private static List<String> events(String receipt) {
        String events = receipt.split("\t", -1)[3];
        return events.isEmpty() ? List.of() : List.of(events.split(","));
    }

    /** Events of which an aggregate's document holds the receipt, as a majority has it. */
    private static Set<String> stored(MongoClient client) {
        Set<String> events = new HashSet<>();
        for (String service : List.of("organization", "volunteers", "reading-rooms", "campaigns", "assessment")) {
            MongoDatabase database = client.getDatabase("kepu-" + service).withReadConcern(ReadConcern.MAJORITY);
            for (String collection : database.listCollectionNames()) {
                for (Document document : database.getCollection(collection)
                        .find(new Document("firstApplied", new Document("$exists", true)))) {
                    List<Document> applied = new ArrayList<>(document.getList("applied", Document.class, List.of()));
                    applied.add(document.get("firstApplied", Document.class));
                    applied.forEach(each -> events.addAll(each.getList("events", String.class)));
                }
            }
        }
        return events;
    }

    private static Set<String> journal(MongoClient client) {
        return client.getDatabase("kepu-assessment")
                .withReadConcern(ReadConcern.MAJORITY)
                .getCollection("journal")
                .find()
                .map(entry -> entry.getString("_id"))
                .into(new HashSet<>());
    }

    /** Ids of the events on the topics of facts, by their place: aggregate and sequence. */
    private static Map<String, Set<String>> told(String kafka) {
        Map<String, Set<String>> told = new HashMap<>();
        for (ConsumerRecord<?, ?> event : KafkaRecords.read(kafka, FACTS.asMatchPredicate())) {
            if (header(event, "ce_type").equals(SLIP)) {
                continue;
            }
            String place = event.topic() + ' ' + header(event, "ce_subject") + ' ' + header(event, "ce_sequence");
            told.computeIfAbsent(place, _ -> new HashSet<>()).add(header(event, "ce_id"));
        }
        return told;
    }

    private static String header(ConsumerRecord<?, ?> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
