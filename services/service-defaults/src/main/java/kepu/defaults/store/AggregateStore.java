package kepu.defaults.store;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import kepu.defaults.Command;
import kepu.defaults.Receipt;
import kepu.defaults.Rejection;
import kepu.defaults.SharedRefusal;
import kepu.defaults.access.Access;
import kepu.defaults.key.IdFromBody;
import kepu.defaults.key.UsedKeys;
import kepu.defaults.outbox.OutboxRelay;
import kepu.defaults.store.StoredDocuments.Answer;
import kepu.defaults.store.StoredDocuments.Reading;
import kepu.defaults.trace.Traces;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Stores an aggregate and the events of its command in <b>one</b> document write, and answers a retry as it answered first.
 *
 * <p>A command is carried out with the access that it carries, and so is all that its functions look up.
 *
 * <p>On a replica set no failover takes back what it answers: a command that stores something is acknowledged by a majority,
 * and every other answer follows from a document that a majority confirmed.
 *
 * <p>A document holds the mapped aggregate and, outside the mapping, {@code outbox} (events not yet on Kafka),
 * {@code firstApplied} (receipt of the command that made it) and {@code applied} (receipts of the newest commands since), the
 * latter two of commands that carried an idempotency key; {@code usedKeys}, if its id follows from bodies ({@link IdFromBody});
 * and {@code fence}, if changes were ever made to begin again.
 */
public final class AggregateStore {
    private static final int ATTEMPTS = 50;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final int DUPLICATE_KEY = 11000;

    private final OutboxRelay relay;
    private final OutboxEntries outbox;
    private final StoredDocuments documents;
    private final AggregateDocuments aggregates;
    private final AggregateBatch batch;

    public AggregateStore(MongoOperations mongo, OutboxRelay relay, Epoch epoch, Traces traces) {
        this.relay = relay;
        this.outbox = new OutboxEntries(mongo, epoch, traces);
        this.documents = new StoredDocuments(mongo);
        this.aggregates = new AggregateDocuments(mongo, outbox);
        this.batch = new AggregateBatch(aggregates, relay);
    }

    /**
     * Stores a new aggregate.
     *
     * @param created not stored yet; its id is from {@link Command#newId} or natural
     * @param first its first command
     * @throws Rejection 404 {@code not-found} for a unit outside the caller's reach, 409 {@code already-exists}, {@code
     *     record-full}, 422 {@code idempotency-key-reused}, 503 {@code too-contended} if somebody else took its set version
     */
    public <A extends Aggregate> Receipt create(Command command, A created, Function<A, DomainEvents> first) {
        return command.access()
                .call(() -> sayingReuse(
                        command,
                        created.getClass(),
                        created.id(),
                        () -> tryCreate(command, created, first)
                                .orElseThrow(() -> SharedRefusal.TOO_CONTENDED.with(created.id()))));
    }

    /** Nothing if somebody else took the next version of its set. */
    private <A extends Aggregate> Optional<Receipt> tryCreate(
            Command command, A created, Function<A, DomainEvents> first) {
        command.access().require(created.createdUnder());
        return insert(command, created, first.apply(created));
    }

    /**
     * Like {@link #create(Command, Aggregate, Function)}, but a retry is answered before anything is looked at: what has
     * changed since the first attempt, and would refuse it now, does not matter. What rests on a versioned set is
     * made again from the start whenever somebody else changed the set.
     *
     * @param created checks the rules and makes the aggregate; not asked on a retry
     */
    public <A extends Aggregate> Receipt create(
            Command command, Class<A> type, String id, Supplier<A> created, Function<A, DomainEvents> first) {
        return command.access()
                .call(() -> sayingReuse(command, type, id, () -> {
                    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                        giveWay(attempt);
                        Optional<Receipt> receipt =
                                earlier(command, type, id).or(() -> tryCreate(command, created.get(), first));
                        if (receipt.isPresent()) {
                            return receipt.get();
                        }
                    }
                    throw SharedRefusal.TOO_CONTENDED.with(id);
                }));
    }

    private Optional<Receipt> earlier(Command command, Class<?> type, String id) {
        if (command.key() == null || load(documents::find, type, id).isEmpty()) {
            return Optional.empty();
        }
        return load(documents::confirmed, type, id).flatMap(stored -> AppliedCommands.replay(command, stored));
    }

    /**
     * The first receipt, if this is a retry: for a command of which the id cannot be told before something is asked that may
     * have changed since.
     *
     * @param type with {@link IdFromBody}
     * @throws Rejection 422 {@code idempotency-key-reused}
     */
    public Optional<Receipt> replay(Command command, Class<? extends Aggregate> type) {
        if (!UsedKeys.takes(type, command)) {
            return Optional.empty();
        }
        return command.access()
                .call(() -> documents
                        .confirmed(aggregates.collectionName(type), UsedKeys.heldFor(command))
                        .filter(AggregateStore::isInReach)
                        .flatMap(stored -> AppliedCommands.replay(command, stored)));
    }

    /** Of two bodies under one key the second is told so, whatever else there is to refuse about it. */
    private <T> T sayingReuse(Command command, Class<?> type, String id, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (Rejection refused) {
            if (refused.status() != 503) { // which says nothing of what is stored
                isKeyHeldElsewhere(command, type, id);
            }
            throw refused;
        }
    }

    /**
     * Whether another document than this one holds the key for the same body, as that of the first of several does.
     *
     * @throws Rejection 422 {@code idempotency-key-reused} if it holds it for another body
     */
    private boolean isKeyHeldElsewhere(Command command, Class<?> type, String id) {
        if (!UsedKeys.takes(type, command)) {
            return false;
        }
        Document holder = documents
                .confirmed(aggregates.collectionName(type), UsedKeys.heldFor(command))
                .orElse(null);
        if (holder == null || id.equals(holder.getString("_id"))) {
            return false;
        }
        if (AppliedCommands.earlier(command, holder).isEmpty()) {
            throw SharedRefusal.IDEMPOTENCY_KEY_REUSED.with();
        }
        command.noteKeyHeld();
        return true;
    }

    /** Nothing if somebody else took the next version of its set. */
    private Optional<Receipt> insert(Command command, Aggregate created, DomainEvents raised) {
        Document state = aggregates.mapped(created, new Document());
        long sequence = raised.events().size();
        Receipt receipt = AppliedCommands.receipt(created, 1, raised);
        state.put("version", 1L);
        state.put("sequence", sequence);
        List<Document> entries = outbox.of(command, created, raised, 0, receipt, new Document(), state);
        state.put("outbox", entries);
        if (command.key() != null) {
            state.put("firstApplied", AppliedCommands.applied(command, receipt));
        }
        boolean takesKey = UsedKeys.takes(created.getClass(), command);
        if (takesKey) {
            state.put(UsedKeys.FIELD, UsedKeys.with(new Document(), command));
        }
        try {
            aggregates.collection(created.getClass()).insertOne(state);
        } catch (MongoWriteException e) {
            if (e.getError().getCode() != DUPLICATE_KEY) {
                throw e;
            }
            return whatIsTaken(command, created, raised);
        }
        if (takesKey) {
            command.noteKeyHeld();
        }
        relay.nudge(aggregates.collectionName(created.getClass()), created.id(), entries);
        return Optional.of(receipt);
    }

    /**
     * A retry that another attempt overtook gets its answer; else the key or the natural id was used before. Nothing if it was
     * not the id that was taken.
     */
    private Optional<Receipt> whatIsTaken(Command command, Aggregate created, DomainEvents raised) {
        Document stored = documents
                .confirmed(aggregates.collectionName(created.getClass()), created.id())
                .orElse(null);
        if (stored != null && isInReach(stored)) {
            Optional<Receipt> earlier = AppliedCommands.replay(command, stored);
            if (earlier.isPresent()) {
                return earlier;
            }
        } else if (stored == null && isKeyHeldElsewhere(command, created.getClass(), created.id())) {
            return insert(command, created, raised);
        } else if (stored == null && created.hasSetVersions()) {
            return Optional.empty();
        } else if (stored != null && isMadeBy(command, stored)) {
            // the caller's own, for a unit that they reach no longer
            throw SharedRefusal.IDEMPOTENCY_KEY_REUSED.with();
        }
        throw SharedRefusal.ALREADY_EXISTS.with(created.id());
    }

    private static boolean isMadeBy(Command command, Document stored) {
        Document first = stored.get("firstApplied", Document.class);
        return command.key() != null && first != null && command.key().equals(first.getString("key"));
    }

    /**
     * Changes a stored aggregate by one of its commands, again from the start whenever somebody else was faster.
     *
     * @throws Rejection 404 {@code not-found}, 409 {@code record-full}, 412 {@code version-mismatch}, 422 {@code
     *     idempotency-key-reused}, 503 {@code outbox-full}
     */
    public <A extends Aggregate> Receipt update(
            Command command, Class<A> type, String id, Function<A, DomainEvents> change) {
        return command.access()
                .call(() -> documents.answer(reading -> updateInReach(reading, command, type, id, change, false)));
    }

    /** @param byBody whether the id follows from the body, and not from the path */
    private <A extends Aggregate> Answer updateInReach(
            Reading reading,
            Command command,
            Class<A> type,
            String id,
            Function<A, DomainEvents> change,
            boolean byBody) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            giveWay(attempt);
            Document stored =
                    load(reading, type, id).orElseThrow(() -> Rejection.notFound(aggregates.collectionName(type), id));
            Optional<Receipt> earlier = AppliedCommands.replay(command, stored);
            if (earlier.isPresent()) {
                return new Answer(earlier.get(), false);
            }
            Optional<Answer> answer = tryUpdate(command, type, stored, change, byBody);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw SharedRefusal.TOO_CONTENDED.with(id);
    }

    /**
     * Waits before another attempt: the more often somebody was faster, the longer; by chance, so that those in conflict come
     * apart.
     */
    public static void giveWay(int attempt) {
        if (attempt > 0) {
            long longest = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(attempt, 6));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
        }
    }

    /**
     * For aggregates with a natural id: creates it if it is not there yet, else updates it; one whose command has no events is not
     * created.
     *
     * @throws Rejection like {@link #update}, but for 404
     */
    public <A extends Aggregate> Receipt createOrUpdate(
            Command command, Class<A> type, String id, Supplier<A> blank, Function<A, DomainEvents> change) {
        return command.access()
                .call(() -> documents.answer(reading -> sayingReuse(command, type, id, () -> {
                    Answer answer = createOrUpdateInReach(reading, command, type, id, blank, change);
                    if (answer.receipt().events().isEmpty()) {
                        isKeyHeldElsewhere(command, type, id);
                    }
                    return answer;
                })));
    }

    private <A extends Aggregate> Answer createOrUpdateInReach(
            Reading reading,
            Command command,
            Class<A> type,
            String id,
            Supplier<A> blank,
            Function<A, DomainEvents> change) {
        if (load(reading, type, id).isEmpty()) {
            A created = blank.get();
            command.access().require(created.createdUnder());
            if (command.ifMatch() != null) {
                throw SharedRefusal.VERSION_MISMATCH.with(command.ifMatch(), 0L);
            }
            DomainEvents raised = change.apply(created);
            if (raised.events().isEmpty()) {
                return new Answer(AppliedCommands.receipt(created, 0, raised), false);
            }
            try {
                return new Answer(
                        insert(command, created, raised)
                                .orElseThrow(() -> SharedRefusal.TOO_CONTENDED.with(created.id())),
                        true);
            } catch (Rejection e) {
                if (!e.code().equals("already-exists")) {
                    throw e;
                }
            }
        }
        return updateInReach(reading, command, type, id, change, true);
    }

    public <A extends Aggregate> Optional<A> find(Class<A> type, String id) {
        Document found = aggregates
                .collection(type)
                .find(Filters.eq("_id", id))
                .projection(Projections.exclude("outbox", "applied", "firstApplied", UsedKeys.FIELD))
                .first();
        return Optional.ofNullable(found)
                .filter(AggregateStore::isInReach)
                .map(document -> aggregates.read(type, document));
    }

    /** @throws Rejection 404 {@code not-found} */
    public <A extends Aggregate> A get(Class<A> type, String id) {
        return find(type, id).orElseThrow(() -> Rejection.notFound(aggregates.collectionName(type), id));
    }

    /**
     * Makes every change of the aggregate that is under way, wherever, begin again from what is stored now: whoever read it
     * before does not write it. For a rule that spans aggregates, of which one request breaks off and another goes on.
     */
    public void restartChanges(Class<? extends Aggregate> type, String id) {
        aggregates.collection(type).updateOne(Filters.eq("_id", id), AggregateDocuments.fenced());
    }

    /** An aggregate as it was stored when it was read, for {@link #updateAll}. */
    public static final class Loaded<A extends Aggregate> {
        private final A aggregate;
        private final Document document;

        private Loaded(A aggregate, Document document) {
            this.aggregate = aggregate;
            this.document = document;
        }

        public A aggregate() {
            return aggregate;
        }

        /**
         * Whether the command was carried out on it before.
         *
         * @throws Rejection 422 {@code idempotency-key-reused}
         */
        public boolean isChangedBy(Command command) {
            return AppliedCommands.earlier(command, document).isPresent();
        }

        Document document() {
            return document;
        }
    }

    /** Version and fence that an aggregate has since it was updated. */
    public record Updated(long version, @Nullable Long fence) {}

    /** Several aggregates in one round trip; those that are not stored are missing. */
    public <A extends Aggregate> List<Loaded<A>> load(Command command, Class<A> type, Collection<String> ids) {
        return command.access().call(() -> {
            List<Loaded<A>> loaded = new ArrayList<>();
            for (Document stored : aggregates.collection(type).find(Filters.in("_id", ids))) {
                if (isInReach(stored)) {
                    loaded.add(new Loaded<>(aggregates.read(type, stored), stored));
                }
            }
            return loaded;
        });
    }

    /**
     * Stores changes of several aggregates in one round trip. One whose change tells nothing stays as it is, but whoever else
     * has read it and not written it yet begins again.
     *
     * @param command without an idempotency key
     * @return all of them by id as they are stored now; empty if somebody was faster with one of them, though others may be
     *     stored: then read all again
     * @throws IllegalArgumentException for a command with an idempotency key
     */
    public <A extends Aggregate> Map<String, Updated> updateAll(
            Command command, Class<A> type, Map<Loaded<A>, DomainEvents> changes) {
        if (command.key() != null) {
            throw new IllegalArgumentException("a retry of several changes could not be answered as at first");
        }
        if (changes.isEmpty()) {
            return Map.of();
        }
        return command.access().call(() -> batch.update(command, type, changes));
    }

    private <A extends Aggregate> Optional<Answer> tryUpdate(
            Command command, Class<A> type, Document stored, Function<A, DomainEvents> change, boolean byBody) {
        A aggregate = aggregates.read(type, stored);
        long version = aggregate.version();
        if (command.ifMatch() != null && command.ifMatch() != version) {
            throw SharedRefusal.VERSION_MISMATCH.with(command.ifMatch(), version);
        }
        OutboxEntries.requireRoom(stored);
        DomainEvents raised = change.apply(aggregate);
        if (raised.events().isEmpty()) {
            return Optional.of(new Answer(AppliedCommands.receipt(aggregate, version, raised), false));
        }
        Receipt receipt = AppliedCommands.receipt(aggregate, version + 1, raised);
        AggregateDocuments.Change updated = aggregates.change(command, aggregate, stored, raised, receipt);
        boolean takesKey = byBody && UsedKeys.takes(type, command);
        Bson updates = takesKey
                ? Updates.combine(updated.updates(), Updates.set(UsedKeys.FIELD, UsedKeys.with(stored, command)))
                : updated.updates();
        if (!isStored(command, aggregate, AggregateDocuments.unchanged(aggregate, stored), updates)) {
            return Optional.empty();
        }
        if (takesKey) {
            command.noteKeyHeld();
        }
        relay.nudge(aggregates.collectionName(type), aggregate.id(), updated.outbox());
        return Optional.of(new Answer(receipt, true));
    }

    /** Not if somebody was faster with it, changed its set, or another document has the key for the same body. */
    private boolean isStored(Command command, Aggregate aggregate, Bson unchanged, Bson updates) {
        Class<? extends Aggregate> type = aggregate.getClass();
        try {
            return aggregates.collection(type).updateOne(unchanged, updates).getMatchedCount() == 1;
        } catch (MongoWriteException e) {
            boolean isExpected = e.getError().getCode() == DUPLICATE_KEY
                    && (isKeyHeldElsewhere(command, type, aggregate.id()) || aggregate.hasSetVersions());
            if (!isExpected) {
                throw e;
            }
            return false;
        }
    }

    private Optional<Document> load(Reading reading, Class<?> type, String id) {
        return reading.find(aggregates.collectionName(type), id).filter(AggregateStore::isInReach);
    }

    /** The one gate: to a caller, what belongs to a unit outside their reach does not exist. */
    private static boolean isInReach(Document stored) {
        return Access.current().covers(stored.getString("unitId"));
    }
}
