package kepu.identity.key;

import com.mongodb.ReadConcern;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import kepu.access.Caller;
import kepu.defaults.Patience;
import kepu.defaults.audit.AuditEntry;
import kepu.identity.lease.Lease;
import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys of all instances: one signs, its successor is known before it does, its predecessors are known until all they
 * signed has expired.
 */
@Component
public class SigningKeys implements JWKSource<SecurityContext>, ApplicationRunner {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration LONGEST_READ = Patience.OF_A_STEP;

    /** What another instance did is seen after that long; the lead is longer. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final MongoOperations mongo;
    private final Lease lease;
    private final Clock clock;
    private final KeyPlan plan;
    private final KeyMaker maker;
    private final KeySeal seal;
    private final KeyLog keyLog;
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicReference<@Nullable CompletableFuture<RSAKey>> spare = new AtomicReference<>();
    private final Map<String, Optional<RSAKey>> opened = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    private record Known(List<StoredKey> keys, Instant at) {}

    SigningKeys(
            MongoOperations mongo,
            Lease lease,
            Clock clock,
            KeyLog keyLog,
            @Value("${kepu.identity.key-secret:}") String secretFile,
            @Value("${kepu.identity.key-bits}") int bits,
            @Value("${kepu.identity.key-rotation}") Duration rotation,
            @Value("${kepu.identity.key-lead}") Duration lead,
            @Value("${kepu.identity.key-retention}") Duration retention) {
        this.mongo = mongo;
        this.lease = lease;
        this.clock = clock;
        this.keyLog = keyLog;
        this.plan = new KeyPlan(rotation, lead, retention);
        this.maker = new KeyMaker(bits);
        if (secretFile.isBlank()) {
            log.warn("kepu.identity.key-secret names no file: signing keys can be used only until this process ends");
        }
        this.seal = new KeySeal(secretFile.isBlank() ? Secrets.random() : Secrets.readOrMake(Path.of(secretFile)));
    }

    /** Of a new installation: it is not ready before a key signs, for the making may take longer than any request waits. */
    @Override
    public void run(ApplicationArguments arguments) {
        signing();
    }

    /** A key as everybody may see it. */
    record Published(
            String keyId,
            Instant madeAt,
            Instant signsFrom,
            @Nullable Instant leavesAt) {
        static Published of(StoredKey key) {
            return new Published(key.keyId(), key.madeAt(), key.signsFrom(), key.leavesAt());
        }
    }

    /** Id of the key that signs now; makes one if there is none. */
    public String signing() {
        return KeyPlan.signing(able(keys()), clock.instant())
                .orElseGet(() -> signingAtOnce(_ -> true))
                .keyId();
    }

    /** The one that signs; if there is none, or not such a one, the next one does so at once, which may have to be made. */
    private StoredKey signingAtOnce(Predicate<StoredKey> such) {
        making.lock(); // whoever needs the key waits as long as its making takes, and not only as long as for a lease
        try {
            List<StoredKey> able = able(refreshed());
            return KeyPlan.signing(able, now())
                    .filter(such)
                    .or(() -> KeyPlan.waiting(able, now()).flatMap(waiting -> signsAlready(waiting, such)))
                    .orElseGet(() -> makeSigning(such));
        } finally {
            making.unlock();
        }
    }

    /** Everybody has had some time to learn of the one that waits, and none to learn of a new one. */
    private Optional<StoredKey> signsAlready(StoredKey waiting, Predicate<StoredKey> such) {
        return lease.hold("signing-keys", () -> {
            mongo.updateFirst(
                    Query.query(Criteria.where("_id")
                            .is(waiting.keyId())
                            .and("leavesAt")
                            .isNull()),
                    Update.update("signsFrom", now()),
                    StoredKey.class);
            log.info("signing key {} does not wait any longer", waiting.keyId());
            return KeyPlan.signing(able(refreshed()), now()).filter(such);
        });
    }

    private StoredKey makeSigning(Predicate<StoredKey> such) {
        RSAKey key = takeSpare();
        return lease.hold(
                "signing-keys",
                () -> KeyPlan.signing(able(refreshed()), now())
                        .filter(such)
                        .orElseGet(() -> store(key, now(), List.of())));
    }

    /** Made before it is needed, and outside the lease, which others wait for: it takes from a fraction of a second to many. */
    private RSAKey takeSpare() {
        CompletableFuture<RSAKey> ready = spare.getAndSet(null);
        try {
            return ready == null ? maker.make() : ready.join();
        } finally {
            prepareSpare();
        }
    }

    private void prepareSpare() {
        CompletableFuture<RSAKey> next = new CompletableFuture<>();
        if (spare.compareAndSet(null, next)) {
            next.completeAsync(
                    maker::make, Thread.ofPlatform().name("spare-signing-key").daemon()::start);
        }
    }

    /** With the private part of those that this instance can open; the key set endpoint leaves it out. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> found = new ArrayList<>();
        for (StoredKey key : KeyPlan.published(keys(), clock.instant())) {
            found.add(opened(key).map(JWK.class::cast).orElseGet(() -> parsed(key.publicKey())));
        }
        return selector.select(new JWKSet(found));
    }

    List<Published> published() {
        return KeyPlan.published(keys(), clock.instant()).stream()
                .map(Published::of)
                .toList();
    }

    /**
     * Makes a successor, which signs after the usual lead.
     *
     * @throws KeyRejection 409 {@code rotation-under-way} while one waits to sign already
     */
    Published rotate(Caller caller) {
        requireNoneUnderWay(able(refreshed()));
        RSAKey key = takeSpare();
        Published made = lease.hold("signing-keys", () -> {
            List<StoredKey> able = able(refreshed());
            requireNoneUnderWay(able);
            Instant signsFrom = signsFrom(able);
            AuditEntry entry = KeyLog.entry(
                    caller,
                    "kepu.identity.signing-key-made",
                    key.getKeyID(),
                    Map.of("signsFrom", signsFrom.toString()),
                    now());
            return Published.of(store(key, signsFrom, List.of(entry)));
        });
        keyLog.appendSoon();
        return made;
    }

    /**
     * Takes a key that leaked out of the key set at once: nothing that it signed counts once services have fetched the set again.
     * If it is the one that signs, its successor does so from now on: the one that waits to, or a new one.
     *
     * @return the other one; else, or if its making takes longer than anybody waits here, the one that is withdrawn
     * @throws KeyRejection 404 {@code unknown-signing-key}
     */
    Published withdraw(String keyId, String reason, Caller caller) {
        boolean signs = signing().equals(keyId);
        Published withdrawn = lease.hold("signing-keys", () -> {
            Instant now = now();
            StoredKey leaked = KeyPlan.published(refreshed(), now).stream()
                    .filter(key -> key.keyId().equals(keyId))
                    .findFirst()
                    .orElseThrow(() -> KeyRejection.unknown(keyId));
            AuditEntry entry = KeyLog.entry(
                    caller,
                    "kepu.identity.signing-key-withdrawn",
                    keyId,
                    Map.of("leavesAt", now.toString(), "reason", reason),
                    now);
            mongo.updateFirst(
                    Query.query(Criteria.where("_id").is(leaked.keyId())),
                    KeyLog.with(Update.update("leavesAt", now), entry),
                    StoredKey.class);
            log.warn("signing key {} was withdrawn: {}", keyId, reason);
            if (!signs) {
                keepWhatLostItsSuccessor();
            }
            refreshed();
            return new Published(keyId, leaked.madeAt(), leaked.signsFrom(), now);
        });
        keyLog.appendSoon();
        return signs ? successor().orElse(withdrawn) : withdrawn;
    }

    /** The key that signs was to leave once the one that is withdrawn had followed it. */
    private void keepWhatLostItsSuccessor() {
        List<StoredKey> able = able(refreshed());
        if (able.stream().noneMatch(key -> key.leavesAt() == null)) {
            KeyPlan.signing(able, now())
                    .ifPresent(signing -> mongo.updateFirst(
                            Query.query(Criteria.where("_id").is(signing.keyId())),
                            new Update().unset("leavesAt"),
                            StoredKey.class));
        }
    }

    /** No predecessor, which leaves soon. It goes on being made when nobody waits for it any more. */
    private Optional<Published> successor() {
        CompletableFuture<Published> made = CompletableFuture.supplyAsync(
                () -> Published.of(signingAtOnce(key -> key.leavesAt() == null)),
                Thread.ofVirtual().name("signing-key")::start);
        try {
            long longest = Patience.left(Patience.OF_A_STEP).toMillis();
            return Optional.of(made.get(longest, TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            log.warn("another signing key is made when the next token needs it: {}", String.valueOf(e.getCause()));
            return Optional.empty();
        }
    }

    private void requireNoneUnderWay(List<StoredKey> able) {
        if (KeyPlan.waiting(able, now()).isPresent()) {
            throw KeyRejection.underWay();
        }
    }

    @Scheduled(fixedDelayString = "${kepu.identity.key-check}")
    void rotateIfDue() {
        making.lock();
        try {
            if (plan.isDue(able(refreshed()), clock.instant())) {
                RSAKey key = takeSpare();
                lease.hold("signing-keys", () -> {
                    List<StoredKey> able = able(refreshed());
                    return plan.isDue(able, now())
                            ? Optional.of(store(key, signsFrom(able), List.of()))
                            : Optional.empty();
                });
            }
        } finally {
            making.unlock();
        }
        prepareSpare();
        keyLog.append();
        removeThoseThatLeft();
    }

    /** Not before the audit log knows what became of them. */
    private void removeThoseThatLeft() {
        Instant now = now();
        refreshed().stream()
                .filter(key -> key.leavesAt() != null && key.leavesAt().isBefore(now))
                .filter(key -> key.unlogged() == null || key.unlogged().isEmpty())
                .forEach(key -> mongo.remove(Query.query(Criteria.where("_id").is(key.keyId())), StoredKey.class));
    }

    private Instant signsFrom(List<StoredKey> able) {
        Instant now = now();
        return now.plus(KeyPlan.signing(able, now).isEmpty() ? Duration.ZERO : plan.lead());
    }

    private StoredKey store(RSAKey key, Instant signsFrom, List<AuditEntry> entries) {
        Instant now = now();
        String keyId = key.getKeyID();
        StoredKey made = new StoredKey(
                keyId,
                key.toPublicJWK().toJSONString(),
                seal.close(keyId, key.toJSONString()),
                now,
                signsFrom,
                null,
                entries);
        mongo.insert(made);
        mongo.updateMulti(
                Query.query(Criteria.where("leavesAt").isNull().and("_id").ne(keyId)),
                Update.update("leavesAt", plan.leaves(signsFrom)),
                StoredKey.class);
        refreshed();
        log.info("signing key {} was made; it signs from {}", keyId, signsFrom);
        return made;
    }

    private List<StoredKey> able(List<StoredKey> keys) {
        return keys.stream().filter(key -> opened(key).isPresent()).toList();
    }

    private Optional<RSAKey> opened(StoredKey key) {
        return opened.computeIfAbsent(key.keyId(), keyId -> {
            Optional<String> text = seal.open(keyId, key.privateKey());
            if (text.isEmpty()) {
                log.warn("the secret does not open signing key {}: it verifies, but cannot sign here", keyId);
            }
            return text.map(SigningKeys::parsed);
        });
    }

    private static RSAKey parsed(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<StoredKey> keys() {
        Known seen = known;
        return seen == null || clock.instant().isAfter(seen.at().plus(FRESH)) ? refreshed() : seen.keys();
    }

    /** As a majority has them: nothing is signed with a key that a failover may take back. */
    private List<StoredKey> refreshed() {
        List<StoredKey> keys = mongo.find(
                new Query().withReadConcern(ReadConcern.MAJORITY).maxTime(Patience.left(LONGEST_READ)),
                StoredKey.class);
        known = new Known(keys, clock.instant());
        return keys;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
