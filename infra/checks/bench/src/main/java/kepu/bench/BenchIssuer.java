package kepu.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** An issuer of tokens in place of identity, so that a bench needs no accounts. */
final class BenchIssuer implements AutoCloseable {
    private static final int KEY_BITS = 2048;
    private static final long SECONDS = 3600;

    private final HttpServer server;
    private final RSAKey key;

    private BenchIssuer(HttpServer server, RSAKey key) {
        this.server = server;
        this.key = key;
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    static BenchIssuer start() {
        try {
            return new BenchIssuer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                    new RSAKeyGenerator(KEY_BITS).keyID("bench").generate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What makes a service or the gateway believe it. */
    List<String> settings() {
        return List.of("--kepu.tokens.issuer=" + issuer(), "--kepu.tokens.jwks=" + issuer() + "/jwks");
    }

    /** Value of an {@code Authorization} header. */
    String bearer(String subject, String... grants) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                issuer(),
                "aud",
                "kepu",
                "sub",
                subject,
                "iat",
                now,
                "exp",
                now + SECONDS,
                "kepu_grants",
                List.of(grants));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
        try {
            JWSObject token = new JWSObject(header, new Payload(claims));
            token.sign(new RSASSASigner(key));
            return "Bearer " + token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
