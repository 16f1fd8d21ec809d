package kepu.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** An OIDC issuer on loopback for tests: discovery, key set, good tokens, and tokens bad in exactly one way. */
public final class TestIssuer implements AutoCloseable {
    /** Made once for all issuers of a test run: making one takes seconds. */
    private static final RSAKey KEY = newKey("test-1");

    /** Made only if a test asks for it. */
    private static final class Attacker {
        static final RSAKey KEY = newKey("test-1");
    }

    private final HttpServer server;
    private final RSAKey key = KEY;

    private TestIssuer(HttpServer server) {
        this.server = server;
        answer("/jwks", () -> new JWKSet(key.toPublicJWK()).toString());
        answer(
                "/.well-known/openid-configuration",
                () -> "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}".formatted(issuer(), issuer()));
        server.start();
    }

    public static TestIssuer start() {
        try {
            return new TestIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Text {
        String get();
    }

    private void answer(String path, Text text) {
        server.createContext(path, exchange -> {
            byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code iss} of its tokens. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Settings that make a service or the gateway believe this issuer, found by discovery. */
    public List<String> settings() {
        return List.of("--kepu.tokens.issuer=" + issuer());
    }

    /** A good token, for ten minutes. {@code grants} are like {@code TOWNSHIP_CLERK@990101201}. */
    public String token(String subject, String... grants) {
        return token(subject, UnaryOperator.identity(), grants);
    }

    /** The value of an {@code Authorization} header with a good token. */
    public String bearer(String subject, String... grants) {
        return "Bearer " + token(subject, grants);
    }

    /** A token with other claims. */
    public String token(String subject, UnaryOperator<JWTClaimsSet.Builder> change, String... grants) {
        return sign(header("at+jwt"), change.apply(claims(subject, grants)), signer(key));
    }

    /** Its time is over. */
    public String expired(String subject, String... grants) {
        Instant past = Instant.now().minusSeconds(3600);
        return token(
                subject,
                claims -> claims.issueTime(Date.from(past)).expirationTime(Date.from(past.plusSeconds(600))),
                grants);
    }

    /** For somebody else's system. */
    public String forAnotherAudience(String subject, String... grants) {
        return token(subject, claims -> claims.audience("another"), grants);
    }

    /** By somebody else. */
    public String byAnotherIssuer(String subject, String... grants) {
        return token(subject, claims -> claims.issuer("http://127.0.0.1:1"), grants);
    }

    /** An ID token is not an access token. */
    public String ofAnotherType(String subject, String... grants) {
        return sign(header("JWT"), claims(subject, grants), signer(key));
    }

    /** {@code alg: none}: signed by nobody. */
    public String unsigned(String subject, String... grants) {
        String header =
                Base64URL.encode("{\"alg\":\"none\",\"typ\":\"at+jwt\"}").toString();
        return header + "." + Base64URL.encode(claims(subject, grants).build().toString()) + ".";
    }

    /** Signed with HMAC, the public key as the secret. */
    public String signedWithThePublicKeyAsSecret(String subject, String... grants) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(key.getKeyID())
                    .build();
            return sign(
                    header,
                    claims(subject, grants),
                    new MACSigner(key.toPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with a key of the attacker's own, under a key id that the issuer does not have. */
    public String byAnUnknownKey(String subject, String... grants) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("unknown-" + UUID.randomUUID())
                .build();
        return sign(header, claims(subject, grants), signer(Attacker.KEY));
    }

    /** Signed with a key of the attacker's own, under the issuer's key id. */
    public String byAForgedKey(String subject, String... grants) {
        return sign(header("at+jwt"), claims(subject, grants), signer(Attacker.KEY));
    }

    private JWTClaimsSet.Builder claims(String subject, String... grants) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("kepu")
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .jwtID(UUID.randomUUID().toString())
                .claim("kepu_grants", List.of(grants));
    }

    private JWSHeader header(String type) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
    }

    private static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All kinds of tokens that must be refused, by what is wrong with them. */
    public Map<String, String> badTokens(String subject, String... grants) {
        return Map.of(
                "expired", expired(subject, grants),
                "wrong audience", forAnotherAudience(subject, grants),
                "wrong issuer", byAnotherIssuer(subject, grants),
                "wrong type", ofAnotherType(subject, grants),
                "alg:none", unsigned(subject, grants),
                "HS/RS confusion", signedWithThePublicKeyAsSecret(subject, grants),
                "unknown key", byAnUnknownKey(subject, grants),
                "forged key", byAForgedKey(subject, grants));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
