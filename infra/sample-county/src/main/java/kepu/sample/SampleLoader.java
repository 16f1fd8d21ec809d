package kepu.sample;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Loads a {@link SampleCounty} through the gateway's public API: the set-up first, then several villages at once, each
 * in its own order. It may be stopped and started again at any moment; nothing is stored twice.
 */
public final class SampleLoader {
    public static final int DEFAULT_PARALLEL = 8;
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration SCORED_WITHIN = Duration.ofMinutes(5);
    private static final int LOOKUP_CHUNK = 1_000;
    private static final long POLL_MILLIS = 200;

    private final URI gateway;
    private final int parallel;
    private final Duration patience;
    private final Duration scoredWithin;
    private final PrintStream out;

    /**
     * @param parallel how many villages at once
     * @param patience for how long one command is tried again while the gateway is away or busy
     * @param out where progress goes
     */
    public SampleLoader(URI gateway, int parallel, Duration patience, PrintStream out) {
        this(gateway, parallel, patience, SCORED_WITHIN, out);
    }

    SampleLoader(URI gateway, int parallel, Duration patience, Duration scoredWithin, PrintStream out) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1");
        }
        this.gateway = gateway;
        this.parallel = parallel;
        this.patience = patience;
        this.scoredWithin = scoredWithin;
        this.out = out;
    }

    /** What a load did; {@code alreadyThere} commands were known from the journal file and not sent. */
    public record Loaded(int sent, int alreadyThere, int events) {}

    /**
     * Loads the county with the defaults, waits until it is scored and prints the ranking.
     *
     * @throws LoadStopped when a command is refused, or the gateway stays away for longer than the patience
     */
    public static Loaded load(URI gateway, SampleCounty county, Path journal, PrintStream out) {
        SampleLoader loader = new SampleLoader(gateway, DEFAULT_PARALLEL, DEFAULT_PATIENCE, out);
        Loaded loaded = loader.load(county, journal);
        loader.printRanking(county);
        return loaded;
    }

    /** Says whether the installation does not have the sample county yet. */
    public static boolean isEmpty(URI gateway) {
        try (GatewayClient client = new GatewayClient(gateway, DEFAULT_PATIENCE)) {
            return isEmpty(client);
        }
    }

    /** Loads the county and waits until all of it is scored. */
    public Loaded load(SampleCounty county, Path journalFile) {
        try (GatewayClient client = new GatewayClient(gateway, patience);
                SampleJournal journal = SampleJournal.open(journalFile, county)) {
            if (!journal.receipts().isEmpty() && isEmpty(client)) {
                out.println("the installation is empty: starting over, whatever " + journalFile + " says");
                journal.startOver();
            }
            List<SampleCommand> all = county.commands();
            int alreadyThere = (int) all.stream()
                    .filter(command -> journal.receipts().containsKey(command.ref()))
                    .count();
            try (LoadProgress progress = new LoadProgress(all.size(), out)) {
                progress.advance(alreadyThere);
                sendAll(client, journal, county, progress);
            }
            List<String> events = journal.receipts().values().stream()
                    .flatMap(receipt -> receipt.events().stream())
                    .toList();
            awaitScored(client, events);
            return new Loaded(all.size() - alreadyThere, alreadyThere, events.size());
        }
    }

    /** Prints the ranking of the township in the county's year. */
    public void printRanking(SampleCounty county) {
        try (GatewayClient client = new GatewayClient(gateway, patience)) {
            String path = "/api/v1/assessment/rankings/" + SampleCounty.TOWNSHIP + "/" + county.year();
            new RankingPrinter(out).print(client.get(path));
        }
    }

    private static boolean isEmpty(GatewayClient client) {
        return !client.exists("/api/v1/organization/units/" + SampleCounty.COUNTY);
    }

    private void sendAll(GatewayClient client, SampleJournal journal, SampleCounty county, LoadProgress progress) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        sendList(client, journal, county.setUp(), progress, failure);
        Semaphore turns = new Semaphore(parallel);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> lists = new ArrayList<>();
            for (List<SampleCommand> list : county.lists().values()) {
                lists.add(threads.submit(() -> {
                    turns.acquireUninterruptibly();
                    try {
                        sendList(client, journal, list, progress, failure);
                    } catch (RuntimeException stopped) {
                        failure.compareAndSet(null, stopped);
                        throw stopped;
                    } finally {
                        turns.release();
                    }
                }));
            }
            for (Future<?> list : lists) {
                list.get();
            }
        } catch (ExecutionException stopped) {
            // The list that failed first says why; the others only noticed.
            Throwable first = failure.get();
            throw first instanceof LoadStopped clear ? clear : new CompletionException(stopped.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadStopped("interrupted", interrupted);
        }
    }

    private static void sendList(
            GatewayClient client,
            SampleJournal journal,
            List<SampleCommand> list,
            LoadProgress progress,
            AtomicReference<@Nullable Throwable> failure) {
        Map<String, Receipt> receipts = journal.receipts();
        for (SampleCommand command : list) {
            if (failure.get() != null) {
                return;
            }
            if (!receipts.containsKey(command.ref())) {
                journal.acknowledge(command.ref(), client.send(command.resolved(receipts)));
                progress.advance(1);
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
