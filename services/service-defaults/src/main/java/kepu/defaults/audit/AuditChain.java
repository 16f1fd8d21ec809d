package kepu.defaults.audit;

import com.mongodb.MongoBulkWriteException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kepu.defaults.audit.signature.CheckpointSigner;
import kepu.defaults.audit.signature.SignedCheckpoint;
import kepu.defaults.audit.signature.SigningKey;
import kepu.defaults.audit.signature.TrustedKeys;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Appends to the chain of each unit, each entry once and never two at one place, and signs what it appended.
 *
 * <p>Several may append to the same database at once: the {@code _id} of an entry is its place, so that the database
 * decides who has it, and the other one tries the next. Signing lags by seconds, as a signature costs more than a hundred
 * entries; what a crash left unsigned is signed once it is found to follow what is signed.
 *
 * <p>It never signs over what it cannot vouch for: behind a head that is forged or gone, or entries that do not fit, the
 * chain grows on unsigned, and the verifier says why.
 */
public final class AuditChain {
    private static final Logger log = LoggerFactory.getLogger(AuditChain.class);
    private static final int ATTEMPTS = 200;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;
    private static final Duration SIGN_EVERY = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private final AuditDocuments documents;
    private final CheckpointSigner signer;
    private final ChainEnds ends;
    private final CheckpointCheck check;
    private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private volatile @Nullable Thread signing;

    /**
     * @param service whose database it is; signed with each head
     * @param others keys that other instances sign with, or earlier ones of this
     */
    public AuditChain(
            MongoOperations mongo,
            String service,
            SigningKey key,
            TrustedKeys others,
            Clock clock,
            MeterRegistry meters) {
        this.documents = new AuditDocuments(mongo);
        this.signer = new CheckpointSigner(service, key, others, clock);
        this.ends = new ChainEnds(new ChainReader(documents, signer));
        this.check = new CheckpointCheck(documents, ends);
        Gauge.builder("kepu.audit.chain.valid", ends, all -> all.isValid() ? 1 : 0)
                .description("1 while every head is signed and every chain passes through its head")
                .register(meters);
    }

    /** Whether the last look at all heads found nothing wrong. */
    boolean isValid() {
        return ends.isValid();
    }

    /** Signs and checks from now on. */
    public void start() {
        documents.createIndexes();
        stopped = new CompletableFuture<>();
        signing = Thread.ofPlatform().name("audit-seal").daemon().start(this::signAgainAndAgain);
    }

    /** Signs what is still unsigned, and ends. */
    public void stop() {
        stopped.complete(null);
        Thread thread = signing;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            signing = null;
        }
    }

    private void signAgainAndAgain() {
        CompletableFuture<Void> end = stopped;
        long checked = System.nanoTime() - CHECK_EVERY.toNanos();
        boolean last;
        boolean store = true;
        do {
            last = isOver(end, SIGN_EVERY);
            if (last && !store) {
                return; // an end is not held up by a store that is away
            }
            try {
                if (!last && System.nanoTime() - checked >= CHECK_EVERY.toNanos()) {
                    check();
                    checked = System.nanoTime();
                }
                sign(last);
                store = true;
            } catch (RuntimeException e) {
                store = false;
                log.warn("the heads of the audit log could not be signed or checked: {}", e.toString());
            }
        } while (!last);
    }

    private static boolean isOver(CompletableFuture<?> end, Duration longest) {
        try {
            end.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Appends those that are not in their chains yet, in this order. */
    public void append(List<AuditEntry> entries) {
        synchronized (ends) {
            List<AuditEntry> left = entries;
            for (int attempt = 0; !left.isEmpty(); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("the audit log is too contended");
                }
                giveWay(attempt);
                if (tryAppend(left)) {
                    return;
                }
                left = notYetAppended(left);
            }
        }
    }

    /** @return whether nobody else was faster at one of the places */
    private boolean tryAppend(List<AuditEntry> entries) {
        Set<String> units =
                entries.stream().map(AuditEntry::unitId).collect(Collectors.toCollection(LinkedHashSet::new));
        try {
            Map<String, ChainEnd> places = ends.of(units);
            documents.insert(linked(entries, places));
            ends.moveTo(places);
            return true;
        } catch (RuntimeException e) {
            ends.forget(units);
            if (e instanceof MongoBulkWriteException bulk && isDuplicate(bulk)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isDuplicate(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && !e.getWriteErrors().isEmpty()
                && e.getWriteErrors().stream().allMatch(error -> error.getCode() == AuditDocuments.DUPLICATE_KEY);
    }

    private static void giveWay(int attempt) {
        if (attempt > 1) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(attempt, 6));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }

    /** @param places moved on by what is linked */
    private static List<Document> linked(List<AuditEntry> entries, Map<String, ChainEnd> places) {
        List<Document> linked = new ArrayList<>();
        for (AuditEntry entry : entries) {
            ChainEnd end = places.get(entry.unitId());
            if (end == null) {
                throw new IllegalStateException("no end of " + entry.unitId());
            }
            Link link = new Link(entry.unitId(), end.number() + 1);
            String hash = link.hash(end.hash(), entry.text());
            linked.add(AuditDocuments.entry(link, entry, end.hash(), hash));
            places.put(entry.unitId(), new ChainEnd(link.number(), hash, end.sound()));
        }
        return linked;
    }

    private List<AuditEntry> notYetAppended(List<AuditEntry> entries) {
        Set<String> appended = documents.appended(entries);
        return entries.stream().filter(entry -> !appended.contains(entry.id())).toList();
    }

    /** Signs all ends that are not signed yet. */
    void seal() {
        sign(true);
    }

    private void sign(boolean all) {
        Map<String, ChainEnd> due = ends.due(all);
        if (due.isEmpty()) {
            return;
        }
        List<SignedCheckpoint> heads = due.entrySet().stream()
                .map(end -> signer.sign(
                        end.getKey(), end.getValue().number(), end.getValue().hash()))
                .toList();
        documents.moveOn(heads);
        ends.signed(due);
    }

    /** Looks at the next heads. */
    void check() {
        check.nextRound();
    }
}
