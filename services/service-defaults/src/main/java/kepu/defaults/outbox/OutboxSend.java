package kepu.defaults.outbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import kepu.contracts.WireRecord;
import kepu.defaults.audit.AuditEntry;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What was sent of one outbox, and how much of it Kafka has acknowledged. */
final class OutboxSend {
    private final OutboxId outbox;
    private final List<Sent> sent = new ArrayList<>();
    private @Nullable Throwable notTaken;
    private int entries;
    private int acknowledged;

    /** @param acknowledgement completed with the time when Kafka acknowledged it */
    private record Sent(OutboxEntry entry, long recordedAt, CompletableFuture<Long> acknowledgement) {}

    /** Where the entries go. */
    interface Producer {
        /** When the event was recorded; so that its age is known. */
        long recordedAt(WireRecord wire);

        /** @return completed with the time when Kafka acknowledged it */
        CompletableFuture<Long> send(WireRecord wire);
    }

    private OutboxSend(OutboxId outbox) {
        this.outbox = outbox;
    }

    /** Hands the entries over in sequence, up to the first that the producer does not take. */
    static OutboxSend of(OutboxId outbox, Document document, Producer producer) {
        OutboxSend send = new OutboxSend(outbox);
        try {
            send.send(document, producer);
        } catch (RuntimeException e) { // also a document that something else has spoilt: it holds up only itself
            send.notTaken = e;
        }
        return send;
    }

    private void send(Document document, Producer producer) {
        List<Document> waiting = document.getList("outbox", Document.class, List.of());
        entries = waiting.size();
        List<OutboxEntry> inSequence = waiting.stream()
                .map(OutboxEntry::read)
                .sorted(Comparator.comparingLong(OutboxEntry::sequence))
                .toList();
        for (OutboxEntry entry : inSequence) {
            long recordedAt = producer.recordedAt(entry.wire());
            CompletableFuture<Long> acknowledgement = producer.send(entry.wire());
            if (acknowledgement.isCompletedExceptionally()) {
                notTaken = acknowledgement.exceptionNow();
                return;
            }
            sent.add(new Sent(entry, recordedAt, acknowledgement));
        }
    }

    OutboxId outbox() {
        return outbox;
    }

    int records() {
        return sent.size();
    }

    Stream<CompletableFuture<Long>> acknowledgements() {
        return sent.stream().map(Sent::acknowledgement);
    }

    /** The producer waited for the topic's metadata, or for room, until its patience ended. */
    boolean kafkaIsAway() {
        for (Throwable cause = notTaken; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    long auditCharacters() {
        return audits(sent.stream()).mapToLong(entry -> entry.text().length()).sum();
    }

    /**
     * Counts the entries before the first that is not acknowledged: what may leave the outbox.
     *
     * @param age of each event, in milliseconds, when Kafka acknowledged it
     */
    void settle(LongConsumer age) {
        while (acknowledged < sent.size()
                && isAcknowledged(sent.get(acknowledged).acknowledgement())) {
            Sent next = sent.get(acknowledged);
            age.accept(next.acknowledgement().resultNow() - next.recordedAt());
            acknowledged++;
        }
    }

    private static boolean isAcknowledged(CompletableFuture<Long> acknowledgement) {
        return acknowledgement.isDone() && !acknowledgement.isCompletedExceptionally();
    }

    /** What the commands did whose events may leave the outbox. */
    Stream<AuditEntry> audits() {
        return audits(sent.stream().limit(acknowledged));
    }

    private static Stream<AuditEntry> audits(Stream<Sent> some) {
        return some.flatMap(each -> Optional.ofNullable(each.entry().audit()).stream());
    }

    /** Nothing of it is left behind. */
    boolean isDone() {
        return acknowledged == entries;
    }

    void ifAcknowledged(LongConsumer upTo) {
        if (acknowledged > 0) {
            upTo.accept(sent.get(acknowledged - 1).entry().sequence());
        }
    }

    @Nullable
    Throwable failure() {
        if (acknowledged == sent.size()) {
            return notTaken;
        }
        CompletableFuture<Long> first = sent.get(acknowledged).acknowledgement();
        return first.isCompletedExceptionally() ? first.exceptionNow() : null;
    }

    /** Kafka had it, and refused. */
    boolean isRefused() {
        Throwable failure = failure();
        return failure != null && failure != notTaken;
    }
}
