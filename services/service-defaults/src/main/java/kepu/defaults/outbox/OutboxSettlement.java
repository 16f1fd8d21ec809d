package kepu.defaults.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kepu.defaults.audit.AuditChain;

/**
 * Tells the audit log what the commands of a batch did, once Kafka has its events, and then takes the events out of their
 * outboxes; meanwhile the next batch is on its way.
 *
 * <p>One batch at a time, in the order in which they were sent. What cannot be settled waits again, and is sent twice.
 */
final class OutboxSettlement {
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

    private final OutboxDocuments documents;
    private final PendingOutboxes pending;
    private final AuditChain audit;
    private volatile ExecutorService thread;
    private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    OutboxSettlement(OutboxDocuments documents, PendingOutboxes pending, AuditChain audit) {
        this.documents = documents;
        this.pending = pending;
        this.audit = audit;
        this.thread = newThread();
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("outbox-settlement").daemon().factory());
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
     * Waits for the batch before, then begins with this one.
     *
     * @param batch what was taken
     * @param sends what was sent of it
     * @param empty those of the batch that held nothing
     * @throws IllegalStateException if the batch before could not be settled: this one is not begun
     */
    void begin(Set<OutboxId> batch, List<OutboxSend> sends, Set<OutboxId> empty) throws InterruptedException {
        throwFailureOfLast();
        last = CompletableFuture.runAsync(() -> settle(batch, sends, empty), thread);
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

    private void settle(Set<OutboxId> batch, List<OutboxSend> sends, Set<OutboxId> empty) {
        Set<OutboxId> left = new LinkedHashSet<>(batch);
        try {
            // After Kafka, so that the log never names an event that nobody can read; before it is forgotten here.
            audit.append(sends.stream().flatMap(OutboxSend::audits).toList());
            Map<OutboxId, Long> acknowledged = new HashMap<>();
            sends.forEach(send -> send.ifAcknowledged(upTo -> acknowledged.put(send.outbox(), upTo)));
            documents.removeUpTo(acknowledged);
            left.removeAll(empty);
            sends.stream().filter(OutboxSend::isDone).map(OutboxSend::outbox).forEach(left::remove);
        } finally {
            pending.waitAgain(batch, left);
        }
    }
}
