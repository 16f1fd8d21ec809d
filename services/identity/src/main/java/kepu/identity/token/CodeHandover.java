package kepu.identity.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Ends a request to authorize: with a code or an error handed to the program that asked, or, if nobody knows where that is,
 * with a plain error. The session of the sign-in ends with the code: the next person at this computer signs in anew.
 */
final class CodeHandover implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private final String issuer;

    CodeHandover(String issuer) {
        this.issuer = issuer;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var authorized = (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        redirect(
                response,
                Objects.requireNonNull(authorized.getRedirectUri()),
                authorized.getState(),
                OAuth2ParameterNames.CODE,
                Objects.requireNonNull(authorized.getAuthorizationCode()).getTokenValue());
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        OAuth2Error error = ((OAuth2AuthenticationException) failure).getError();
        OAuth2AuthorizationCodeRequestAuthenticationToken asked =
                failure instanceof OAuth2AuthorizationCodeRequestAuthenticationException refused
                        ? refused.getAuthorizationCodeRequestAuthentication()
                        : null;
        if (asked == null
                || asked.getRedirectUri() == null
                || asked.getRedirectUri().isBlank()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getWriter().write(error.getErrorCode() + "\n");
            return;
        }
        redirect(response, asked.getRedirectUri(), asked.getState(), OAuth2ParameterNames.ERROR, error.getErrorCode());
    }

    /** Names the issuer too (RFC 9207), so that nobody takes an answer of another one for ours. */
    private void redirect(
            HttpServletResponse response, String to, @Nullable String state, String parameter, String value)
            throws IOException {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(to)
                .queryParam(parameter, encoded(value))
                .queryParam("iss", encoded(issuer));
        if (state != null && !state.isBlank()) {
            address.queryParam(OAuth2ParameterNames.STATE, encoded(state));
        }
        response.sendRedirect(address.build(true).toUriString());
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
