package kepu.identity.key;

import com.mongodb.ReadConcern;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
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
import java.util.concurrent.ConcurrentHashMap;
import kepu.defaults.Command;
import kepu.identity.lease.Lease;
import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
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
public class SigningKeys implements JWKSource<SecurityContext> {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration LONGEST_READ = Duration.ofSeconds(2);
    private static final int RSA_BITS = 3072;

    /** What another instance did is seen after that long; the lead is longer. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final MongoOperations mongo;
    private final Lease lease;
    private final Clock clock;
    private final KeyPlan plan;
    private final KeySeal seal;
    private final Map<String, Optional<RSAKey>> opened = new ConcurrentHashMap<>();
    private volatile @Nullable Known known;

    private record Known(List<StoredKey> keys, Instant at) {}

    SigningKeys(
            MongoOperations mongo,
            Lease lease,
            Clock clock,
            @Value("${kepu.identity.key-secret:}") String secretFile,
            @Value("${kepu.identity.key-rotation}") Duration rotation,
            @Value("${kepu.identity.key-lead}") Duration lead,
            @Value("${kepu.identity.key-retention}") Duration retention) {
        this.mongo = mongo;
        this.lease = lease;
        this.clock = clock;
        this.plan = new KeyPlan(rotation, lead, retention);
        if (secretFile.isBlank()) {
            log.warn("kepu.identity.key-secret names no file: signing keys can be used only until this process ends");
        }
        this.seal = new KeySeal(secretFile.isBlank() ? Secrets.random() : Secrets.readOrMake(Path.of(secretFile)));
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

    /** Id of the key that signs now; makes the first one if there is none. */
    public String signing() {
        return KeyPlan.signing(able(keys()), clock.instant())
                .or(() -> {
                    rotateIfDue();
                    return KeyPlan.signing(able(keys()), clock.instant());
                })
                .orElseThrow(() -> new IllegalStateException("no key can sign"))
                .keyId();
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
    Published rotate() {
        return lease.hold("signing-keys", () -> {
            List<StoredKey> able = able(refreshed());
            Instant now = now();
            if (KeyPlan.isUnderWay(able, now)) {
                throw KeyRejection.underWay();
            }
            return Published.of(make(KeyPlan.signing(able, now).isEmpty() ? Duration.ZERO : plan.lead()));
        });
    }

    @Scheduled(fixedDelayString = "${kepu.identity.key-check}")
    void rotateIfDue() {
        if (plan.isDue(able(refreshed()), clock.instant())) {
            lease.hold("signing-keys", () -> {
                List<StoredKey> able = able(refreshed());
                Instant now = now();
                if (plan.isDue(able, now)) {
                    make(KeyPlan.signing(able, now).isEmpty() ? Duration.ZERO : plan.lead());
                }
                return able.size();
            });
        }
        mongo.remove(Query.query(Criteria.where("leavesAt").lt(now())), StoredKey.class);
    }

    private StoredKey make(Duration lead) {
        String keyId = Command.newEventId().toString();
        RSAKey key = generate(keyId);
        Instant now = now();
        Instant signsFrom = now.plus(lead);
        StoredKey made = new StoredKey(
                keyId, key.toPublicJWK().toJSONString(), seal.close(keyId, key.toJSONString()), now, signsFrom, null);
        mongo.insert(made);
        mongo.updateMulti(
                Query.query(Criteria.where("leavesAt").isNull().and("_id").ne(keyId)),
                Update.update("leavesAt", plan.leaves(signsFrom)),
                StoredKey.class);
        refreshed();
        log.info("signing key {} was made; it signs from {}", keyId, signsFrom);
        return made;
    }

    private static RSAKey generate(String keyId) {
        try {
            return new RSAKeyGenerator(RSA_BITS)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
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
        List<StoredKey> keys =
                mongo.find(new Query().withReadConcern(ReadConcern.MAJORITY).maxTime(LONGEST_READ), StoredKey.class);
        known = new Known(keys, clock.instant());
        return keys;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
