package kepu.identity.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.web.util.WebUtils;

/** What a browser keeps for the sign-in, so that nothing need be kept here before somebody signed in. */
final class Cookies {
    /** The device, for whom wrong passwords of others do not count. */
    static final String DEVICE = "kepu-device";

    /** The request of a program that the sign-in interrupted. */
    static final String REQUEST = "kepu-request";

    private static final String CSRF = "kepu-csrf";
    private static final String LAX = "Lax";

    private Cookies() {}

    /** The token against forged forms: what a form sends must be what the cookie says. */
    static CookieCsrfTokenRepository csrf() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(CSRF);
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite(LAX));
        return tokens;
    }

    static @Nullable String get(HttpServletRequest request, String name) {
        Cookie cookie = WebUtils.getCookie(request, name);
        return cookie == null ? null : cookie.getValue();
    }

    static void set(
            HttpServletRequest request, HttpServletResponse response, String name, String value, Duration kept) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .maxAge(kept)
                        .httpOnly(true)
                        .sameSite(LAX)
                        .secure(request.isSecure())
                        .build()
                        .toString());
    }
}
