package kepu.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kepu.access.Caller.AsOf;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies access tokens: signature by one of the issuer's keys and one of the accepted algorithms, type, issuer,
 * audience, and that it holds now.
 */
public final class Tokens {
    /** How long a check may wait for the keys of the issuer. */
    public static final Duration LONGEST_CHECK = IssuerKeys.LONGEST_FETCH;

    /** What the contracts allow where an event names somebody. */
    private static final Pattern PSEUDONYM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    private static final String BEARER = "Bearer ";

    /**
     * Whoever is at work sends the same token again and again; a withdrawn key counts for no longer than this after it is
     * gone from the key set.
     */
    private static final Duration SIGNATURE_REMEMBERED = Duration.ofSeconds(5);

    private static final int SIGNATURES_REMEMBERED = 10_000;

    private final TokenSettings settings;
    private final NimbusJwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> validator;
    private final Cache<String, Known> signed = Caffeine.newBuilder()
            .maximumSize(SIGNATURES_REMEMBERED)
            .expireAfterWrite(SIGNATURE_REMEMBERED)
            .build();

    /** A token whose signature is good; whether it holds is asked at each use. */
    private record Known(Jwt jwt, Caller caller) {}

    public Tokens(TokenSettings settings, Clock clock) {
        this(settings, IssuerKeys.of(settings), clock);
    }

    /** @param keys for the issuer itself, which need not ask for its own keys */
    public Tokens(TokenSettings settings, JWKSource<SecurityContext> keys, Clock clock) {
        this.settings = settings;
        this.decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(accepted -> {
                    accepted.clear();
                    settings.algorithms().stream().map(Tokens::algorithm).forEach(accepted::add);
                })
                // by our own validator; the library's would want "JWT"
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((_, _) -> {}))
                .build();
        decoder.setJwtValidator(
                _ -> OAuth2TokenValidatorResult.success()); // what the token says is validated at each use
        this.validator = validator(settings, clock);
    }

    private static SignatureAlgorithm algorithm(String name) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
        if (algorithm == null) {
            throw new IllegalArgumentException("kepu.tokens.algorithms: no asymmetric signature is called " + name);
        }
        return algorithm;
    }

    private static OAuth2TokenValidator<Jwt> validator(TokenSettings settings, Clock clock) {
        var type = new JwtTypeValidator(settings.types());
        type.setAllowEmpty(false);
        var now = new JwtTimestampValidator(settings.clockSkew());
        now.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(List.of(
                type,
                now,
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null),
                new JwtClaimValidator<Object>(
                        JwtClaimNames.ISS,
                        issuer -> issuer != null && settings.issuer().equals(issuer.toString())),
                new JwtClaimValidator<Collection<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience()))));
    }

    /**
     * Whose token an {@code Authorization} header carries.
     *
     * @throws TokenRefused if it carries none that is to be believed
     * @throws KeysUnavailable if the issuer's keys cannot be had
     */
    public Caller ofHeader(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new TokenRefused("no bearer token");
        }
        return verify(authorization.substring(BEARER.length()).strip());
    }

    /**
     * @throws TokenRefused if it is not to be believed
     * @throws KeysUnavailable if the issuer's keys cannot be had
     */
    public Caller verify(String token) {
        Known known = signed.getIfPresent(token);
        if (known == null) {
            Jwt jwt = decoded(token);
            known = new Known(jwt, callerOf(jwt));
            signed.put(token, known);
        }
        OAuth2TokenValidatorResult validity = validator.validate(known.jwt());
        if (validity.hasErrors()) {
            throw new TokenRefused(validity.getErrors().toString());
        }
        return known.caller();
    }

    private Caller callerOf(Jwt jwt) {
        String subject = jwt.getClaimAsString(settings.subjectClaim());
        if (subject == null || subject.isBlank()) {
            throw new TokenRefused("no subject");
        }
        List<Grant> grants = texts(claim(jwt.getClaims(), settings.grantsClaim())).stream()
                .flatMap(text -> Grant.parse(text, settings.roleNames()).stream())
                .toList();
        String asOf = jwt.getClaimAsString(AsOf.CLAIM);
        return new Caller(
                pseudonym(subject),
                grants,
                asOf == null
                        ? null
                        : AsOf.parse(asOf).orElseThrow(() -> new TokenRefused("nobody can read " + AsOf.CLAIM)));
    }

    private Jwt decoded(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw new TokenRefused(e.getMessage());
        } catch (JwtException e) {
            throw new KeysUnavailable(e);
        }
    }

    /** A subject that no event could carry goes by its hash. */
    private static String pseudonym(String subject) {
        if (PSEUDONYM.matcher(subject).matches()) {
            return subject;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            return "x-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object claim(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, path.substring(dot + 1))
                : null;
    }

    private static List<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case Collection<?> several ->
                several.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case String one -> List.of(one.split("[ ,]+"));
            case null, default -> List.of();
        };
    }
}
