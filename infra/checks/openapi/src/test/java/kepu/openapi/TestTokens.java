package kepu.openapi;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent;
import kepu.contracts.identity.AccountEvent.AccountClosed;
import kepu.contracts.identity.AccountEvent.AccountLocked;
import kepu.contracts.identity.AccountEvent.LockReason;
import kepu.contracts.identity.AccountEvent.PasswordChanged;
import kepu.contracts.identity.AccountEvent.Role;
import kepu.contracts.identity.AccountEvent.RoleGranted;
import kepu.contracts.identity.AccountEvent.RoleRevoked;
import kepu.contracts.identity.AccountEvent.SignedOut;

/** Makes tokens with the identity service's own key, without anybody signing in; and bad ones without that key. */
final class TestTokens {
    /** What may have become of an account since a token was made. */
    static final List<String> ENDED = List.of("locked", "closed", "rotated", "signed out");

    static final String REVOKED = "revoked";

    private static final int EVERYTHING_GRANTED = Role.values().length;
    private static final String TYPE = "at+jwt";

    private final String issuer;
    private final RSAKey key;
    private final RSAKey forged;
    private final Map<String, String> made = new ConcurrentHashMap<>();
    private final Map<String, String> bad = new LinkedHashMap<>();

    /** @param key with its private part */
    TestTokens(String issuer, RSAKey key) {
        this.issuer = issuer;
        this.key = key;
        try {
            this.forged = new RSAKeyGenerator(2048).keyID("unknown").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String good(String subject, List<String> grants) {
        return made.computeIfAbsent(
                subject + " " + grants, _ -> sign(key.getKeyID(), TYPE, claims(subject, grants), signer(key)));
    }

    /** Of somebody who might do everything, each bad in exactly one way, by that way. */
    Map<String, String> bad() {
        if (bad.isEmpty()) {
            makeBad("example-stranger", everything());
        }
        return bad;
    }

    /** Good once, of accounts that were locked, closed, given another secret or signed out since, by which of it. */
    Map<String, String> ended() {
        Map<String, String> ended = new LinkedHashMap<>();
        ENDED.forEach(by -> ended.put(by, made.computeIfAbsent(by, _ -> asOfFirst(by))));
        return ended;
    }

    /** Good once, of an account all of whose grants were revoked since. */
    String revoked() {
        return made.computeIfAbsent(REVOKED, _ -> asOfFirst(REVOKED));
    }

    private String asOfFirst(String by) {
        return changed(
                subjectOf(by),
                everything(),
                claims -> claims.claim(AsOf.CLAIM, new AsOf(1, EVERYTHING_GRANTED).text()));
    }

    /** What the identity service would have told of those accounts, in order. */
    static Map<String, List<AccountEvent>> told() {
        Map<String, List<AccountEvent>> told = new LinkedHashMap<>();
        Stream.concat(ENDED.stream(), Stream.of(REVOKED)).forEach(by -> {
            String account = subjectOf(by);
            List<AccountEvent> events = new ArrayList<>();
            for (Role role : Role.values()) {
                events.add(new RoleGranted(
                        account, "g-" + role, role, Grant.EVERYWHERE, Instant.parse("2025-01-01T00:00:00Z"), null));
            }
            switch (by) {
                case "locked" -> events.add(new AccountLocked(account, LockReason.ADMINISTRATOR, null));
                case "closed" -> events.add(new AccountClosed(account, "调离"));
                case "rotated" -> events.add(new PasswordChanged(account));
                case "signed out" -> events.add(new SignedOut(account));
                default -> {
                    for (Role role : Role.values()) {
                        events.add(new RoleRevoked(account, "g-" + role, "换岗"));
                    }
                }
            }
            told.put(account, events);
        });
        return told;
    }

    private static String subjectOf(String by) {
        return "example-" + by.replace(' ', '-');
    }

    static List<String> everything() {
        return Stream.of(Role.values())
                .map(role -> role + "@" + Grant.EVERYWHERE)
                .toList();
    }

    private void makeBad(String subject, List<String> grants) {
        Instant past = Instant.now().minusSeconds(3600);
        bad.put(
                "expired",
                changed(
                        subject,
                        grants,
                        claims -> claims.issueTime(Date.from(past)).expirationTime(Date.from(past.plusSeconds(600)))));
        bad.put("wrong audience", changed(subject, grants, claims -> claims.audience("another")));
        bad.put("wrong issuer", changed(subject, grants, claims -> claims.issuer("http://127.0.0.1:1")));
        bad.put("wrong type", sign(key.getKeyID(), "JWT", claims(subject, grants), signer(key)));
        bad.put("alg:none", unsigned(subject, grants));
        bad.put("HS/RS confusion", signedWithThePublicKeyAsSecret(subject, grants));
        bad.put("unknown key", sign("unknown", TYPE, claims(subject, grants), signer(forged)));
        bad.put("forged key", sign(key.getKeyID(), TYPE, claims(subject, grants), signer(forged)));
    }

    private String changed(String subject, List<String> grants, UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(key.getKeyID(), TYPE, change.apply(claims(subject, grants)), signer(key));
    }

    private String unsigned(String subject, List<String> grants) {
        return Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "."
                + Base64URL.encode(claims(subject, grants).build().toString()) + ".";
    }

    private String signedWithThePublicKeyAsSecret(String subject, List<String> grants) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(new JOSEObjectType(TYPE))
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims(subject, grants).build());
            jwt.sign(new MACSigner(key.toPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder claims(String subject, List<String> grants) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("kepu")
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600))) // longer than all tests of a JVM take
                .jwtID(UUID.randomUUID().toString())
                .claim("kepu_grants", grants);
    }

    private static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String keyId, String type, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(new JOSEObjectType(type))
                    .keyID(keyId)
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
