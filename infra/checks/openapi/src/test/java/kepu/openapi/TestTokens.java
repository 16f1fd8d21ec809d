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
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kepu.access.Grant;
import kepu.contracts.identity.AccountEvent.Role;

/** Makes tokens with the identity service's own key, without anybody signing in; and bad ones without that key. */
final class TestTokens {
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
            List<String> everything = Stream.of(Role.values())
                    .map(role -> role + "@" + Grant.EVERYWHERE)
                    .toList();
            makeBad("example-stranger", everything);
        }
        return bad;
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
