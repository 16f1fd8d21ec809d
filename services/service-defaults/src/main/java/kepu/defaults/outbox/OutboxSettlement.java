package kepu.defaults.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kepu.defaults.audit.AuditChain;
import org.jspecify.annotations.Nullable;

/**
 * Tells the audit log what the commands of a batch did, once Kafka has its events, and then takes the events out of their
 * outboxes; meanwhile the next batch is on its way.
 *
 * <p>In the order in which they were sent. Small batches that follow each other closely are settled together, a little later: it
 * takes two trips to the store however small it is, and nobody waits for it. What cannot be settled waits again, and is sent twice.
 */
final class OutboxSettlement {
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

    /** How long a small batch waits for others; what comes next of its aggregates waits as long. */
    private static final Duration PAUSE = Duration.ofMillis(30);

    /** Outboxes of a small batch. */
    private static final int FEW = 50;

    private static final int MOST_TOGETHER = 1_000;

    private final OutboxDocuments documents;
    private final PendingOutboxes pending;
    private final AuditChain audit;
    private volatile ScheduledExecutorService thread;
    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private @Nullable List<Batch> gathering; // guarded by this

    private record Batch(Set<OutboxId> outboxes, List<OutboxSend> sends, Set<OutboxId> empty) {}

    OutboxSettlement(OutboxDocuments documents, PendingOutboxes pending, AuditChain audit) {
        this.documents = documents;
        this.pending = pending;
        this.audit = audit;
        this.thread = newThread();
    }

    private static ScheduledExecutorService newThread() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("outbox-settlement").daemon().factory());
    }

    void start() {
        if (thread.isShutdown()) {
            thread = newThread();
        }
    }

    /** What has begun is settled; but a store that is away holds nobody up for long. */
    void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }

    /**
     * Begins with a batch now or soon, after the batch before.
     *
     * @param batch what was taken
     * @param sends what was sent of it
     * @param empty those of the batch that held nothing
     * @throws IllegalStateException if the batch before could not be settled: this one is not begun
     */
    void begin(Set<OutboxId> batch, List<OutboxSend> sends, Set<OutboxId> empty) throws InterruptedException {
        Batch next = new Batch(batch, sends, empty);
        if (isGatheredWithOthers(next)) {
            return;
        }
        throwFailureOfLast();
        List<Batch> together = new ArrayList<>(List.of(next));
        synchronized (this) {
            gathering = together;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        last = done;
        long pause = batch.size() <= FEW ? PAUSE.toMillis() : 0;
        thread.schedule(() -> settle(together, done), pause, TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isGatheredWithOthers(Batch next) {
        if (gathering == null || next.outboxes().size() > FEW) {
            return false;
        }
        int outboxes = next.outboxes().size();
        for (Batch other : gathering) {
            outboxes += other.outboxes().size();
        }
        return outboxes <= MOST_TOGETHER && gathering.add(next);
    }

    /** Whether the batch before failed; asked before more is sent. */
    boolean hasFailed() {
        return last.isCompletedExceptionally();
    }

    /** Waits for it; what failed is said once. */
    void throwFailureOfLast() throws InterruptedException {
        try {
            last.get();
        } catch (ExecutionException e) {
            last = CompletableFuture.completedFuture(null);
            throw new IllegalStateException("what was sent could not be settled: " + e.getCause(), e.getCause());
        }
    }

    private void settle(List<Batch> together, CompletableFuture<Void> done) {
        synchronized (this) {
            gathering = null; // from now on nothing is added
        }
        try {
            settle(together);
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private void settle(List<Batch> together) {
        List<OutboxSend> sends =
                together.stream().flatMap(batch -> batch.sends().stream()).toList();
        Set<OutboxId> all = new LinkedHashSet<>();
        together.forEach(batch -> all.addAll(batch.outboxes()));
        Set<OutboxId> left = new LinkedHashSet<>(all);
        Map<OutboxId, Long> acknowledged = new HashMap<>();
        sends.forEach(send -> send.ifAcknowledged(upTo -> acknowledged.put(send.outbox(), upTo)));
        try {
            // After Kafka, so that the log never names an event that nobody can read; before it is forgotten here.
            audit.append(sends.stream().flatMap(OutboxSend::audits).toList());
            documents.removeUpTo(acknowledged);
            together.forEach(batch -> left.removeAll(batch.empty()));
            sends.stream().filter(OutboxSend::isDone).map(OutboxSend::outbox).forEach(left::remove);
        } finally {
            pending.waitAgain(all, left, acknowledged);
        }
    }
}
