package kepu.identity.token;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import kepu.access.Caller.AsOf;
import kepu.access.Grant;
import kepu.access.TokenSettings;
import kepu.identity.account.Accounts;
import kepu.identity.account.Accounts.SignedIn;
import kepu.identity.key.SigningKeys;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** What stands in a token: a pseudonym and the roles that hold now; nothing by which anybody knows the person. */
@Component
class TokenContents implements OAuth2TokenCustomizer<JwtEncodingContext> {
    private static final String ACCESS_TOKEN_TYPE = "at+jwt";

    private final Accounts accounts;
    private final SigningKeys keys;
    private final TokenSettings settings;

    TokenContents(Accounts accounts, SigningKeys keys, TokenSettings settings) {
        this.accounts = accounts;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        Authentication principal = Objects.requireNonNull(context.getPrincipal(), "a token is somebody's");
        context.getJwsHeader().keyId(keys.signing());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            Accounts.Standing standing = accounts.standing(
                            context.getPrincipal().getName())
                    .filter(now -> now.usable() && isSignedInStill(principal, now))
                    .filter(_ -> hasItsSecretStill(context.getRegisteredClient()))
                    .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
            List<String> grants = standing.grants().stream().map(Grant::text).toList();
            context.getJwsHeader().type(ACCESS_TOKEN_TYPE);
            context.getClaims()
                    .audience(List.of(settings.audience()))
                    .claim(
                            OAuth2ParameterNames.CLIENT_ID,
                            context.getRegisteredClient().getClientId())
                    .claim(AsOf.CLAIM, standing.asOf().text())
                    .claim(settings.grantsClaim(), grants);
        } else if (principal.getPrincipal() instanceof SignedIn person) {
            Instant signedIn = person.at();
            context.getClaims().claim(IdTokenClaimNames.AUTH_TIME, signedIn.getEpochSecond());
        }
    }

    /** Or else a token made of a sign-in that ended a moment ago would know of its end, and so count. */
    private static boolean isSignedInStill(Authentication principal, Accounts.Standing now) {
        return !(principal.getPrincipal() instanceof SignedIn person) || person.generation() == now.generation();
    }

    /** The same of a machine: its secret may have been replaced since it was looked at. */
    private boolean hasItsSecretStill(RegisteredClient client) {
        String secret = client.getClientSecret();
        return secret == null
                || accounts.machine(client.getClientId())
                        .filter(machine -> machine.secretHash().equals(secret))
                        .isPresent();
    }
}
