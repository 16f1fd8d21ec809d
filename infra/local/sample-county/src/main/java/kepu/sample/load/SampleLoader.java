package kepu.sample.load;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import kepu.sample.SampleCounty;
import kepu.sample.SampleVillage;
import kepu.sample.command.SampleCommand;
import kepu.sample.command.Sender;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Loads a {@link SampleCounty} through the gateway's public API: the set-up first, then several villages at once, each
 * in its own order. It may be stopped and started again at any moment; nothing is stored twice.
 */
public final class SampleLoader {
    public static final int DEFAULT_PARALLEL = 8;
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

    /** Whose events are about personal data, which assessment does not take. */
    private static final String READERS = "/api/v1/reading-rooms/readers";

    private static final Duration SCORED_WITHIN = Duration.ofMinutes(5);
    private static final int LOOKUP_CHUNK = 1_000;
    private static final long POLL_MILLIS = 200;

    private final URI gateway;
    private final ClientCredentials administrator;
    private final Path accountsFile;
    private final int parallel;
    private final Duration patience;
    private final Duration scoredWithin;
    private final PrintStream out;

    /**
     * @param administrator machine account that may establish the county: a system administrator of the whole
     *     installation
     * @param accountsFile where the sample's accounts are written to, for the owner's eyes only
     * @param parallel how many villages at once
     * @param patience for how long one command is tried again while the gateway is away or busy
     * @param out where progress goes
     */
    public SampleLoader(
            URI gateway,
            ClientCredentials administrator,
            Path accountsFile,
            int parallel,
            Duration patience,
            PrintStream out) {
        this(gateway, administrator, accountsFile, parallel, patience, SCORED_WITHIN, out);
    }

    /** With the defaults. */
    public SampleLoader(URI gateway, ClientCredentials administrator, Path accountsFile, PrintStream out) {
        this(gateway, administrator, accountsFile, DEFAULT_PARALLEL, DEFAULT_PATIENCE, out);
    }

    SampleLoader(
            URI gateway,
            ClientCredentials administrator,
            Path accountsFile,
            int parallel,
            Duration patience,
            Duration scoredWithin,
            PrintStream out) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1");
        }
        this.gateway = gateway;
        this.administrator = administrator;
        this.accountsFile = accountsFile;
        this.parallel = parallel;
        this.patience = patience;
        this.scoredWithin = scoredWithin;
        this.out = out;
    }

    /** What a load did; {@code alreadyThere} commands were known from the journal file and not sent. */
    public record Loaded(int sent, int alreadyThere, int events) {}

    /** Says whether the installation does not have the sample county yet. */
    public boolean isEmpty() {
        try (GatewayClient client = client(administrator)) {
            return isEmpty(client);
        }
    }

    /**
     * Loads the county with its accounts and waits until all of it is scored.
     *
     * @throws LoadStopped when a command is refused, or the gateway stays away for longer than the patience
     */
    public Loaded load(SampleCounty county, Path journalFile) {
        try (GatewayClient client = client(administrator);
                SampleJournal journal = SampleJournal.open(journalFile, county)) {
            SampleAccounts accounts = SampleAccounts.in(accountsFile);
            if (!(journal.receipts().isEmpty() && accounts.isEmpty()) && isEmpty(client)) {
                out.println("the installation is empty: starting over, whatever " + journalFile + " says");
                journal.startOver();
                accounts.startOver();
            }
            List<SampleCommand> all = county.commands();
            int alreadyThere = (int) all.stream()
                    .filter(command -> journal.receipts().containsKey(command.ref()))
                    .count();
            try (LoadProgress progress = new LoadProgress(all.size(), out)) {
                progress.advance(alreadyThere);
                sendAll(client, accounts, journal, county, progress);
            }
            List<String> events = all.stream()
                    .filter(command -> !command.path().startsWith(READERS))
                    .map(SampleCommand::ref)
                    .map(journal.receipts()::get)
                    .filter(Objects::nonNull)
                    .flatMap(receipt -> receipt.events().stream())
                    .toList();
            awaitScored(client, events);
            return new Loaded(all.size() - alreadyThere, alreadyThere, events.size());
        }
    }

    /** Prints the ranking of the township in the county's year. */
    public void printRanking(SampleCounty county) {
        try (GatewayClient client = client(administrator)) {
            printRanking(client, county, out);
        }
    }

    /** Prints the {@link CardsDigest} of the county's villages, to be compared with another installation's. */
    public void printDigest(SampleCounty county) {
        LocalDate asOf = CardsDigest.asOf(county.year());
        SortedMap<String, String> cards = new TreeMap<>();
        try (GatewayClient client = client(administrator)) {
            for (SampleVillage village : SampleVillage.values()) {
                String card = "/api/v1/assessment/scorecards/" + village.unitId() + "/" + county.year();
                cards.put(village.unitId(), client.text(card + "/canonical?asOf=" + asOf));
            }
        }
        out.printf("%nSHA-256 of the %d canonical cards as of %s: %s%n", cards.size(), asOf, CardsDigest.of(cards));
    }

    /**
     * Prints the ranking of a county that was loaded before.
     *
     * @param accountsFile of that load
     */
    public static void printRanking(URI gateway, Path accountsFile, SampleCounty county, PrintStream out) {
        ClientCredentials reader = SampleAccounts.in(accountsFile).machine(SampleAccounts.READER);
        try (GatewayClient client = new GatewayClient(gateway, reader, DEFAULT_PATIENCE)) {
            printRanking(client, county, out);
        }
    }

    /** Whether a load has opened accounts. */
    public static boolean hasAccounts(Path accountsFile) {
        return !SampleAccounts.in(accountsFile).isEmpty();
    }

    /** Closes the administrator's own account: for one that exists only to load. */
    public void retire() {
        try (GatewayClient client = client(administrator)) {
            client.post(
                    "/api/v1/identity/accounts/" + administrator.id() + "/closure",
                    Map.of("reason", "示例数据已载入"),
                    "sample:retired:" + administrator.id());
        }
    }

    private static void printRanking(GatewayClient client, SampleCounty county, PrintStream out) {
        String path = "/api/v1/assessment/rankings/" + SampleCounty.TOWNSHIP + "/" + county.year();
        new RankingPrinter(out).print(client.get(path));
    }

    private GatewayClient client(ClientCredentials account) {
        return new GatewayClient(gateway, account, patience);
    }

    private static boolean isEmpty(GatewayClient client) {
        return !client.exists("/api/v1/organization/units/" + SampleCounty.COUNTY);
    }

    private void sendAll(
            GatewayClient client,
            SampleAccounts accounts,
            SampleJournal journal,
            SampleCounty county,
            LoadProgress progress) {
        Sending sending = new Sending(journal, progress);
        sending.clients.put(Sender.ADMINISTRATOR, client);
        // Rights are granted at units, so the county comes before those who fill it.
        sending.send(county.setUp().stream()
                .filter(command -> command.sender() == Sender.ADMINISTRATOR)
                .toList());
        try (GatewayClient recorder = client(accounts.open(client, SampleAccounts.RECORDER));
                GatewayClient verifier = client(accounts.open(client, SampleAccounts.VERIFIER))) {
            sending.clients.put(Sender.RECORDER, recorder);
            sending.clients.put(Sender.VERIFIER, verifier);
            sending.send(county.setUp());
            List<Runnable> lists = new ArrayList<>();
            county.lists().values().forEach(list -> lists.add(() -> sending.send(list)));
            lists.add(() -> accounts.openAll(client));
            inParallel(sending, lists);
        }
        out.println("示例账号: the sample's accounts for every role are in " + accountsFile);
    }

    private void inParallel(Sending sending, List<Runnable> lists) {
        Semaphore turns = new Semaphore(parallel);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> started = new ArrayList<>();
            for (Runnable list : lists) {
                started.add(threads.submit(() -> {
                    turns.acquireUninterruptibly();
                    try {
                        list.run();
                    } catch (RuntimeException stopped) {
                        sending.failure.compareAndSet(null, stopped);
                        throw stopped;
                    } finally {
                        turns.release();
                    }
                }));
            }
            for (Future<?> list : started) {
                list.get();
            }
        } catch (ExecutionException stopped) {
            // The list that failed first says why; the others only noticed.
            Throwable first = sending.failure.get();
            throw first instanceof LoadStopped clear ? clear : new CompletionException(stopped.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadStopped("interrupted", interrupted);
        }
    }

    /** What the lists of one load share. */
    private static final class Sending {
        private final Map<Sender, GatewayClient> clients = new EnumMap<>(Sender.class);
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final SampleJournal journal;
        private final LoadProgress progress;

        private Sending(SampleJournal journal, LoadProgress progress) {
            this.journal = journal;
            this.progress = progress;
        }

        private void send(List<SampleCommand> list) {
            Map<String, Receipt> receipts = journal.receipts();
            for (SampleCommand command : list) {
                if (failure.get() != null) {
                    return;
                }
                if (!receipts.containsKey(command.ref())) {
                    GatewayClient client = Objects.requireNonNull(clients.get(command.sender()));
                    SampleCommand resolved = command.resolved(name -> Receipt.lookUp(receipts, name));
                    journal.acknowledge(command.ref(), client.send(resolved));
                    progress.advance(1);
                }
            }
        }
    }

    private void awaitScored(GatewayClient client, List<String> events) {
        long deadline = System.nanoTime() + scoredWithin.toNanos();
        List<String> missing = events;
        while (true) {
            missing = missingOf(client, missing);
            if (missing.isEmpty()) {
                break;
            }
            if (System.nanoTime() > deadline) {
                throw new LoadStopped("assessment has still not received %d of %d events after %d s, among them %s"
                        .formatted(
                                missing.size(),
                                events.size(),
                                scoredWithin.toSeconds(),
                                missing.subList(0, Math.min(3, missing.size()))));
            }
            client.pause(POLL_MILLIS);
        }
        while (true) {
            JsonNode freshness = client.get("/api/v1/assessment/freshness");
            if (freshness.path("behind").asLong(-1) == 0) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new LoadStopped("assessment is still not up to date after %d s: %s"
                        .formatted(scoredWithin.toSeconds(), freshness));
            }
            client.pause(POLL_MILLIS);
        }
    }

    private static List<String> missingOf(GatewayClient client, List<String> events) {
        List<String> missing = new ArrayList<>();
        for (int from = 0; from < events.size(); from += LOOKUP_CHUNK) {
            List<String> chunk = events.subList(from, Math.min(from + LOOKUP_CHUNK, events.size()));
            client.ask("/api/v1/assessment/journal/lookup", Map.of("ids", chunk))
                    .path("missing")
                    .forEach(id -> missing.add(id.asString()));
        }
        return missing;
    }
}
