package kepu.embedded;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB replica set of three child processes whose members a test may kill, freeze and bring back. The processes end
 * with this JVM.
 */
public final class ReplicaSet implements AutoCloseable {
    private static final String NAME = "rs0";
    private static final int SIZE = 3;
    private static final double CACHE_GB = 0.25;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final int PRIMARY = 1;
    private static final int SECONDARY = 2;

    private final List<Member> members;
    private final Thread atExit = new Thread(this::end, "replica-set-end");

    /** One server of the set. */
    private static final class Member {
        private final Path binary;
        private final Path folder;
        private final MongoClient client;
        private MongodProcess process;
        private boolean alive = true;
        private boolean frozen;

        private Member(Path binary, Path folder) {
            this.binary = binary;
            this.folder = folder;
            this.process = start(0);
            this.client = MongoClients.create(
                    process.uri()
                            + "/?directConnection=true&connectTimeoutMS=1000&socketTimeoutMS=15000&serverSelectionTimeoutMS=1500");
        }

        private MongodProcess start(int port) {
            return MongodProcess.start(binary, folder, port, CACHE_GB, "--replSet", NAME, "--oplogSize", "256");
        }

        private String address() {
            return "127.0.0.1:" + process.port();
        }

        private Document admin(Document command) {
            return client.getDatabase("admin").runCommand(command);
        }

        private boolean isPrimary() {
            try {
                return alive && !frozen && admin(new Document("hello", 1)).getBoolean("isWritablePrimary", false);
            } catch (MongoException e) {
                return false;
            }
        }

        private void standForElection() {
            if (alive && !frozen) {
                try {
                    admin(new Document("replSetStepUp", 1));
                } catch (MongoException e) {
                    // not yet in touch with the others, or not as far as they are
                }
            }
        }

        private void kill() {
            if (alive) {
                process.kill();
                alive = false;
                frozen = false;
            }
        }

        private void restart() {
            if (!alive) {
                process = start(process.port());
                alive = true;
            }
        }

        /** @param signal {@code STOP} or {@code CONT} */
        private void signal(String signal) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
                frozen = signal.equals("STOP");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private ReplicaSet(List<Member> members) {
        this.members = members;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts three members and returns once one of them is primary. Without a {@code mongod} on this machine the test is
     * skipped; in CI that is an error.
     *
     * @param folder for the members' folders
     * @param electionTimeout after which the others replace a primary that they do not hear, and a primary that does not
     *     hear a majority steps down
     */
    public static ReplicaSet start(Path folder, Duration electionTimeout) {
        Optional<Path> binary = MongodBinary.find(System.getenv());
        if (binary.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no mongod; infra/install-mongod fetches one");
        }
        assumeTrue(binary.isPresent(), "no mongod on this machine; infra/install-mongod fetches one");
        List<Member> members = new ArrayList<>();
        ReplicaSet set = new ReplicaSet(members);
        try {
            for (int i = 0; i < SIZE; i++) {
                members.add(new Member(binary.orElseThrow(), folder.resolve("member-" + i)));
            }
            set.initiate(electionTimeout);
            set.heal();
            return set;
        } catch (RuntimeException | Error e) {
            set.close();
            throw e;
        }
    }

    private void initiate(Duration electionTimeout) {
        List<Document> all = IntStream.range(0, SIZE)
                .mapToObj(i ->
                        new Document("_id", i).append("host", members.get(i).address()))
                .toList();
        Document settings = new Document("electionTimeoutMillis", (int) electionTimeout.toMillis())
                .append("heartbeatIntervalMillis", (int) HEARTBEAT.toMillis())
                .append("heartbeatTimeoutSecs", Math.max(1, (int) electionTimeout.toSeconds()))
                // whoever was killed takes what it has not told anybody to a rollback, and does not win by being quick
                .append("catchUpTimeoutMillis", 2_000);
        members.getFirst()
                .admin(new Document(
                        "replSetInitiate",
                        new Document("_id", NAME).append("members", all).append("settings", settings)));
    }

    /** The connection string of a database; a client notices within a few seconds that a member is gone or frozen. */
    public String uri(String database) {
        return members.stream().map(Member::address).collect(Collectors.joining(",", "mongodb://", "/" + database))
                + "?replicaSet=" + NAME;
    }

    /** The primary hands over to another member. */
    public void stepDown() {
        primary().ifPresent(member -> {
            try {
                member.admin(new Document("replSetStepDown", 10)
                        .append("secondaryCatchUpPeriodSecs", 1)
                        .append("force", true));
            } catch (MongoException e) {
                // it may cut the connection by which it was asked
            }
        });
    }

    /** As a power cut would. */
    public void killPrimary() {
        awaitPrimary().kill();
    }

    /** The primary stays one for the election timeout, and no majority holds what it stores. */
    public void killSecondaries() {
        Member primary = awaitPrimary();
        members.stream().filter(member -> member != primary).forEach(Member::kill);
    }

    /** The primary stops in the midst of whatever it does, keeps its connections, and goes on when the set heals. */
    public void freezePrimary() {
        awaitPrimary().signal("STOP");
    }

    /** A secondary stops until the set heals. */
    public void freezeSecondary() {
        Member primary = awaitPrimary();
        members.stream()
                .filter(member -> member != primary && member.alive)
                .findFirst()
                .ifPresent(member -> member.signal("STOP"));
    }

    /** The members that were killed come back; whoever is alive stays as it is. */
    public void restartKilled() {
        members.forEach(Member::restart);
    }

    /** Those that were killed come back first, and then whoever lives now is killed: its last word is heard by nobody. */
    public void replaceByThoseKilled() {
        List<Member> living = members.stream().filter(member -> member.alive).toList();
        living.forEach(Member::kill);
        members.stream().filter(member -> !living.contains(member)).forEach(Member::restart);
        elect();
        awaitMajority();
    }

    /** All members run, know of each other, and one of them is primary. */
    public void heal() {
        members.stream().filter(member -> member.frozen).forEach(member -> member.signal("CONT"));
        restartKilled();
        elect();
        await().atMost(PATIENCE).ignoreExceptions().until(this::isWhole);
        awaitMajority();
    }

    /** A new primary acknowledges nothing before another member has found it and follows. */
    private void awaitMajority() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> awaitPrimary()
                        .client
                        .getDatabase("fixture")
                        .getCollection("probes")
                        .withWriteConcern(WriteConcern.MAJORITY.withWTimeout(1, TimeUnit.SECONDS))
                        .insertOne(new Document())
                        .wasAcknowledged());
    }

    /** Somebody who lives stands for election at once instead of after the election timeout. */
    private void elect() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            for (Member member : members) {
                if (primary().isPresent()) {
                    return true;
                }
                member.standForElection();
            }
            return primary().isPresent();
        });
    }

    private boolean isWhole() {
        Member primary = awaitPrimary();
        List<Integer> states =
                primary.admin(new Document("replSetGetStatus", 1)).getList("members", Document.class).stream()
                        .map(member -> member.getInteger("state"))
                        .sorted()
                        .toList();
        return states.equals(List.of(PRIMARY, SECONDARY, SECONDARY));
    }

    private Optional<Member> primary() {
        return members.stream().filter(Member::isPrimary).findFirst();
    }

    private Member awaitPrimary() {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(this::primary, Optional::isPresent)
                .orElseThrow();
    }

    /** The member that is primary now, by its address; null while there is none. */
    public @Nullable String primaryAddress() {
        return primary().map(Member::address).orElse(null);
    }

    private void end() {
        members.forEach(Member::kill);
    }

    @Override
    public void close() {
        members.forEach(member -> member.client.close());
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
