package kepu.identity.token;

import java.time.Clock;
import java.time.Instant;
import kepu.identity.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Makes refresh tokens {@code family.secret}: those of one sign-in have the family in common, so that a spent one is
 * recognised, however long ago it was spent.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
    private static final char DOT = '.';

    private final Clock clock;

    RefreshTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return null;
        }
        String family = context.getAuthorizationGrant() instanceof OAuth2RefreshTokenAuthenticationToken refresh
                ? familyOf(refresh.getRefreshToken())
                : Secrets.random();
        Instant now = clock.instant();
        return new OAuth2RefreshToken(
                family + DOT + Secrets.random(),
                now,
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
    }

    /** The whole token if it is none of these. */
    static String familyOf(String token) {
        int dot = token.indexOf(DOT);
        return dot < 0 ? token : token.substring(0, dot);
    }
}
