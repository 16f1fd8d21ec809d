package kepu.identity.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import kepu.identity.account.Accounts.SignedIn;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * What is remembered between two pages of one sign-in. Who has to change a first password is not signed in before it is
 * changed.
 */
final class SignInSession {
    private static final String CHANGE_DUE = "kepu.change-due";

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    SignInSession(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** Who gave a first password and has not changed it yet. */
    Optional<SignedIn> changeDue() {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(CHANGE_DUE) instanceof SignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }

    Optional<SignedIn> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }

    /** From here on under another session id and another token against forged requests, until the end of the sign-in. */
    void enter(SignedIn person) {
        HttpSession session = request.getSession(true);
        request.changeSessionId();
        Cookies.csrf().saveToken(null, request, response);
        if (session.getAttribute(SessionEnd.SINCE) == null) {
            session.setAttribute(SessionEnd.SINCE, person.at());
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        if (person.mustChangePassword()) {
            session.setAttribute(CHANGE_DUE, person);
        } else {
            session.removeAttribute(CHANGE_DUE);
            context.setAuthentication(person.authentication());
        }
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    /** Where the sign-in was begun: the request of a program that a code answers, if there is one. */
    String next() {
        return InterruptedRequest.resume(request, response).orElse("/password");
    }

    void end() {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
