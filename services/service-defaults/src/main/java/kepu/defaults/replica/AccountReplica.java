package kepu.defaults.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * What a service keeps of accounts (账号): since which of its events nothing of before counts, which grants were revoked when,
 * and whose it is. It follows with a moment's delay; while Kafka is away it stands still, and tokens count until they end.
 *
 * <p>A token says of which event of its account it knows. So nothing depends on clocks, and a new token is good at once.
 */
public final class AccountReplica implements EventListener, KnownAccounts {
    /** How long it may take until another instance of the same service knows. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int ACCOUNTS = 10_000;
    private static final String ENDED = "ended";
    private static final String GRANTED = "granted";
    private static final String REVOKED = "revoked";
    private static final String PERSON = "person";
    private static final String UNIT = "unit";

    private final MongoOperations mongo;
    private final String collection;
    private final ReplicaStore copies;
    private final Cache<String, Copy> known = remembering();
    private final Cache<String, Set<String>> ofPersons = remembering();

    public AccountReplica(MongoOperations mongo, String collection) {
        this.mongo = mongo;
        this.collection = collection;
        this.copies = new ReplicaStore(mongo, collection);
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
     * @param ended since when nothing of before counts
     * @param revoked for each role at a unit, when a grant of it was revoked last
     * @param unit where it is looked after; known with the person
     */
    private record Copy(
            @Nullable AsOf ended,
            Map<String, AsOf> revoked,
            @Nullable String person,
            @Nullable String unit) {
        static final Copy UNKNOWN = new Copy(null, Map.of(), null, null);
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
                .filter(grant -> {
                    AsOf revoked = copy.revoked().get(key(grant.role(), grant.unitId()));
                    return revoked == null || !asOf.isBefore(revoked);
                })
                .toList()));
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

    private Copy copy(String accountId) {
        return known.get(
                accountId, id -> copies.find(id).map(AccountReplica::read).orElse(Copy.UNKNOWN));
    }

    private static Copy read(Document copy) {
        Document granted = copy.get(GRANTED, new Document());
        Map<String, AsOf> revoked = new HashMap<>();
        copy.get(REVOKED, new Document()).forEach((grantId, at) -> {
            String role = granted.getString(grantId);
            if (role != null) {
                revoked.merge(role, position(at), (one, other) -> one.isBefore(other) ? other : one);
            }
        });
        return new Copy(
                copy.containsKey(ENDED) ? position(copy.get(ENDED)) : null,
                revoked,
                copy.getString(PERSON),
                copy.getString(UNIT));
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
                        Map.of(GRANTED + "." + grant.grantId(), key(grant.role(), grant.unitId())));
            case RoleRevoked grant ->
                Change.of(envelope, REVOKED + "-" + grant.grantId(), Map.of(REVOKED + "." + grant.grantId(), now));
            case AccountTied tied ->
                Change.of(envelope, PERSON, Map.of(PERSON, tied.personId(), UNIT, envelope.unitId()));
            case AccountLocked lock when lock.reason() == LockReason.ADMINISTRATOR -> ended(envelope, now);
            case PasswordChanged _, PasswordReset _, SignedOut _, AccountClosed _ -> ended(envelope, now);
            case AccountOpened _, AccountLocked _, AccountUnlocked _ -> Change.of(envelope, Map.of());
        };
    }

    private static Change ended(Envelope<?> envelope, String now) {
        return Change.of(envelope, ENDED, Map.of(ENDED, now));
    }

    private static String key(AccountEvent.Role role, String unitId) {
        return new Grant(role, unitId, null).text();
    }

    private MongoCollection<Document> all() {
        return mongo.getCollection(collection);
    }
}
