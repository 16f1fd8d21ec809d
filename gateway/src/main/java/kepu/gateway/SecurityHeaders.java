package kepu.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers with every answer to take it for what it is and nothing else. */
@Component
@Order(1)
final class SecurityHeaders extends OncePerRequestFilter {
    static final String POLICY = "Content-Security-Policy";
    static final String CACHE = "Cache-Control";

    /** For pages: files of this host only, nothing inline. */
    static final String OF_A_PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";

    /** The gateway's own, whatever a service says. */
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final String TRANSPORT = "Strict-Transport-Security";

    /** What a service may not tell a caller: it is the gateway's to say, or nobody's. */
    private static final Set<String> NOT_A_SERVICES = Set.of(
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-resource-policy",
            "strict-transport-security",
            "x-xss-protection",
            "server",
            "x-powered-by",
            "traceparent",
            "kepu-correlation-id");

    private final boolean encrypted;

    SecurityHeaders(Settings settings) {
        this.encrypted = "https".equals(settings.gateway().publicUrl().getScheme());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ofData(response);
        if (encrypted) {
            response.setHeader(TRANSPORT, "max-age=31536000");
        }
        if (Paths.ofIdentity(request.getRequestURI())) {
            response.setHeader(POLICY, OF_A_PAGE);
        }
        chain.doFilter(request, response);
    }

    /** For an answer that no page is. */
    static void ofData(HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        response.setHeader(CACHE, "no-store");
        response.setHeader(POLICY, OF_DATA);
    }

    static boolean keepsFromAService(String header) {
        var name = header.toLowerCase(Locale.ROOT);
        return NOT_A_SERVICES.contains(name)
                || name.startsWith("access-control-")
                || name.startsWith("x-ratelimit-")
                || name.startsWith("x-forwarded-");
    }

    /** Whether a service's own word stands in the place of the gateway's. */
    static boolean yieldsToAService(String header) {
        return header.equalsIgnoreCase(POLICY) || header.equalsIgnoreCase(CACHE);
    }
}
