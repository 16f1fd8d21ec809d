package kepu.identity.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** The request of a program for a code, which goes on once somebody signed in; the browser keeps its parameters meanwhile. */
@Component
final class InterruptedRequest implements RequestCache {
    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final int LONGEST = 2000;
    private static final Duration KEPT = Duration.ofMinutes(15);

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        if (request.getMethod().equals("GET")
                && request.getServletPath().equals(AUTHORIZE)
                && query != null
                && query.length() <= LONGEST) {
            String value =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(query.getBytes(StandardCharsets.UTF_8));
            Cookies.set(request, response, Cookies.REQUEST, value, KEPT);
        }
    }

    /** Its address, once; whatever the browser says, it leads nowhere else. */
    static Optional<String> resume(HttpServletRequest request, HttpServletResponse response) {
        String kept = Cookies.get(request, Cookies.REQUEST);
        if (kept == null) {
            return Optional.empty();
        }
        Cookies.set(request, response, Cookies.REQUEST, "", Duration.ZERO);
        try {
            String query = new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8);
            return Optional.of(URI.create(AUTHORIZE + "?" + query).toASCIIString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Nothing is answered in place of what was asked: the browser is sent there. */
    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        // it goes when it is resumed
    }
}
