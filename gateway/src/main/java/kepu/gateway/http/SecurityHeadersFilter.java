package kepu.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kepu.gateway.GatewayProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets the security headers of every response; they also replace what a service sends under these names. */
@Component
@Order(FilterOrder.SECURITY_HEADERS)
public final class SecurityHeadersFilter extends OncePerRequestFilter {
    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    public static final String CACHE_CONTROL = "Cache-Control";

    /** For pages: files of this host only, nothing inline. */
    public static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final Map<String, String> FIXED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Resource-Policy", "same-origin");

    private static final String TRANSPORT_SECURITY = "Strict-Transport-Security";

    /** Headers of a service that never reach a caller: the gateway sets them, or nobody does. */
    private static final Set<String> DROPPED_FROM_SERVICES = Set.of(
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

    private final boolean https;

    SecurityHeadersFilter(GatewayProperties properties) {
        this.https = "https".equals(properties.publicUrl().getScheme());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        setDataHeaders(response);
        if (https) {
            response.setHeader(TRANSPORT_SECURITY, "max-age=31536000");
        }
        if (RequestPaths.isSignIn(RequestPaths.of(request))) {
            response.setHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY);
        }
        chain.doFilter(request, response);
    }

    /** The headers of a response that is no page. */
    public static void setDataHeaders(HttpServletResponse response) {
        FIXED.forEach(response::setHeader);
        response.setHeader(CACHE_CONTROL, "no-store");
        response.setHeader(CONTENT_SECURITY_POLICY, DATA_POLICY);
    }

    /** Whether the gateway drops this header of a service. */
    public static boolean isDropped(String serviceHeader) {
        var name = serviceHeader.toLowerCase(Locale.ROOT);
        return DROPPED_FROM_SERVICES.contains(name)
                || name.startsWith("access-control-")
                || name.startsWith("x-ratelimit-")
                || name.startsWith("x-forwarded-");
    }

    /** Whether this header of a service replaces the gateway's own. */
    public static boolean isOverridable(String serviceHeader) {
        return serviceHeader.equalsIgnoreCase(CONTENT_SECURITY_POLICY) || serviceHeader.equalsIgnoreCase(CACHE_CONTROL);
    }
}
