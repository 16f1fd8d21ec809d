package kepu.identity.token;

import java.time.Duration;
import java.util.List;
import kepu.identity.account.Accounts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** Who may ask for tokens: our own programs on behalf of people, and each usable account of a machine for itself. */
@Component
class Clients implements RegisteredClientRepository {
    /** A program turns its code into tokens at once. */
    private static final Duration CODE_TIME = Duration.ofMinutes(1);

    private final OwnClients own;
    private final Accounts accounts;
    private final Duration accessTokenTime;
    private final Duration refreshTokenTime;

    Clients(
            OwnClients own,
            Accounts accounts,
            @Value("${kepu.identity.access-token-time}") Duration accessTokenTime,
            @Value("${kepu.identity.refresh-token-time}") Duration refreshTokenTime) {
        this.own = own;
        this.accounts = accounts;
        this.accessTokenTime = accessTokenTime;
        this.refreshTokenTime = refreshTokenTime;
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        List<String> redirects = own.redirectsOf(clientId);
        return redirects == null
                ? accounts.machine(clientId).map(this::machine).orElse(null)
                : program(clientId, redirects);
    }

    private RegisteredClient program(String clientId, List<String> redirects) {
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUris(uris -> uris.addAll(redirects))
                .postLogoutRedirectUris(uris -> uris.addAll(redirects))
                .scope(OidcScopes.OPENID)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .authorizationCodeTimeToLive(CODE_TIME)
                        .accessTokenTimeToLive(accessTokenTime)
                        .refreshTokenTimeToLive(refreshTokenTime)
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private RegisteredClient machine(Accounts.Machine machine) {
        return RegisteredClient.withId(machine.accountId())
                .clientId(machine.accountId())
                .clientIdIssuedAt(machine.since())
                .clientName(machine.name())
                .clientSecret(machine.secretHash())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(accessTokenTime)
                        .build())
                .build();
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("a machine is registered as an account");
    }
}
