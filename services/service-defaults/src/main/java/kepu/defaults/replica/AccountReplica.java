package kepu.defaults.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kepu.access.Caller;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.contracts.Envelope;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountClosed;
import kepu.contracts.identity.AccountEvent.AccountLocked;
import kepu.contracts.identity.AccountEvent.AccountOpened;
import kepu.contracts.identity.AccountEvent.AccountTied;
import kepu.contracts.identity.AccountEvent.AccountUnlocked;
import kepu.contracts.identity.AccountEvent.LockReason;
import kepu.contracts.identity.AccountEvent.PasswordChanged;
import kepu.contracts.identity.AccountEvent.PasswordReset;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.contracts.identity.AccountEvent.SignedOut;
import kepu.defaults.access.KnownAccounts;
import kepu.defaults.access.OwnPerson;
import kepu.defaults.consume.EventListener;
import kepu.defaults.consume.ReceivedEvent;
import kepu.defaults.consume.ReplicaStore;
import kepu.defaults.consume.ReplicaStore.Change;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service keeps of accounts (账号): since which of its events nothing of before counts, which roles were granted for how
 * long and revoked when, and whose it is. It follows with a moment's delay; while Kafka is away it stands still, and tokens count until they end.
 *
 * <p>A token says of which event of its account it knows. So nothing depends on clocks, and a new token is good at once. A grant
 * of which nothing was told counts only as long as that event is still to come, and not for ever.
 */
public final class AccountReplica implements EventListener, KnownAccounts {
    /** How long it may take until another instance of the same service knows. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** How long a grant counts that is on its way here, since it was met first: as long as a token lasts. */
    static final Duration AWAITED = Duration.ofMinutes(10);

    /** So long after it was asked for last, it is met as if for the first time. */
    private static final Duration MET = Duration.ofDays(1);

    private static final int ACCOUNTS = 10_000;
    private static final AsOf NOTHING = new AsOf(0, 0);
    private static final String ENDED = "ended";
    private static final String GRANTED = "granted";
    private static final String REVOKED = "revoked";
    private static final String PERSON = "person";
    private static final String TERMS = "terms";
    private static final String CLOSED = "closed";
    private static final String UNIT = "unit";

    private final MongoOperations mongo;
    private final String collection;
    private final ReplicaStore copies;
    private final Cache<String, Copy> known = remembering();
    private final Cache<String, Set<String>> ofPersons = remembering();
    private final Cache<String, List<Held>> heldByPersons = remembering();

    /** When a grant was met first of which nothing was told. */
    private final Cache<String, Long> awaited =
            Caffeine.newBuilder().maximumSize(ACCOUNTS).expireAfterAccess(MET).build();

    private final Ticker ticker;

    public AccountReplica(MongoOperations mongo, String collection) {
        this(mongo, collection, Ticker.systemTicker());
    }

    AccountReplica(MongoOperations mongo, String collection, Ticker ticker) {
        this.mongo = mongo;
        this.collection = collection;
        this.copies = new ReplicaStore(mongo, collection);
        this.ticker = ticker;
    }

    private static <V> Cache<String, V> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(ACCOUNTS)
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    /**
     * An account as it is known here.
     *
     * @param heard the last event that was told here
     * @param ended since when nothing of before counts
     * @param granted roles at units, by their grants
     * @param revoked when grants were revoked
     * @param unit where it is looked after; known with the person
     */
    private record Copy(
            AsOf heard,
            @Nullable AsOf ended,
            Map<String, String> granted,
            Map<String, AsOf> revoked,
            @Nullable String person,
            @Nullable String unit) {
        static final Copy UNKNOWN = new Copy(NOTHING, null, Map.of(), Map.of(), null, null);

        boolean isRevokedSince(AsOf asOf, String role) {
            return grantsOf(role).map(revoked::get).anyMatch(at -> at != null && asOf.isBefore(at));
        }

        /** What was revoked before the identity service's database was restored is not revoked there. */
        boolean isGranted(AsOf asOf, String role) {
            return grantsOf(role).map(revoked::get).anyMatch(at -> at == null || at.epoch() < asOf.epoch());
        }

        private Stream<String> grantsOf(String role) {
            return granted.entrySet().stream()
                    .filter(grant -> grant.getValue().equals(role))
                    .map(Map.Entry::getKey);
        }
    }

    /** A role at a unit that an account holds for a time; without a stated end until it is revoked. */
    private record Held(
            String accountId,
            String unitId,
            Instant from,
            @Nullable Instant until) {
        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && (until == null || now.isBefore(until));
        }
    }

    void prepare() {
        all().createIndex(new Document(PERSON, 1));
    }

    @Override
    public Optional<Caller> asOfNow(Caller caller) {
        AsOf asOf = caller.asOf();
        if (asOf == null) {
            return Optional.of(caller); // another issuer's, of whose accounts nothing is told
        }
        Copy copy = copy(caller.subject());
        if (copy.ended() != null && asOf.isBefore(copy.ended())) {
            return Optional.empty();
        }
        return Optional.of(caller.with(caller.grants().stream()
                .filter(grant -> counts(key(grant.role(), grant.unitId()), caller.subject(), asOf, copy))
                .toList()));
    }

    /** One that was never told of is either on its way here, or was never given: then no later event makes it good. */
    private boolean counts(String role, String accountId, AsOf asOf, Copy copy) {
        return !copy.isRevokedSince(asOf, role)
                && (copy.isGranted(asOf, role) || copy.heard().isBefore(asOf) && isAwaited(accountId + ' ' + role));
    }

    private boolean isAwaited(String grant) {
        long now = ticker.read();
        return now - awaited.get(grant, _ -> now) < AWAITED.toNanos();
    }

    @Override
    public Set<String> othersOfPerson(String accountId) {
        String person = copy(accountId).person();
        return person == null ? Set.of() : ofPersons.get(person, this::accountsOf);
    }

    @Override
    public Optional<OwnPerson> personOf(String accountId) {
        Copy copy = copy(accountId);
        return copy.person() == null || copy.unit() == null || copy.unit().equals(Grant.EVERYWHERE)
                ? Optional.empty()
                : Optional.of(new OwnPerson(copy.unit(), copy.person()));
    }

    private Set<String> accountsOf(String person) {
        Set<String> found = new HashSet<>(Set.of(person));
        for (Document account : all().find(Filters.eq(PERSON, person)).projection(Projections.include("_id"))) {
            found.add(account.getString("_id"));
        }
        return Set.copyOf(found);
    }

    @Override
    public Set<String> unitsOfOthers(String accountId, Instant now) {
        String person = copy(accountId).person();
        return person == null
                ? Set.of()
                : heldByPersons.get(person, this::heldBy).stream()
                        .filter(held -> !held.accountId().equals(accountId) && held.holdsAt(now))
                        .map(Held::unitId)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A grant of which an earlier version kept no term holds until it is revoked. */
    private List<Held> heldBy(String person) {
        List<Held> held = new ArrayList<>();
        for (Document account : all().find(Filters.and(Filters.eq(PERSON, person), Filters.ne(CLOSED, true)))) {
            Document terms = account.get(TERMS, new Document());
            Document revoked = account.get(REVOKED, new Document());
            account.get(GRANTED, new Document()).forEach((grantId, role) -> {
                if (!revoked.containsKey(grantId)) {
                    Document term = terms.get(grantId, new Document());
                    String from = term.getString("from");
                    String until = term.getString("until");
                    held.add(new Held(
                            account.getString("_id"),
                            String.valueOf(role).substring(String.valueOf(role).indexOf('@') + 1),
                            from == null ? Instant.EPOCH : Instant.parse(from),
                            until == null ? null : Instant.parse(until)));
                }
            });
        }
        return List.copyOf(held);
    }

    private Copy copy(String accountId) {
        return known.get(
                accountId, id -> copies.find(id).map(AccountReplica::read).orElse(Copy.UNKNOWN));
    }

    private static Copy read(Document copy) {
        Map<String, String> granted = new HashMap<>();
        copy.get(GRANTED, new Document()).forEach((grantId, role) -> granted.put(grantId, String.valueOf(role)));
        Map<String, AsOf> revoked = new HashMap<>();
        copy.get(REVOKED, new Document()).forEach((grantId, at) -> revoked.put(grantId, position(at)));
        return new Copy(
                heard(copy),
                copy.containsKey(ENDED) ? position(copy.get(ENDED)) : null,
                granted,
                revoked,
                copy.getString(PERSON),
                copy.getString(UNIT));
    }

    /** Each of the facts that the copy is made of was told by an event. */
    private static AsOf heard(Document copy) {
        return ReplicaStore.positions(copy)
                .map(position -> new AsOf(position.epoch(), position.sequence()))
                .reduce(NOTHING, AccountReplica::later);
    }

    private static AsOf later(AsOf one, AsOf other) {
        return one.isBefore(other) ? other : one;
    }

    private static AsOf position(@Nullable Object stored) {
        return AsOf.parse(String.valueOf(stored)).orElseThrow();
    }

    @Override
    public int on(List<ReceivedEvent> events) {
        List<Change> changes =
                events.stream().map(received -> change(received.envelope())).toList();
        int applied = copies.apply(changes);
        known.invalidateAll(changes.stream().map(Change::id).toList());
        ofPersons.invalidateAll();
        heldByPersons.invalidateAll();
        return applied;
    }

    private static Change change(Envelope<?> envelope) {
        if (!(envelope.data() instanceof AccountEvent event)) {
            throw new IllegalArgumentException("no event of an account: " + envelope.data());
        }
        String now = new AsOf(envelope.epoch(), envelope.sequence()).text();
        return switch (event) {
            case RoleGranted grant ->
                Change.of(
                        envelope,
                        GRANTED + "-" + grant.grantId(),
                        Map.of(
                                GRANTED + "." + grant.grantId(), key(grant.role(), grant.unitId()),
                                TERMS + "." + grant.grantId(), term(grant)));
            case RoleRevoked grant ->
                Change.of(envelope, REVOKED + "-" + grant.grantId(), Map.of(REVOKED + "." + grant.grantId(), now));
            case AccountTied tied ->
                Change.of(envelope, PERSON, Map.of(PERSON, tied.personId(), UNIT, envelope.unitId()));
            case AccountLocked lock when lock.reason() == LockReason.ADMINISTRATOR -> ended(envelope, now);
            case AccountClosed _ -> Change.of(envelope, ENDED, Map.of(ENDED, now, CLOSED, true));
            case PasswordChanged _, PasswordReset _, SignedOut _ -> ended(envelope, now);
            case AccountOpened _, AccountLocked _, AccountUnlocked _ -> Change.of(envelope, Map.of());
        };
    }

    private static Change ended(Envelope<?> envelope, String now) {
        return Change.of(envelope, ENDED, Map.of(ENDED, now));
    }

    private static Document term(RoleGranted grant) {
        Document term = new Document("from", grant.from().toString());
        Instant until = grant.until();
        return until == null ? term : term.append("until", until.toString());
    }

    private static String key(AccountEvent.Role role, String unitId) {
        return new Grant(role, unitId, null).text();
    }

    private MongoCollection<Document> all() {
        return mongo.getCollection(collection);
    }
}
