package kepu.defaults.audit;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
    /** Collection of the entries: {@code _id}, {@code entryId}, {@code entry}, {@code prev}, {@code hash}. */
    static final String ENTRIES = "audit";

    /** Collection of the heads, one a unit. */
    static final String HEADS = "audit-heads";

    private static final Logger log = LoggerFactory.getLogger(AuditChain.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final int ATTEMPTS = 200;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;
    private static final int REMEMBERED_UNITS = 10_000;
    private static final int FIRST_STEP = 4;
    private static final int LONGEST_STEP = 1_000;
    private static final int AT_ONCE = 500;
    private static final Duration SEAL_EVERY = Duration.ofSeconds(1);
    private static final int LONGEST_WAIT_ROUNDS = 9;
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private final MongoOperations mongo;
    private final String service;
    private final SigningKey key;
    private final TrustedKeys trusted;
    private final Clock clock;

    private final Map<String, End> ends = new Remembered<>();
    private final Map<String, Head> verified = new Remembered<>();
    private final Map<String, Long> sealed = new Remembered<>();
    private final Map<String, Unsealed> unsealed = new HashMap<>();
    private final Set<String> unsure = new HashSet<>();
    private volatile boolean valid = true;
    private volatile CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private volatile @Nullable Thread sealing;

    /**
     * Where the next entry goes.
     *
     * @param sound whether all up to here follows from a head that is trusted
     */
    private record End(long number, String hash, boolean sound) {}

    /**
     * An end to be signed.
     *
     * @param grown whether it moved since the last round
     * @param rounds how many it has waited for
     */
    private record Unsealed(End end, boolean grown, int rounds) {
        boolean isDue() {
            return !grown || rounds >= LONGEST_WAIT_ROUNDS;
        }
    }

    private static final class Remembered<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED_UNITS;
        }
    }

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
        this.mongo = mongo;
        this.service = service;
        this.key = key;
        this.trusted = others.and(key.publicKey());
        this.clock = clock;
        Gauge.builder("kepu.audit.chain.valid", this, chain -> chain.valid ? 1 : 0)
                .description("1 while every head is signed and every chain passes through its head")
                .register(meters);
    }

    /** Whether the last look at all heads found nothing wrong. */
    boolean isValid() {
        return valid;
    }

    /** Signs and checks from now on. */
    public void start() {
        entries().createIndex(new Document("entryId", 1), new IndexOptions().unique(true));
        stopped = new CompletableFuture<>();
        sealing = Thread.ofPlatform().name("audit-seal").daemon().start(this::sealAgainAndAgain);
    }

    /** Signs what is still unsigned, and ends. */
    public void stop() {
        stopped.complete(null);
        Thread thread = sealing;
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            sealing = null;
        }
    }

    private void sealAgainAndAgain() {
        CompletableFuture<Void> end = stopped;
        long checked = System.nanoTime() - CHECK_EVERY.toNanos();
        boolean last;
        boolean store = true;
        do {
            last = isOver(end, SEAL_EVERY);
            if (last && !store) {
                return; // an end is not held up by a store that is away
            }
            try {
                if (!last && System.nanoTime() - checked >= CHECK_EVERY.toNanos()) {
                    check();
                    checked = System.nanoTime();
                }
                seal(last);
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
    public synchronized void append(List<AuditEntry> entries) {
        List<AuditEntry> left = entries;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("the audit log is too contended");
            }
            giveWay(attempt);
            Set<String> units =
                    left.stream().map(AuditEntry::unitId).collect(Collectors.toCollection(LinkedHashSet::new));
            try {
                Map<String, End> places = places(units);
                entries().insertMany(linked(left, places));
                ends.putAll(places);
                places.forEach(this::remember);
                return;
            } catch (RuntimeException e) {
                units.forEach(ends::remove);
                unsure.addAll(units); // some of it may lie there
                if (!(e instanceof MongoBulkWriteException bulk) || !isDuplicate(bulk)) {
                    throw e;
                }
            }
            left = notYetAppended(left);
        }
    }

    private static boolean isDuplicate(MongoBulkWriteException e) {
        return e.getWriteConcernError() == null
                && !e.getWriteErrors().isEmpty()
                && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    private static void giveWay(int attempt) {
        if (attempt > 1) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(attempt, 6));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }

    private void remember(String unit, End end) {
        if (end.sound) {
            Unsealed before = unsealed.get(unit);
            unsealed.put(unit, new Unsealed(end, true, before == null ? 0 : before.rounds));
        }
    }

    /** @param places moved on by what is linked */
    private static List<Document> linked(List<AuditEntry> entries, Map<String, End> places) {
        List<Document> linked = new ArrayList<>();
        for (AuditEntry entry : entries) {
            End end = places.get(entry.unitId());
            if (end == null) {
                throw new IllegalStateException("no end of " + entry.unitId());
            }
            Link link = new Link(entry.unitId(), end.number + 1);
            String hash = link.hash(end.hash, entry.text());
            linked.add(new Document("_id", link.id())
                    .append("entryId", entry.id())
                    .append("entry", entry.text())
                    .append("prev", end.hash)
                    .append("hash", hash));
            places.put(entry.unitId(), new End(link.number(), hash, end.sound));
        }
        return linked;
    }

    private List<AuditEntry> notYetAppended(List<AuditEntry> entries) {
        Set<String> appended = entries()
                .find(Filters.in("entryId", entries.stream().map(AuditEntry::id).toList()))
                .projection(Projections.include("entryId"))
                .map(found -> found.getString("entryId"))
                .into(new HashSet<>());
        return entries.stream().filter(entry -> !appended.contains(entry.id())).toList();
    }

    private Map<String, End> places(Set<String> units) {
        Map<String, End> places = new HashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String unit : units) {
            End end = ends.get(unit);
            if (end == null) {
                unknown.add(unit);
            } else {
                places.put(unit, end);
            }
        }
        if (!unknown.isEmpty()) {
            places.putAll(read(unknown));
        }
        return places;
    }

    /** The ends as they are stored: the heads, and what lies behind them. */
    private Map<String, End> read(Collection<String> units) {
        Map<String, Document> heads = new HashMap<>();
        heads().find(Filters.in("_id", units)).forEach(head -> heads.put(head.getString("_id"), head));
        Map<String, End> read = new HashMap<>();
        for (String unit : units) {
            Document stored = heads.get(unit);
            Optional<Head> head = stored == null ? Optional.empty() : Head.read(stored);
            if (head.filter(this::isTrusted).isPresent()) {
                Head signed = head.get();
                read.put(unit, new End(signed.number(), signed.hash(), true));
            } else {
                read.put(unit, new End(0, Link.GENESIS, stored == null));
            }
        }
        Set<String> goOn = numbered(read.entrySet().stream()
                        .map(end -> new Link(end.getKey(), end.getValue().number + 1)))
                .keySet()
                .stream()
                .map(Link::unit)
                .collect(Collectors.toSet());
        for (String unit : units) {
            End end = read.get(unit);
            if (end == null) {
                continue;
            }
            boolean isNew = !heads.containsKey(unit) && !goOn.contains(unit);
            if (isNew) {
                begin(unit);
            } else if (!heads.containsKey(unit)) {
                end = new End(0, Link.GENESIS, false);
            }
            if (!end.sound || goOn.contains(unit)) {
                end = walk(unit, end);
            }
            if (!end.sound) {
                distrust(unit);
            }
            read.put(unit, end);
        }
        return read;
    }

    private void distrust(String unit) {
        valid = false;
        log.error("the audit log of unit {} is not as it was signed; it goes on unsigned until it is verified", unit);
    }

    /** Signed before there is any entry, so that entries without a head are never taken for new. */
    private void begin(String unit) {
        try {
            heads().insertOne(Head.sign(key, service, unit, 0, Link.GENESIS, clock.instant())
                    .document());
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            } // else: another instance began it just now
        }
    }

    private boolean isTrusted(Head head) {
        if (!key.isLasting()) {
            return true; // what an earlier process signed is beyond judgement
        }
        if (head.equals(verified.get(head.unit()))) {
            return true;
        }
        boolean signed = head.service().equals(service) && trusted.signed(head);
        if (signed) {
            verified.put(head.unit(), head);
        }
        return signed;
    }

    /** From a known end to the real one; over a gap too, but then it is no longer sound. */
    private End walk(String unit, End from) {
        End end = from;
        for (int step = FIRST_STEP; ; step = Math.min(step * 4, LONGEST_STEP)) {
            long next = end.number + 1;
            Map<Link, Document> found =
                    numbered(LongStream.range(next, next + step).mapToObj(number -> new Link(unit, number)));
            if (found.isEmpty()) {
                return end;
            }
            for (Document stored : found.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(Link::number)))
                    .map(Map.Entry::getValue)
                    .toList()) {
                long number = Link.read(stored.getString("_id")).orElseThrow().number();
                String hash = String.valueOf(stored.get("hash"));
                boolean follows = number == end.number + 1
                        && end.hash.equals(stored.get("prev"))
                        && hash.equals(new Link(unit, number).hash(end.hash, String.valueOf(stored.get("entry"))));
                end = new End(number, hash, end.sound && follows);
            }
        }
    }

    private Map<Link, Document> numbered(Stream<Link> links) {
        Map<String, Link> byId = links.collect(Collectors.toMap(Link::id, link -> link));
        Map<Link, Document> found = new HashMap<>();
        entries().find(Filters.in("_id", byId.keySet())).forEach(stored -> {
            Link link = byId.get(stored.getString("_id"));
            if (link != null) {
                found.put(link, stored);
            }
        });
        return found;
    }

    /** Signs all ends that are not signed yet. */
    void seal() {
        seal(true);
    }

    /** @param all else only those that rest, or have waited long: in the midst of a backlog the next entry follows at once */
    private void seal(boolean all) {
        Map<String, Unsealed> due = due(all);
        if (due.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> signed = new ArrayList<>();
        due.forEach((unit, each) -> signed.add(forward(unit, each.end)));
        heads().bulkWrite(signed, new BulkWriteOptions().ordered(false));
        synchronized (this) {
            due.forEach((unit, each) -> {
                sealed.merge(unit, each.end.number, Math::max);
                unsealed.computeIfPresent(
                        unit, (_, now) -> now.end.equals(each.end) ? null : new Unsealed(now.end, true, 0));
            });
        }
    }

    private synchronized Map<String, Unsealed> due(boolean all) {
        if (!unsure.isEmpty()) {
            Map<String, End> read = read(Set.copyOf(unsure));
            ends.putAll(read);
            read.forEach(this::remember);
            unsure.clear();
        }
        Map<String, Unsealed> due = new HashMap<>();
        unsealed.replaceAll((unit, each) -> {
            if (all || each.isDue()) {
                due.put(unit, each);
            }
            return new Unsealed(each.end, false, each.rounds + 1);
        });
        return due;
    }

    /** A head only ever moves on; one that is gone is not replaced. */
    private WriteModel<Document> forward(String unit, End end) {
        Document head = Head.sign(key, service, unit, end.number, end.hash, clock.instant())
                .document();
        head.remove("_id");
        return new UpdateOneModel<>(
                new Document("_id", unit).append("number", new Document("$lt", end.number)),
                new Document("$set", head));
    }

    /** Looks whether each head is signed, has not gone back, and is the hash of its entry. */
    void check() {
        List<Head> some = new ArrayList<>();
        Set<String> gone = sealedUnits();
        boolean fine = true;
        for (Document stored : heads().find()) {
            Optional<Head> head = Head.read(stored);
            if (head.isEmpty()) {
                fine = false;
                continue;
            }
            some.add(head.get());
            gone.remove(head.get().unit());
            if (some.size() == AT_ONCE) {
                fine &= areFine(some);
                some.clear();
            }
        }
        fine &= areFine(some);
        synchronized (this) {
            valid = fine && gone.isEmpty() && ends.values().stream().allMatch(End::sound);
        }
    }

    private synchronized Set<String> sealedUnits() {
        return new HashSet<>(sealed.keySet());
    }

    private boolean areFine(List<Head> heads) {
        Map<Link, Document> found = numbered(heads.stream()
                .flatMap(head ->
                        Stream.of(new Link(head.unit(), head.number()), new Link(head.unit(), head.number() + 1))));
        boolean fine = true;
        for (Head head : heads) {
            boolean good;
            synchronized (this) {
                good = isTrusted(head) && sealed.getOrDefault(head.unit(), 0L) <= head.number();
                if (good
                        && !unsealed.containsKey(head.unit())
                        && found.containsKey(new Link(head.unit(), head.number() + 1))) {
                    unsure.add(head.unit()); // an end that a crash left unsigned
                }
            }
            Link link = new Link(head.unit(), head.number());
            Document entry = found.get(link);
            good &= head.number() == 0
                    || entry != null
                            && head.hash().equals(entry.get("hash"))
                            && head.hash().equals(link.hash(text(entry, "prev"), text(entry, "entry")));
            if (!good) {
                log.error("the audit log of unit {} is not as it was signed at {}", head.unit(), head.number());
            }
            fine &= good;
        }
        return fine;
    }

    private static String text(Document stored, String field) {
        return String.valueOf(stored.get(field));
    }

    private MongoCollection<Document> entries() {
        return mongo.getCollection(ENTRIES);
    }

    private MongoCollection<Document> heads() {
        return mongo.getCollection(HEADS);
    }
}
