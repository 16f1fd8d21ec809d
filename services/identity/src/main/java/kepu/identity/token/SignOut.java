package kepu.identity.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import kepu.identity.account.Accounts;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Whoever signs out of a program signs out everywhere: no refresh token and no access token of before counts any more. */
final class SignOut implements AuthenticationSuccessHandler {
    private final Accounts accounts;
    private final OidcLogoutAuthenticationSuccessHandler back = new OidcLogoutAuthenticationSuccessHandler();

    SignOut(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        OidcIdToken idToken = ((OidcLogoutAuthenticationToken) authentication).getIdToken();
        String accountId = idToken == null ? null : idToken.getSubject();
        if (accountId != null) {
            accounts.signOut(accountId);
        }
        back.onAuthenticationSuccess(request, response, authentication);
    }
}
