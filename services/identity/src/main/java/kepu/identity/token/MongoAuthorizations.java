package kepu.identity.token;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kepu.identity.account.Accounts;
import kepu.identity.account.Accounts.SignedIn;
import kepu.identity.secret.Secrets;
import kepu.identity.token.StoredAuthorization.Request;
import kepu.identity.token.StoredAuthorization.Token;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins in the database, shared by all instances: found only while their account stands as it did when they began, and
 * gone for good when a spent refresh token comes again.
 */
@Component
class MongoAuthorizations implements OAuth2AuthorizationService {
    private static final Logger log = LoggerFactory.getLogger(MongoAuthorizations.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    /** Value of a token of which only the hash is known. */
    private static final String HASHED = "#";

    /** The document that an authorization was read from. */
    private static final String STORED = StoredAuthorization.class.getName();

    private final MongoOperations mongo;
    private final Clients clients;
    private final Accounts accounts;
    private final Clock clock;
    private final Duration longestSignIn;

    MongoAuthorizations(
            MongoOperations mongo,
            Clients clients,
            Accounts accounts,
            Clock clock,
            @Value("${kepu.identity.longest-sign-in}") Duration longestSignIn) {
        this.mongo = mongo;
        this.clients = clients;
        this.accounts = accounts;
        this.clock = clock;
        this.longestSignIn = longestSignIn;
    }

    /** @throws OAuth2AuthenticationException {@code invalid_grant} if somebody else changed it meanwhile */
    @Override
    public void save(OAuth2Authorization authorization) {
        StoredAuthorization before = authorization.getAttribute(STORED);
        StoredAuthorization after = stored(authorization, before);
        boolean counts = before == null ? insert(after) : replace(before, after);
        if (!counts) {
            // a code or a refresh token was used twice at the same time: one of the two was stolen
            log.warn("sign-in {} ends: it was used twice at the same time", after.id());
            delete(after.id());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private boolean insert(StoredAuthorization after) {
        try {
            mongo.insert(after);
            return true;
        } catch (DuplicateKeyException e) {
            log.debug("sign-in {} is there already", after.id(), e);
            return false;
        }
    }

    private boolean replace(StoredAuthorization before, StoredAuthorization after) {
        return mongo.replace(query(where("_id").is(before.id()).and("version").is(before.version())), after)
                        .getModifiedCount()
                == 1;
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        delete(authorization.getId());
    }

    private void delete(String id) {
        mongo.remove(query(where("_id").is(id)), StoredAuthorization.class);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return Optional.ofNullable(mongo.findById(id, StoredAuthorization.class))
                .filter(this::stands)
                .map(stored -> read(stored, ""))
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        String hash = Secrets.hash(token);
        for (String field : fields(type)) {
            StoredAuthorization found = field.equals("refresh") ? ofRefreshToken(token, hash) : of(field, hash);
            if (found != null) {
                return stands(found) ? read(found, token) : null;
            }
        }
        return null;
    }

    private static List<String> fields(@Nullable OAuth2TokenType type) {
        return switch (type == null ? "" : type.getValue()) {
            case "" -> List.of("refresh", "access", "code", "identity");
            case OAuth2ParameterNames.ACCESS_TOKEN -> List.of("access");
            case OAuth2ParameterNames.REFRESH_TOKEN -> List.of("refresh");
            case OAuth2ParameterNames.CODE -> List.of("code");
            case OidcParameterNames.ID_TOKEN -> List.of("identity");
            default -> List.of();
        };
    }

    private @Nullable StoredAuthorization of(String field, String hash) {
        return mongo.findOne(query(where(field + ".hash").is(hash)), StoredAuthorization.class);
    }

    private @Nullable StoredAuthorization ofRefreshToken(String token, String hash) {
        StoredAuthorization found = mongo.findOne(
                query(where("family").is(Secrets.hash(RefreshTokens.familyOf(token)))), StoredAuthorization.class);
        if (found == null || found.refresh() == null) {
            return null;
        }
        if (!found.refresh().hash().equals(hash)) {
            log.warn("sign-in {} of account {} ends: a spent refresh token came again", found.id(), found.accountId());
            delete(found.id());
            return null;
        }
        return found;
    }

    /** Whether the account is as it was: not closed or locked, no other password, no other secret. */
    private boolean stands(StoredAuthorization stored) {
        boolean stands = clock.instant().isBefore(stored.startedAt().plus(longestSignIn))
                && accounts.standing(stored.accountId())
                        .filter(account -> account.usable() && account.generation() == stored.generation())
                        .isPresent();
        if (!stands) {
            delete(stored.id());
        }
        return stands;
    }

    /** The database does it by itself; the embedded one does not. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void tidy() {
        mongo.remove(query(Criteria.where("expiresAt").lt(clock.instant())), StoredAuthorization.class);
    }

    private StoredAuthorization stored(OAuth2Authorization authorization, @Nullable StoredAuthorization before) {
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        Authentication principal = authorization.getAttribute(Principal.class.getName());
        SignedIn person = principal != null && principal.getPrincipal() instanceof SignedIn signedIn ? signedIn : null;
        Token code = token(authorization.getToken(OAuth2AuthorizationCode.class));
        Token access = token(authorization.getAccessToken());
        Token identity = token(authorization.getToken(OidcIdToken.class));
        Token refreshToken = token(refresh);
        Instant expiresAt = Stream.of(code, access, identity, refreshToken)
                .flatMap(Stream::ofNullable)
                .map(Token::expiresAt)
                .max(Instant::compareTo)
                .orElse(clock.instant());
        return new StoredAuthorization(
                authorization.getId(),
                before == null ? 1 : before.version() + 1,
                authorization.getRegisteredClientId(),
                authorization.getPrincipalName(),
                generation(authorization, person, before),
                authorization.getAuthorizationGrantType().getValue(),
                Set.copyOf(authorization.getAuthorizedScopes()),
                person == null ? null : person.at(),
                before == null ? clock.instant() : before.startedAt(),
                request(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName())),
                code,
                access,
                identity,
                refreshToken,
                family(refresh, before),
                expiresAt);
    }

    private long generation(
            OAuth2Authorization authorization, @Nullable SignedIn person, @Nullable StoredAuthorization before) {
        if (before != null) {
            return before.generation();
        }
        return person != null
                ? person.generation()
                : accounts.standing(authorization.getPrincipalName())
                        .map(Accounts.Standing::generation)
                        .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    }

    private static @Nullable String family(
            OAuth2Authorization.@Nullable Token<OAuth2RefreshToken> refresh, @Nullable StoredAuthorization before) {
        if (before != null && before.family() != null) {
            return before.family();
        }
        return refresh == null
                ? null
                : Secrets.hash(RefreshTokens.familyOf(refresh.getToken().getTokenValue()));
    }

    private static @Nullable Request request(@Nullable OAuth2AuthorizationRequest request) {
        if (request == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        request.getAdditionalParameters().forEach((name, value) -> {
            if (value instanceof String text && !name.contains(".") && !name.startsWith("$")) {
                parameters.put(name, text);
            }
        });
        return new Request(
                request.getAuthorizationUri(),
                request.getRedirectUri(),
                Set.copyOf(request.getScopes()),
                request.getState(),
                parameters);
    }

    private static @Nullable Token token(OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
        if (token == null) {
            return null;
        }
        OAuth2Token value = token.getToken();
        String text = value.getTokenValue();
        return new Token(
                text.startsWith(HASHED) ? text.substring(HASHED.length()) : Secrets.hash(text),
                Objects.requireNonNull(value.getIssuedAt()),
                Objects.requireNonNull(value.getExpiresAt()),
                token.isInvalidated(),
                token.getClaims() == null ? null : json(token.getClaims()));
    }

    private static String json(Map<String, Object> claims) {
        Map<String, Object> plain = new LinkedHashMap<>();
        claims.forEach((name, value) -> plain.put(
                name,
                switch (value) {
                    case Instant instant -> instant.getEpochSecond();
                    case Number number -> number;
                    case Boolean flag -> flag;
                    case Iterable<?> several -> several;
                    case Map<?, ?> inner -> inner;
                    default -> value.toString();
                }));
        return JSON.writeValueAsString(plain);
    }

    private @Nullable OAuth2Authorization read(StoredAuthorization stored, String presented) {
        RegisteredClient client = clients.findById(stored.clientId());
        if (client == null) {
            return null;
        }
        OAuth2Authorization.Builder read = OAuth2Authorization.withRegisteredClient(client)
                .id(stored.id())
                .principalName(stored.accountId())
                .authorizationGrantType(new AuthorizationGrantType(stored.grantType()))
                .authorizedScopes(stored.scopes())
                .attribute(STORED, stored);
        if (stored.signedInAt() != null) {
            read.attribute(
                    Principal.class.getName(),
                    new SignedIn(stored.accountId(), stored.generation(), false, stored.signedInAt()).authentication());
        }
        if (stored.request() != null) {
            read.attribute(OAuth2AuthorizationRequest.class.getName(), request(stored.clientId(), stored.request()));
        }
        if (stored.code() != null) {
            Token code = stored.code();
            add(read, code, new OAuth2AuthorizationCode(value(code, presented), code.issuedAt(), code.expiresAt()));
        }
        if (stored.access() != null) {
            Token access = stored.access();
            add(
                    read,
                    access,
                    new OAuth2AccessToken(
                            OAuth2AccessToken.TokenType.BEARER,
                            value(access, presented),
                            access.issuedAt(),
                            access.expiresAt(),
                            stored.scopes()));
        }
        if (stored.identity() != null) {
            Token identity = stored.identity();
            add(
                    read,
                    identity,
                    new OidcIdToken(
                            value(identity, presented),
                            identity.issuedAt(),
                            identity.expiresAt(),
                            claims(String.valueOf(identity.claims()))));
        }
        if (stored.refresh() != null) {
            Token refresh = stored.refresh();
            add(
                    read,
                    refresh,
                    new OAuth2RefreshToken(value(refresh, presented), refresh.issuedAt(), refresh.expiresAt()));
        }
        return read.build();
    }

    private static void add(OAuth2Authorization.Builder read, Token stored, OAuth2Token token) {
        read.token(token, metadata -> {
            metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, stored.invalidated());
            if (stored.claims() != null) {
                metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims(stored.claims()));
            }
            if (token instanceof OAuth2AccessToken) {
                metadata.put(OAuth2TokenFormat.class.getName(), OAuth2TokenFormat.SELF_CONTAINED.getValue());
            }
        });
    }

    private static String value(Token stored, String presented) {
        return Secrets.matches(presented, stored.hash()) ? presented : HASHED + stored.hash();
    }

    /** Without the time of the sign-in, which is added to each ID token anew. */
    private static Map<String, Object> claims(String json) {
        Map<String, Object> plain = new LinkedHashMap<>(JSON.readValue(json, CLAIMS));
        plain.remove(IdTokenClaimNames.AUTH_TIME);
        return MappedJwtClaimSetConverter.withDefaults(Map.of()).convert(plain);
    }

    private static OAuth2AuthorizationRequest request(String clientId, Request request) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(request.authorizationUri())
                .clientId(clientId)
                .redirectUri(request.redirectUri())
                .scopes(request.scopes())
                .state(request.state())
                .additionalParameters(Map.copyOf(request.parameters()))
                .build();
    }
}
