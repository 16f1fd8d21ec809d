package kepu.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's key set: fetched every few seconds, so that a key that leaked can be withdrawn, and at once for an unknown key
 * but not for every one that somebody makes up; used on for an hour while the issuer is away.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    /** How long a withdrawn key is believed; the last half of it the next set is fetched behind the callers' backs. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final Duration FETCHED_AHEAD = Duration.ofSeconds(5);

    /** Of one who checks a token; less than the gateway waits for whoever checks it. */
    static final Duration LONGEST_FETCH = Duration.ofSeconds(4);

    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofHours(1);
    // a fetch is tried twice
    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 1500;
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_ANSWER);
    private final TokenSettings settings;
    private volatile @Nullable JWKSource<SecurityContext> found;

    private IssuerKeys(TokenSettings settings) {
        this.settings = settings;
    }

    static JWKSource<SecurityContext> of(TokenSettings settings) {
        return new IssuerKeys(settings);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return source().get(selector, context);
        } catch (RateLimitReachedException e) {
            return List.of(); // the set was fetched a moment ago: nobody has a key of that name
        }
    }

    /** Where the keys are is asked once, and when it is needed: the issuer may start later. */
    private JWKSource<SecurityContext> source() throws KeySourceException {
        JWKSource<SecurityContext> source = found;
        if (source == null) {
            source = JWKSourceBuilder.create(location(), http)
                    .cache(KEPT.toMillis(), LONGEST_FETCH.toMillis())
                    .refreshAheadCache(FETCHED_AHEAD.toMillis(), false)
                    .rateLimited(BETWEEN_FETCHES.toMillis())
                    .retrying(true)
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
            found = source;
        }
        return source;
    }

    private URL location() throws KeySourceException {
        try {
            if (settings.jwks() != null) {
                return settings.jwks().toURL();
            }
            String issuer = settings.issuer();
            String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
            Map<String, Object> discovered =
                    JSONObjectUtils.parse(http.retrieveResource(URI.create(base + "/.well-known/openid-configuration")
                                    .toURL())
                            .getContent());
            if (!issuer.equals(discovered.get("issuer"))) {
                throw new KeySourceException(base + " says of itself that it is another issuer");
            }
            return JSONObjectUtils.getURI(discovered, "jwks_uri").toURL();
        } catch (MalformedURLException e) {
            throw new KeySourceException("the issuer's address cannot be used", e);
        } catch (IOException | ParseException e) {
            throw new KeySourceException("the issuer cannot be asked where its keys are", e);
        }
    }
}
